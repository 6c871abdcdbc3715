/** What there is to say and to do about a round as a whole. */
import type { Actor } from '../../machines/actor.ts';
import { standingOf } from '../../machines/step.ts';
import { eventOf } from '../engine/facts.ts';
import { nowOf } from '../engine/now.ts';
import type { EnginePorts, FindingRow, RoundRow } from '../engine/ports.ts';
import { RectiflowError } from '../errors.ts';
import { portfolio } from '../store/portfolio.ts';
import type { Queryable } from '../store/pool.ts';
import { countRows } from '../store/round-counts.ts';
import { drawForRecheck, type DrawForRecheck, type RecheckDraw } from './draw-for-recheck.ts';
import { planGapsOf, type PlanGap } from './plan-gaps.ts';
import { countsIn, type RoundCounts } from './round-counts.ts';
import { vacantPostsIn, type VacantPosts } from './vacant-posts.ts';

/** A finding whose plan does not stand yet. */
export interface FindingGaps {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string | null;
  readonly state: string;
  readonly stage: string;
  readonly gaps: readonly PlanGap[];
}

export interface PlanGaps {
  /** The round's code. */
  readonly round: string;
  /** The day dates are judged on. */
  readonly today: string;
  /** Findings not closed, looked at. */
  readonly open: number;
  /** Those with a gap, in the order of their numbers. */
  readonly findings: readonly FindingGaps[];
}

/** Each throws `round_not_found`. */
export interface Rounds {
  /** The round in figures. `now`: the instant to judge by, epoch ms; by default that of asking. */
  counts(code: string, now?: number): Promise<RoundCounts>;
  /** 件件有回应: what the plans of findings not closed do not meet yet. */
  planGaps(code: string): Promise<PlanGaps>;
  /** Posts that findings not closed name and nobody holds now: what waits for them waits for nobody. */
  vacantPosts(code: string): Promise<VacantPosts>;
  /** 回头看抽样. Throws `request_invalid` besides. */
  drawForRecheck(draw: DrawForRecheck): Promise<RecheckDraw>;
}

export function createRounds(ports: EnginePorts, store: Queryable): Rounds {
  return {
    async counts(code, now) {
      const { title } = await roundOf(ports, code);
      const at = now ?? (await nowOf(ports));
      const counts = countsIn(await countRows(store, code, at));
      return { round: code, title, at: ports.calendar.print(at), ...counts };
    },
    planGaps: (code) => planGapsIn(ports, store, code),
    async vacantPosts(code) {
      await roundOf(ports, code);
      return vacantPostsIn(ports, store, code);
    },
    drawForRecheck: (draw) => drawForRecheck(ports, store, draw),
  };
}

async function roundOf({ ledger }: EnginePorts, code: string): Promise<RoundRow> {
  const round = await ledger.findRound(code);
  if (round === null) throw new RectiflowError('round_not_found', { round: code });
  return round;
}

async function planGapsIn(ports: EnginePorts, store: Queryable, code: string): Promise<PlanGaps> {
  await roundOf(ports, code);
  const at = await nowOf(ports);
  const findings: FindingGaps[] = [];
  let open = 0;
  // Every finding that is not closed has a clock.
  for await (const { finding } of portfolio(store, code)) {
    const { id, number, title, snapshot } = finding;
    const { context } = snapshot;
    if (context.disposition !== null) continue;
    open += 1;
    const gaps = planGapsOf(context, await approvalOf(ports, finding, at));
    if (gaps.length === 0) continue;
    const { state, stage } = standingOf(snapshot);
    findings.push({ id, number, title, unit: context.responsibleUnit, state, stage, gaps });
  }
  findings.sort((a, b) => (a.number < b.number ? -1 : 1));
  return { round: code, today: ports.calendar.dayOf(at), open, findings };
}

const reviewer: Actor = { kind: 'system', rule: 'plan-gaps' };

/** The approval of its plan as it would be given now, with the days that the review goes by. */
async function approvalOf(ports: EnginePorts, finding: FindingRow, at: number) {
  const command = { type: 'APPROVE_PLAN' } as const;
  const event = await eventOf(command, { finding, by: reviewer, at }, ports);
  if (event.type !== 'APPROVE_PLAN') throw new TypeError('an approval stays one');
  return { ...event, by: reviewer, at };
}
