/** What must hold at every event of a finding. Counted anew from the history, not by the rules under test. */
import { isDeepStrictEqual } from 'node:util';
import { makerOf, overlaps, type Maker } from '../../../machines/actor.ts';
import { advance, openFinding, standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { genesisHash, hashOf } from '../../../src/engine/chain.ts';
import type { ClockRow } from '../../../src/engine/ports.ts';
import { stored, type DatabaseModel, type Written } from '../models/database-model.ts';

/** What is remembered of a finding from one write to the next. */
export interface Remembered {
  seq: number;
  head: string;
  at: number;
  snapshot: FindingSnapshot | null;
  makers: Maker[];
  readonly rungs: Set<string>;
  readonly clocks: Map<number, KnownClock>;
}

interface KnownClock {
  row: ClockRow;
  /** The rung it began with. */
  firstRung: number;
  /** Since when its next rung is armed for when it is, epoch ms. */
  armedAt: number;
  /** Infinity while it has not ended. */
  endedAtStep: number;
}

/** Says what does not hold. */
export type Hold = (holds: boolean, rule: string, details: () => string) => void;

/** When something happens, epoch ms. */
export interface Present {
  readonly now: number;
  /** Since when there is a worker and a queue. */
  readonly ableSince: number;
  /** Grows with everything that happens. */
  readonly step: number;
}

/** Longer than any single fault keeps a worker from a clock, and so from its breach; ms. */
export const graceMs = 3_600_000;

const making: ReadonlySet<string> = new Set([
  'CONTEST',
  'SET_MEASURES',
  'SET_TARGETS',
  'SUBMIT_PLAN',
  'START',
  'ADVANCE_MEASURE',
  'ATTACH_EVIDENCE',
  'REPORT_PROGRESS',
  'SUBMIT',
]);
const checking: ReadonlySet<string> = new Set([
  'APPROVE_PLAN',
  'RETURN_PLAN',
  'APPROVE',
  'RETURN',
  'CLOSE',
  'PASS_RECHECK',
  'EXTEND',
  'RECLASSIFY',
]);

export function newlyRemembered(): Remembered {
  return {
    seq: 0,
    head: genesisHash,
    at: 0,
    snapshot: null,
    makers: [],
    rungs: new Set(),
    clocks: new Map(),
  };
}

/** Looks at one write, and remembers it. To be called in their order, with the rows as the write left them. */
export function holdWrite(
  write: Written,
  remembered: Remembered,
  db: DatabaseModel,
  present: Present,
  hold: Hold,
): void {
  const { event } = write;
  holdChain(write, remembered, present, hold);
  holdFold(write, remembered, db, hold);
  holdMakers(write, remembered, hold);
  holdFiring(write, remembered, present, hold);
  holdClocks(write, remembered, db, present, hold);
  holdSilence(write, remembered, hold);
  remembered.seq = event.seq;
  remembered.head = event.hash;
  remembered.at = event.at;
}

export function nameOf({ findingId, event }: Written): string {
  return `finding ${findingId} event ${event.seq} ${event.event.type}`;
}

function holdChain(
  write: Written,
  { seq, head, at }: Remembered,
  { now }: Present,
  hold: Hold,
): void {
  const { event } = write;
  const follows = event.seq === seq + 1 && event.prevHash === head;
  hold(follows && event.hash === hashOf(event), 'chain-is-whole', () => nameOf(write));
  hold(event.at >= at && event.at <= now, 'history-runs-with-time', () => nameOf(write));
}

function holdFold(write: Written, remembered: Remembered, db: DatabaseModel, hold: Hold): void {
  const { event: chained, findingId, notices } = write;
  const { event, by, at, machineVersion } = chained;
  const { snapshot: before } = remembered;
  const step =
    event.type === 'OPENED' || before === null
      ? event.type === 'OPENED' && openFinding(event.input)
      : advance(machineVersion, before, { ...event, by, at });
  if (step === false || step.kind !== 'accepted') {
    hold(false, 'state-is-fold', () => `${nameOf(write)} is refused`);
    return;
  }
  const folded = stored(step.snapshot);
  const kept = db.findings.get(findingId)?.row.snapshot;
  hold(isDeepStrictEqual(folded, kept), 'state-is-fold', () => nameOf(write));
  remembered.snapshot = folded;
  const owes = step.effects.some(({ kind }) => kind === 'notice.owe');
  const owed = notices.every(({ dedupeKey }) => db.dedupeKeys.has(dedupeKey));
  hold(owed && owes === notices.length > 0, 'what-is-owed-is-stored', () => nameOf(write));
}

/** Whoever has made it, or their unit, does not check it; and a system never does. */
function holdMakers(write: Written, remembered: Remembered, hold: Hold): void {
  const { by, event } = write.event;
  if (event.type === 'REOPEN') remembered.makers = [];
  if (checking.has(event.type)) {
    const checker = makerOf(by);
    const made = remembered.makers.some((maker) => overlaps(maker, checker));
    const isPerson = by.kind === 'person' || by.kind === 'delegate';
    hold(!made && isPerson, 'maker-does-not-check', () => nameOf(write));
  }
  // During a review it is the checker who measures.
  const { lifecycle } = remembered.snapshot?.value ?? {};
  const atWork = typeof lifecycle === 'object' && 'inProgress' in lifecycle;
  const measures = event.type === 'OBSERVE' && atWork && lifecycle.inProgress === 'working';
  if (making.has(event.type) || measures) remembered.makers.push(makerOf(by));
}

/** Each rung once, none before its time, and none much after it while there was anybody to fire it. */
function holdFiring(
  write: Written,
  { clocks, rungs }: Remembered,
  { now, ableSince }: Present,
  hold: Hold,
): void {
  const { event, at } = write.event;
  if (event.type !== 'CLOCK_DUE') return;
  const clock = clocks.get(event.clockNo);
  const nextAt = clock?.row.nextAt ?? Number.POSITIVE_INFINITY;
  const early = nextAt > now || event.rungs.some((rung) => rung.at > at);
  hold(!early, 'not-before-its-time', () => nameOf(write));
  const dueSince = Math.max(nextAt, clock?.armedAt ?? 0, ableSince);
  hold(dueSince + graceMs > now, 'fired-in-time', () => `${nameOf(write)} due ${dueSince}`);
  for (const { rung } of event.rungs) {
    const name = `${event.clockNo}/${rung}`;
    hold(!rungs.has(name), 'each-rung-once', () => `${nameOf(write)} ${name}`);
    rungs.add(name);
  }
}

/** The rows are those the state knows of, one of a kind runs, and no rung is gone back to. */
function holdClocks(
  write: Written,
  { clocks: known, snapshot }: Remembered,
  db: DatabaseModel,
  { now, step }: Present,
  hold: Hold,
): void {
  const rows = [...(db.clocks.get(write.findingId)?.values() ?? [])].map(({ row }) => row);
  for (const row of rows) {
    const before = known.get(row.no);
    if (before?.row === row) continue;
    const back = before !== undefined && row.nextRung < before.row.nextRung;
    hold(!back, 'no-rung-is-gone-back-to', () => `${nameOf(write)} clock ${row.no}`);
    const open = row.state === 'running' || row.state === 'held';
    known.set(row.no, {
      row,
      firstRung: before?.firstRung ?? row.nextRung,
      armedAt: before?.row.nextAt === row.nextAt ? before.armedAt : now,
      endedAtStep: open ? Number.POSITIVE_INFINITY : Math.min(step, before?.endedAtStep ?? step),
    });
  }
  const running = rows.filter(({ state }) => state === 'running').map(({ kind }) => kind);
  const once = new Set(running).size === running.length;
  hold(once, 'one-running-clock-of-a-kind', () => `${nameOf(write)} ${running.join(' ')}`);
  const open = rows
    .filter(({ state }) => state === 'running' || state === 'held')
    .map(({ no, kind, state }) => ({ no, clock: kind, state }));
  const inState = snapshot?.context.clocks.toSorted(byNo);
  const agree = isDeepStrictEqual(open.toSorted(byNo), inState);
  hold(agree, 'clocks-are-those-of-the-state', () => nameOf(write));
}

/** Closed, only the look back speaks; open, something always does. */
function holdSilence(write: Written, { clocks, snapshot }: Remembered, hold: Hold): void {
  if (snapshot === null) return;
  const { state, hold: paused } = standingOf(snapshot);
  const running = [...clocks.values()]
    .map(({ row }) => row)
    .filter((row) => row.state === 'running');
  if (state !== 'closed') {
    const speaks = paused === 'paused' || running.length > 0;
    hold(speaks, 'nothing-falls-silent', () => nameOf(write));
    return;
  }
  const reminded = write.notices.flatMap(({ clockNo }) => clocks.get(clockNo ?? 0)?.row ?? []);
  const quiet = [...reminded, ...running].every(({ kind }) => kind === 'recheck');
  hold(quiet, 'closed-is-quiet', () => nameOf(write));
}

function byNo(a: { readonly no: number }, b: { readonly no: number }): number {
  return a.no - b.no;
}
