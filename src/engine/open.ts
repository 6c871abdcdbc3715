/** Opening findings: each gets its number, its first event, its plan clock, and word goes out. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import { measureListSchema } from '../../machines/measure.ts';
import { findingMachineVersion } from '../../machines/finding.ts';
import { openFinding, standingOf } from '../../machines/step.ts';
import { targetListSchema } from '../../machines/target.ts';
import {
  partySchema,
  rectificationClassSchema,
  slotSchema,
  storedText,
  textSchema,
} from '../../machines/words.ts';
import { RectiflowError } from '../errors.ts';
import type { AcceptedAnswer, Problem, RefusedAnswer } from './answers.ts';
import { chained, digest, genesisHash } from './chain.ts';
import { clockRowsAfter } from './clocks/rows.ts';
import { noticesOwed } from './notices-owed.ts';
import { policyNameSchema, policyRefOf, type PolicyRef } from './policy.ts';
import { presentOf } from './now.ts';
import type {
  EnginePorts,
  FindingDetails,
  FindingOpening,
  LedgerEvent,
  OpenedEvent,
  PolicyBook,
  RoundRow,
} from './ports.ts';
import { ensureRound } from './rounds.ts';
import { problemsOf, recalled } from './send.ts';

export const roundCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_-]{0,39}$/u, {
    message: 'must be 1 to 40 letters, digits, hyphens, e.g. XC-2024',
  });

export const findingToOpenSchema = z.strictObject({
  /** The inspection round's code. A round that does not exist yet is opened with it. */
  round: roundCodeSchema,
  aspect: z
    .strictObject({ no: z.int().min(1).max(99), title: textSchema })
    .nullable()
    .default(null),
  /** How the document numbers it, e.g. `2(1)`. */
  sourceNo: storedText(40).nullable().default(null),
  title: textSchema,
  description: textSchema.nullable().default(null),
  class: rectificationClassSchema.default('phased'),
  /** The rule set to open it under, e.g. `cn-safety-hazard@1`. Without it, the current one. */
  policy: policyNameSchema.optional(),
  responsibleUnit: partySchema.nullable().default(null),
  slots: z.partialRecord(slotSchema, partySchema).default({}),
  measures: measureListSchema.default([]),
  targets: targetListSchema.default([]),
});
/** What somebody hands in to open a finding. */
export type FindingToOpen = z.input<typeof findingToOpenSchema>;
type Checked = z.infer<typeof findingToOpenSchema>;

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
  const round = await ensureRound(ports, finding.round, by);
  const { opening, answer } = await openingOf(ports, finding, by, round);
  const remember = key === undefined ? null : { key, requestHash, answer };
  // The key was taken while this one was deciding: the other's answer is the answer. Or the
  // calendar has moved on: it is decided anew.
  return (await ports.ledger.open({ ...opening, remember })) ? answer : open(ports, command);
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

/** Null when the calendar has moved on meanwhile: then none has been opened. */
async function openedTogether(
  ports: EnginePorts,
  findings: readonly Checked[],
  by: Actor,
): Promise<readonly AcceptedAnswer[] | null> {
  const prepared: Awaited<ReturnType<typeof openingOf>>[] = [];
  for (const finding of findings) {
    const round = await ensureRound(ports, finding.round, by);
    // Before the transaction: the directory may be the host's, and it must not wait for our locks.
    prepared.push(await openingOf(ports, finding, by, round));
  }
  const overtaken = new Error('the calendar has moved on');
  try {
    await ports.ledger.transact(async (ledger) => {
      for (const { opening } of prepared) {
        if (!(await ledger.open({ ...opening, remember: null }))) throw overtaken;
      }
    });
  } catch (error) {
    if (error === overtaken) return null;
    throw error;
  }
  return prepared.map(({ answer }) => answer);
}

async function openingOf(
  ports: EnginePorts,
  finding: Checked,
  by: Actor,
  round: RoundRow,
): Promise<{ opening: Omit<FindingOpening, 'remember'>; answer: AcceptedAnswer }> {
  const { ledger, policies, calendar, directory, newId } = ports;
  const { now, calendarRevision } = await presentOf(ports);
  const ref = policyOf(finding, policies);
  const policy = policies.get(ref);
  const details = detailsOf(finding, round, await ledger.takeNumber(round.id));
  const { class: rectification, responsibleUnit, slots, measures, targets } = finding;
  const { gates } = policy.classes[rectification];
  const input = { class: rectification, gates, responsibleUnit, slots, measures, targets };
  const event: OpenedEvent = { type: 'OPENED', details, policy: ref, input };
  const { snapshot, effects } = openFinding(input);
  const findingId = newId();
  const standing = standingOf(snapshot);
  const opening = {
    findingId,
    calendarRevision,
    standing,
    snapshot,
    details,
    policy: ref,
    event: chained<LedgerEvent>({
      subjectId: findingId,
      seq: 1,
      machineVersion: findingMachineVersion,
      at: now,
      by,
      event,
      prevHash: genesisHash,
    }),
    closedAt: null,
    clocks: clockRowsAfter([], event, effects, { policy, class: rectification, calendar, now }),
    notices: await noticesOwed(effects, {
      findingId,
      seq: 1,
      at: now,
      slots,
      rungs: [],
      directory,
      newId,
    }),
  };
  const { number } = details;
  return { opening, answer: { kind: 'accepted', id: findingId, number, ...standing, version: 1 } };
}

function policyOf({ policy }: Pick<Checked, 'policy'>, { current }: PolicyBook): PolicyRef {
  return policy === undefined ? current : policyRefOf(policy);
}

function unknownPolicy(finding: Checked, { policies }: EnginePorts): Problem | null {
  if (policies.has(policyOf(finding, policies))) return null;
  return { path: 'finding.policy', message: `there is no policy "${finding.policy}"` };
}

function detailsOf(finding: Checked, round: RoundRow, sequence: number): FindingDetails {
  const aspectNo = finding.aspect?.no ?? 0;
  return {
    roundId: round.id,
    roundCode: round.code,
    number: `${round.code}-${String(aspectNo).padStart(2, '0')}-${String(sequence).padStart(3, '0')}`,
    aspectNo,
    aspectTitle: finding.aspect?.title ?? null,
    title: finding.title,
    description: finding.description,
    sourceNo: finding.sourceNo,
  };
}
