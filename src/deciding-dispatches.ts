/** decideDispatch(): somebody has a message sent again, or has learnt that it did arrive. */
import { z } from 'zod';
import { actorSchema } from '../machines/actor.ts';
import { stepNotice, type NoticeEvent, type NoticeState } from '../machines/notice.ts';
import { textSchema } from '../machines/words.ts';
import { checked } from './checked.ts';
import { nowOf } from './engine/now.ts';
import type { EnginePorts } from './engine/ports.ts';
import { readHeld, writeDecision } from './store/dispatch-decisions.ts';
import type { Queryable } from './store/pool.ts';

const [personSchema, delegateSchema] = actorSchema.options;

/** What a decision says, besides who gives it and on what. */
export const decisionShape = {
  decision: z.enum(['resend', 'confirm']),
  reason: textSchema,
};

const commandSchema = z.strictObject({
  dispatchId: z.uuid().toLowerCase(),
  ...decisionShape,
  // Rules and imports decide nothing: it takes somebody who answers for it.
  by: z.discriminatedUnion('kind', [personSchema, delegateSchema]),
});

export interface DecideDispatchCommand extends Omit<z.input<typeof commandSchema>, 'by'> {
  /** A person, or a delegate acting for one. */
  readonly by: z.input<typeof actorSchema>;
}

export type DispatchDecided =
  | { readonly kind: 'accepted'; readonly state: NoticeState }
  | { readonly kind: 'refused'; readonly code: 'dispatch_not_found' }
  /** Nothing is to be decided on it in this state. */
  | { readonly kind: 'refused'; readonly code: 'dispatch_settled'; readonly state: NoticeState };

const events = {
  resend: { type: 'RESEND' },
  confirm: { type: 'CONFIRM' },
} as const satisfies Record<string, NoticeEvent>;

/** That a person vouches for it, and not the channel: the outcome of what was confirmed. */
const confirmedOutcome = 'confirmed';

/**
 * Sends a failed dispatch, or one whose outcome is unknown, again; or takes an unknown one for
 * arrived. Its notices go with it, and its Message-ID stays. Wakes nobody: the next tick tells a queue.
 * Throws `request_invalid`.
 */
export async function decideDispatch(
  ports: Pick<EnginePorts, 'ledger' | 'calendar' | 'clock' | 'newId'>,
  db: Queryable,
  command: DecideDispatchCommand,
): Promise<DispatchDecided> {
  const { dispatchId, decision, by, reason } = checked(commandSchema, command);
  // Whoever overtakes has settled it, or has had it sent again and come back: this ends.
  for (;;) {
    const at = await nowOf(ports);
    const before = await readHeld(db, dispatchId);
    if (before === null) return { kind: 'refused', code: 'dispatch_not_found' };
    const after = stepNotice(before, events[decision]);
    if (after === null) return { kind: 'refused', code: 'dispatch_settled', state: before.state };
    const { state } = after;
    const outcome = decision === 'confirm' ? confirmedOutcome : null;
    const row = { id: ports.newId(), dispatchId, decision, by, reason, at, before };
    if (await writeDecision(db, { ...row, after: { state, outcome } })) {
      return { kind: 'accepted', state };
    }
  }
}
