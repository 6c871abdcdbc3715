/** acknowledge(): whoever got a message says so (签收), and by when they promise to have it done. */
import { z } from 'zod';
import { actorSchema, makerOf, type Actor } from '../machines/actor.ts';
import { daySchema, textSchema } from '../machines/words.ts';
import { checked } from './checked.ts';
import { decideDispatch } from './deciding-dispatches.ts';
import { nowOf } from './engine/now.ts';
import { send } from './engine/send.ts';
import type { EnginePorts } from './engine/ports.ts';
import { partsOf, secretMatches } from './links/token.ts';
import {
  readAnswered,
  readLink,
  writeAcknowledgement,
  type AnsweredMessage,
  type StoredLink,
} from './store/acknowledgements.ts';
import type { Queryable } from './store/pool.ts';

const [personSchema, delegateSchema] = actorSchema.options;

/** What an answer says, besides who gives it and to what. */
export const answerShape = {
  /** The day by which it is to be done, in the organisation's zone. A document in due form asks for it. */
  promisedOn: daySchema.optional(),
  note: textSchema.optional(),
};
const answerSchema = z.strictObject(answerShape);
export type AnswerToMessage = z.input<typeof answerSchema>;

const commandSchema = z.strictObject({
  dispatchId: z.uuid().toLowerCase(),
  ...answerShape,
  by: z.discriminatedUnion('kind', [personSchema, delegateSchema]),
});

export interface AcknowledgeCommand extends AnswerToMessage {
  readonly dispatchId: string;
  /** Whoever the message went to, or a delegate acting for them. */
  readonly by: z.input<typeof actorSchema>;
}

/** A link that cannot be followed: forged or mistaken, too old, or followed before. */
export type LinkRefusal = 'link_invalid' | 'link_expired' | 'link_used';

export type AcknowledgementRefusal =
  | LinkRefusal
  | 'dispatch_not_found'
  /** It went to somebody else. */
  | 'not_the_recipient'
  /** It has not arrived: there is nothing to acknowledge. */
  | 'dispatch_not_sent'
  /** A document in due form asks by when it will be done. */
  | 'promise_missing'
  | 'promise_past';

export type Acknowledged =
  | {
      readonly kind: 'accepted';
      /** How many overdue deadlines' ladders now wait for the day promised. */
      readonly waiting: number;
    }
  | { readonly kind: 'refused'; readonly code: AcknowledgementRefusal };

/** What a page behind a link may show before anybody answers. */
export type LinkLooked =
  | { readonly kind: 'open'; readonly message: AnsweredMessage }
  | { readonly kind: 'refused'; readonly code: LinkRefusal };

export type AcknowledgingPorts = EnginePorts;

/** Messages that have arrived, or may have. */
const arrived: ReadonlySet<string> = new Set(['sent', 'unknown']);

/** Whoever is signed in answers. Throws `request_invalid`. */
export async function acknowledge(
  ports: AcknowledgingPorts,
  db: Queryable,
  command: AcknowledgeCommand,
): Promise<Acknowledged> {
  const { dispatchId, by, ...answer } = checked(commandSchema, command);
  const message = await readAnswered(db, dispatchId);
  if (message === null) return { kind: 'refused', code: 'dispatch_not_found' };
  if (!makerOf(by).persons.includes(message.personId)) {
    return { kind: 'refused', code: 'not_the_recipient' };
  }
  if (!arrived.has(message.state)) return { kind: 'refused', code: 'dispatch_not_sent' };
  return write(ports, db, { message, answer, by, linkId: null });
}

/** What is behind a link. Changes nothing, however often mail scanners follow it. */
export async function lookAtLink(
  ports: AcknowledgingPorts,
  db: Queryable,
  token: string,
): Promise<LinkLooked> {
  const found = await openLink(db, token, await nowOf(ports));
  if (typeof found === 'string') return { kind: 'refused', code: found };
  const message = await readAnswered(db, found.dispatchId);
  return message === null ? { kind: 'refused', code: 'link_invalid' } : { kind: 'open', message };
}

/** Whoever holds the link answers in its recipient's name, once. Throws `request_invalid`. */
export async function acknowledgeByLink(
  ports: AcknowledgingPorts,
  db: Queryable,
  token: string,
  given: AnswerToMessage,
): Promise<Acknowledged> {
  const answer = checked(answerSchema, given);
  const link = await openLink(db, token, await nowOf(ports));
  if (typeof link === 'string') return { kind: 'refused', code: link };
  const message = await readAnswered(db, link.dispatchId);
  if (message === null) return { kind: 'refused', code: 'link_invalid' };
  // Whoever has the link has the message: it has arrived, whatever its state says.
  const by: Actor = { kind: 'person', id: message.personId, unit: null };
  return write(ports, db, { message, answer, by, linkId: link.id });
}

async function openLink(
  db: Queryable,
  token: string,
  now: number,
): Promise<StoredLink | LinkRefusal> {
  const parts = partsOf(token);
  if (parts === null) return 'link_invalid';
  const link = await readLink(db, parts.id);
  // Whether a link has expired or was used is told to nobody who does not hold it.
  if (link === null || !secretMatches(parts.secret, link.hash)) return 'link_invalid';
  if (link.usedAt !== null) return 'link_used';
  return link.expiresAt > now ? link : 'link_expired';
}

interface Answering {
  readonly message: AnsweredMessage;
  readonly answer: z.infer<typeof answerSchema>;
  readonly by: Actor;
  readonly linkId: string | null;
}

async function write(
  ports: AcknowledgingPorts,
  db: Queryable,
  { message, answer, by, linkId }: Answering,
): Promise<Acknowledged> {
  const at = await nowOf(ports);
  const promisedOn = answer.promisedOn ?? null;
  if (promisedOn === null && message.documents.length > 0) {
    return { kind: 'refused', code: 'promise_missing' };
  }
  if (promisedOn !== null && promisedOn < ports.calendar.dayOf(at)) {
    return { kind: 'refused', code: 'promise_past' };
  }
  const { id: dispatchId, state } = message;
  const row = {
    id: ports.newId(),
    dispatchId,
    at,
    by,
    promisedOn,
    note: answer.note ?? null,
    linkId,
  };
  if (!(await writeAcknowledgement(db, row))) return { kind: 'refused', code: 'link_used' };
  if (state === 'unknown') await confirm(ports, db, dispatchId, by);
  const waiting = promisedOn === null ? 0 : await promise(ports, message, { ...row, promisedOn });
  return { kind: 'accepted', waiting };
}

/**
 * The promise becomes the finding's (限期承诺): the ladders of its overdue deadlines wait for that day. What
 * is not overdue, or has been promised too often, goes on as before; so does everything if the
 * process ends just now, which is the safe side.
 */
async function promise(
  ports: AcknowledgingPorts,
  { clocks }: AnsweredMessage,
  { id, promisedOn, note, by }: { id: string; promisedOn: string; note: string | null; by: Actor },
): Promise<number> {
  let waiting = 0;
  for (const { findingId, clockNo } of clocks) {
    const event = { type: 'ACKNOWLEDGE', clockNo, promisedOn } as const;
    const answer = await send(ports, {
      findingId,
      event: note === null ? event : { ...event, note },
      by,
      idempotencyKey: `acknowledgement/${id}/${findingId}/${clockNo}`,
    });
    if (answer.kind === 'accepted') waiting += 1;
  }
  return waiting;
}

/** Nobody knew whether it had arrived: its recipient does. */
async function confirm(
  ports: AcknowledgingPorts,
  db: Queryable,
  dispatchId: string,
  by: Actor,
): Promise<void> {
  const reason = '收件人已签收 / acknowledged by its recipient';
  await decideDispatch(ports, db, { dispatchId, decision: 'confirm', by, reason });
}
