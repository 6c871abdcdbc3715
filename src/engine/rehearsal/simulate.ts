/** Rehearses the days to come on the real rules, over copies: who would get what, when and why. Writes nothing. */
import { setImmediate as othersHaveHadTheirTurn } from 'node:timers/promises';
import type { Policy } from '../policy.ts';
import type { DecisionPorts } from '../ports.ts';
import {
  Life,
  type AssumedPeople,
  type Frame,
  type PortfolioItem,
  type Refusal,
  type RehearsedBreach,
  type RehearsedNotice,
} from './life.ts';
import { byTime, compare } from './order.ts';
import { rememberingDirectory } from './remembering-directory.ts';
import { underPolicy, withDraft } from './under-policy.ts';

export type { PortfolioItem } from './life.ts';

export interface SimulateOptions extends Pick<Frame, 'from' | 'until'> {
  /** Where the virtual clock begins (epoch ms): what happens before `from` is not told. Default `from`. */
  readonly since?: number | undefined;
  /** Rehearse under this policy, known to the ledger or not; without it each finding's own. */
  readonly policy?: Policy | undefined;
  /** Without them nobody does anything, and everything that can escalate does. */
  readonly people?: AssumedPeople | undefined;
}

export interface Rehearsal {
  /** In order of time, finding and person. */
  readonly notices: readonly RehearsedNotice[];
  readonly breaches: readonly RehearsedBreach[];
  /** What people were assumed to do, and the rules refuse. */
  readonly refusals: readonly Refusal[];
  /** Events that would be recorded. */
  readonly events: number;
  /** The portfolio as it would stand at the end. */
  readonly portfolio: readonly PortfolioItem[];
}

export async function simulate(
  ports: DecisionPorts,
  portfolio: readonly PortfolioItem[],
  { from, until, since = from, policy, people = nobody }: SimulateOptions,
): Promise<Rehearsal> {
  const frame = { since, from, until };
  const rehearsed = {
    ...ports,
    policies: policy === undefined ? ports.policies : withDraft(ports.policies, policy),
    directory: rememberingDirectory(ports.directory),
    // Nothing is kept that would have to be told apart by its id.
    newId: () => '',
  };
  const lives: Life[] = [];
  for (const item of portfolio) {
    const begun = policy === undefined ? item : underPolicy(item, policy, since, ports);
    lives.push(await new Life(rehearsed, frame, people, begun).toTheEnd());
    await othersHaveHadTheirTurn();
  }
  return {
    notices: lives.flatMap(({ notices }) => notices).toSorted(byTime),
    breaches: lives.flatMap(({ breaches }) => breaches).toSorted(byDue),
    refusals: lives.flatMap(({ refusals }) => refusals).toSorted(byInstant),
    events: lives.reduce((sum, { events }) => sum + events, 0),
    portfolio: lives.map(({ item }) => item),
  };
}

function nobody() {
  return null;
}

function byDue(a: RehearsedBreach, b: RehearsedBreach): number {
  return a.dueAt - b.dueAt || compare(a.finding.number, b.finding.number) || a.clockNo - b.clockNo;
}

function byInstant(a: Refusal, b: Refusal): number {
  return a.at - b.at || compare(a.finding.number, b.finding.number);
}
