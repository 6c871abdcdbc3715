/** From the words of a finding to what opening it writes: its number, its first event, its plan clock, word to people. */
import type { Actor } from '../../machines/actor.ts';
import type { FindingInput } from '../../machines/finding-context.ts';
import { findingMachineVersion } from '../../machines/finding.ts';
import { openFinding, standingOf } from '../../machines/step.ts';
import type { AcceptedAnswer, Problem } from './answers.ts';
import { chained, genesisHash } from './chain.ts';
import { clockRowsAfter } from './clocks/rows.ts';
import { toldBy, type Told } from './decide.ts';
import type { CheckedFinding } from './finding-to-open.ts';
import { noticesOwed } from './notices-owed.ts';
import { presentOf } from './now.ts';
import { policyRefOf, type PolicyRef } from './policy.ts';
import type {
  EnginePorts,
  FindingDetails,
  FindingOpening,
  LedgerEvent,
  OpenedEvent,
  PolicyBook,
  RoundRow,
} from './ports.ts';

/** A finding as it would be opened, and what that would be answered. */
export interface PreparedOpening {
  readonly opening: Omit<FindingOpening, 'remember'>;
  readonly answer: AcceptedAnswer;
  /** What the wholes they are parts of hear of it. */
  readonly told: readonly Told[];
}

/** The finding it is to be a part of; `none` where there is no open one of that name. */
export async function parentOf(
  { others }: EnginePorts,
  { parent }: CheckedFinding,
): Promise<FindingInput['parent'] | 'none'> {
  if (parent === undefined) return undefined;
  const found = await others.identify(parent.finding);
  if (found === null || found.closed) return 'none';
  return { id: found.id, number: found.number, mode: parent.mode };
}

export function noSuchParent({ parent }: CheckedFinding): Problem {
  return {
    path: 'finding.parent.finding',
    message: `there is no open finding "${parent?.finding ?? ''}"`,
  };
}

interface ToOpen {
  readonly finding: CheckedFinding;
  readonly parent: FindingInput['parent'];
  readonly round: RoundRow;
}

/** Reads what a decision needs, takes the finding's number, and decides. Writes nothing else. */
export async function openingOf(
  ports: EnginePorts,
  { finding, parent, round }: ToOpen,
  by: Actor,
): Promise<PreparedOpening> {
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
  {
    class: rectification,
    responsibleUnit,
    slots,
    measures,
    targets,
    grade,
    origin,
  }: CheckedFinding,
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

function policyOf({ policy }: Pick<CheckedFinding, 'policy'>, { current }: PolicyBook): PolicyRef {
  return policy === undefined ? current : policyRefOf(policy);
}

export function unknownPolicy(finding: CheckedFinding, { policies }: EnginePorts): Problem | null {
  if (policies.has(policyOf(finding, policies))) return null;
  return { path: 'finding.policy', message: `there is no policy "${finding.policy}"` };
}

function detailsOf(finding: CheckedFinding, round: RoundRow, sequence: number): FindingDetails {
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
