/** Opening findings: one, or many together. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import { storedText } from '../../machines/words.ts';
import { RectiflowError } from '../errors.ts';
import type { AcceptedAnswer, RefusedAnswer } from './answers.ts';
import { digest } from './chain.ts';
import { findingToOpenSchema, type CheckedFinding, type FindingToOpen } from './finding-to-open.ts';
import {
  noSuchParent,
  openingOf,
  parentOf,
  unknownPolicy,
  type PreparedOpening,
} from './opening.ts';
import type { EnginePorts, FindingOpening } from './ports.ts';
import { ensureRound } from './rounds.ts';
import { saveAll } from './save-all.ts';
import { problemsOf, recalled } from './send.ts';
import { spread } from './spread.ts';

export interface OpenCommand {
  readonly finding: FindingToOpen;
  readonly by: Actor;
  readonly idempotencyKey?: string | undefined;
}

const requestSchema = z.strictObject({
  finding: findingToOpenSchema,
  by: actorSchema,
  idempotencyKey: storedText(200).optional(),
});

/** Opens one finding. Answers accepted, or refused with what is wrong; never half-done. */
export async function open(
  ports: EnginePorts,
  command: OpenCommand,
): Promise<AcceptedAnswer | RefusedAnswer> {
  const parsed = requestSchema.safeParse(command);
  if (!parsed.success) {
    return { kind: 'refused', code: 'event_invalid', problems: problemsOf(parsed.error) };
  }
  const { finding, by, idempotencyKey: key } = parsed.data;
  const unknown = unknownPolicy(finding, ports);
  if (unknown !== null) return { kind: 'refused', code: 'event_invalid', problems: [unknown] };
  const requestHash = digest({ finding, by });
  const remembered = key === undefined ? null : await ports.ledger.recall(key);
  if (remembered !== null) return recalled(remembered, requestHash);
  const parent = await parentOf(ports, finding);
  if (parent === 'none') {
    return { kind: 'refused', code: 'event_invalid', problems: [noSuchParent(finding)] };
  }
  const round = await ensureRound(ports, finding.round, by);
  const prepared = await openingOf(ports, { finding, parent, round }, by);
  const { answer } = prepared;
  const remember = key === undefined ? null : { key, requestHash, answer };
  const saved = await saveOpenings(ports, [prepared], remember);
  if (saved === 'unheard') return { kind: 'refused', code: 'state_unreadable' };
  // The key was taken while this one was deciding: the other's answer is the answer. Or the
  // calendar, or its parent, has moved on: it is decided anew.
  return saved === 'saved' ? answer : open(ports, command);
}

/**
 * Opens all or none, in order, in one transaction. Throws what the first failure throws; then no
 * finding has been opened, and at most numbers have been left out.
 */
export async function openAll(
  ports: EnginePorts,
  findings: readonly FindingToOpen[],
  by: Actor,
): Promise<readonly AcceptedAnswer[]> {
  const checked = z.array(findingToOpenSchema).parse(findings);
  for (const finding of checked) {
    const unknown = unknownPolicy(finding, ports);
    if (unknown !== null) throw new RectiflowError('request_invalid', { ...unknown });
  }
  for (;;) {
    const answers = await openedTogether(ports, checked, by);
    if (answers !== null) return answers;
  }
}

/** Null when the calendar or a parent has moved on meanwhile: then none has been opened. */
async function openedTogether(
  ports: EnginePorts,
  findings: readonly CheckedFinding[],
  by: Actor,
): Promise<readonly AcceptedAnswer[] | null> {
  const prepared: PreparedOpening[] = [];
  for (const finding of findings) {
    const round = await ensureRound(ports, finding.round, by);
    const parent = await parentOf(ports, finding);
    if (parent === 'none')
      throw new RectiflowError('request_invalid', { ...noSuchParent(finding) });
    // Before the transaction: the directory may be the host's, and it must not wait for our locks.
    prepared.push(await openingOf(ports, { finding, parent, round }, by));
  }
  const saved = await saveOpenings(ports, prepared, null);
  if (saved === 'unheard') {
    const message = 'a finding that one of these is a part of cannot be read';
    throw new RectiflowError('state_unreadable', { message });
  }
  return saved === 'saved' ? prepared.map(({ answer }) => answer) : null;
}

/** All or none. `unheard`: a parent's stored state cannot be read, so that it can hear of nothing. */
async function saveOpenings(
  ports: EnginePorts,
  prepared: readonly PreparedOpening[],
  remember: FindingOpening['remember'],
): Promise<'saved' | 'overtaken' | 'unheard'> {
  const told = prepared.flatMap((each) => each.told);
  const others = await spread(ports, told, null);
  if (others === null) return 'unheard';
  const openings = prepared.map(({ opening }) => Object.assign({}, opening, { remember }));
  return (await saveAll(ports, others, openings)) ? 'saved' : 'overtaken';
}
