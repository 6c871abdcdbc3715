/** Opening findings: each gets its number, its first event, its plan clock, and word goes out. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import type { FindingInput } from '../../machines/finding-context.ts';
import { measureListSchema } from '../../machines/measure.ts';
import { findingMachineVersion } from '../../machines/finding.ts';
import { childModeSchema, originSchema } from '../../machines/origin.ts';
import { openFinding, standingOf } from '../../machines/step.ts';
import { targetListSchema } from '../../machines/target.ts';
import {
  gradeSchema,
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
import { toldBy, type Told } from './decide.ts';
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
import { spread } from './spread.ts';

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
  grade: gradeSchema.optional(),
  origin: originSchema.optional(),
  /** The finding it is a part of, by number or id: it has to be open. */
  parent: z
    .strictObject({ finding: partySchema, mode: childModeSchema.default('stands') })
    .optional(),
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
  const parent = await parentOf(ports, finding);
  if (parent === 'none') {
    return { kind: 'refused', code: 'event_invalid', problems: [noSuchParent(finding)] };
  }
  const round = await ensureRound(ports, finding.round, by);
  const prepared = await openingOf(ports, { finding, parent, round }, by);
  const { answer } = prepared;
  const remember = key === undefined ? null : { key, requestHash, answer };
  // The key was taken while this one was deciding: the other's answer is the answer. Or the
  // calendar, or its parent, has moved on: it is decided anew.
  return (await saveOpenings(ports, [prepared], remember)) ? answer : open(ports, command);
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
  const prepared: Prepared[] = [];
  for (const finding of findings) {
    const round = await ensureRound(ports, finding.round, by);
    const parent = await parentOf(ports, finding);
    if (parent === 'none')
      throw new RectiflowError('request_invalid', { ...noSuchParent(finding) });
    // Before the transaction: the directory may be the host's, and it must not wait for our locks.
    prepared.push(await openingOf(ports, { finding, parent, round }, by));
  }
  return (await saveOpenings(ports, prepared, null)) ? prepared.map(({ answer }) => answer) : null;
}

interface Prepared {
  readonly opening: Omit<FindingOpening, 'remember'>;
  readonly answer: AcceptedAnswer;
  /** What the wholes they are parts of hear of it. */
  readonly told: readonly Told[];
}

/** All or none. False when the calendar or a parent has moved on, or the key was taken meanwhile. */
async function saveOpenings(
  ports: EnginePorts,
  prepared: readonly Prepared[],
  remember: FindingOpening['remember'],
): Promise<boolean> {
  const others = await spread(
    ports,
    prepared.flatMap(({ told }) => told),
    null,
  );
  if (others === null) return false;
  const [only, ...more] = prepared;
  if (only !== undefined && more.length === 0 && others.length === 0) {
    return ports.ledger.open({ ...only.opening, remember });
  }
  const overtaken = new Error('the calendar or a parent has moved on');
  try {
    await ports.ledger.transact(async (ledger) => {
      for (const { opening } of prepared) {
        if (!(await ledger.open({ ...opening, remember }))) throw overtaken;
      }
      for (const other of others) {
        if (!(await ledger.save({ ...other, remember: null }))) throw overtaken;
      }
    });
    return true;
  } catch (error) {
    if (error === overtaken) return false;
    throw error;
  }
}

/** The finding it is to be a part of; `none` where there is no open one of that name. */
async function parentOf(
  { others }: EnginePorts,
  { parent }: Checked,
): Promise<FindingInput['parent'] | 'none'> {
  if (parent === undefined) return undefined;
  const found = await others.identify(parent.finding);
  if (found === null || found.closed) return 'none';
  return { id: found.id, number: found.number, mode: parent.mode };
}

function noSuchParent({ parent }: Checked): Problem {
  return {
    path: 'finding.parent.finding',
    message: `there is no open finding "${parent?.finding ?? ''}"`,
  };
}

interface ToOpen {
  readonly finding: Checked;
  readonly parent: FindingInput['parent'];
  readonly round: RoundRow;
}

async function openingOf(
  ports: EnginePorts,
  { finding, parent, round }: ToOpen,
  by: Actor,
): Promise<Prepared> {
  const { ledger, policies, calendar, directory, newId } = ports;
  const { now, calendarRevision } = await presentOf(ports);
  const ref = policyOf(finding, policies);
  const policy = policies.get(ref);
  const details = detailsOf(finding, round, await ledger.takeNumber(round.id));
  const { class: rectification } = finding;
  const input = inputOf(finding, policy.classes[rectification].gates, parent);
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
      slots: finding.slots,
      rungs: [],
      directory,
      newId,
    }),
  };
  const { number } = details;
  return {
    opening,
    answer: { kind: 'accepted', id: findingId, number, ...standing, version: 1 },
    told: toldBy(effects, { id: findingId, number }),
  };
}

/** What the rules are given of it: what is left out stays out, as in findings of before. */
function inputOf(
  { class: rectification, responsibleUnit, slots, measures, targets, grade, origin }: Checked,
  gates: FindingInput['gates'],
  parent: FindingInput['parent'],
): FindingInput {
  return {
    class: rectification,
    gates,
    responsibleUnit,
    slots,
    measures,
    targets,
    ...(grade !== undefined && { grade }),
    ...(origin !== undefined && { origin }),
    ...(parent !== undefined && { parent }),
  };
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
