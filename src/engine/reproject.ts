/** A new calendar counts open clocks anew: first as a preview, then as one event per clock that moves. */
import type { Actor } from '../../machines/actor.ts';
import { isBreached } from '../../machines/guards/time.ts';
import type { ClockKind } from '../../machines/words.ts';
import { countOf } from './clocks/basis.ts';
import { dueOf, timetableOf } from './clocks/rows.ts';
import { decide } from './decide.ts';
import { dueBy, instantOf, type LoadedFinding } from './fire-clock.ts';
import { fireClock } from './fire-one.ts';
import { nowOf } from './now.ts';
import type { Calendar } from './calendar-port.ts';
import type { ClockRow, EnginePorts, PolicyBook } from './ports.ts';
import type { PortfolioItem } from './rehearsal/simulate.ts';
import { rungAt } from './clocks/rungs.ts';

/** What a calendar would change about one clock. Instants are epoch ms. */
export interface Move {
  readonly findingId: string;
  readonly number: string;
  readonly clockNo: number;
  readonly clock: ClockKind;
  readonly from: Due;
  readonly to: Due;
  /** A breach is on record, and the date would come to lie ahead again: that takes an approval. */
  readonly liftsBreach: boolean;
}

interface Due {
  readonly dueAt: number;
  readonly provisional: boolean;
  /** When the clock would speak next; null while it is held. */
  readonly nextAt: number | null;
}

/** Somebody who agrees that breaches are lifted where the calendar moves dates past them. */
export interface Approval {
  readonly by: string;
  readonly reason: string;
}

export interface Reprojected {
  readonly moved: readonly Move[];
  /** Left as they were: they wait for an approval. */
  readonly awaitingApproval: readonly Move[];
  /** Others kept changing these findings; a second run takes them up. */
  readonly missed: readonly Move[];
}

/** What that calendar would change, writing nothing. `now`: epoch ms. */
export function movesUnder(
  calendar: Calendar,
  { finding, clocks }: PortfolioItem,
  policies: Pick<PolicyBook, 'get'>,
  now: number,
): readonly Move[] {
  const { context } = finding.snapshot;
  const policy = policies.get(finding.policy);
  const timing = { policy, class: context.class, calendar, now };
  return clocks.filter(isOpen).flatMap((row): Move[] => {
    const { dueAt, provisional } = dueOf(countOf(row), calendar);
    const timetable = timetableOf({ ...row, dueAt }, timing);
    const nextAt = row.state === 'held' ? null : rungAt(timetable, row.nextRung);
    const same = dueAt === row.dueAt && provisional === row.provisional && nextAt === row.nextAt;
    if (same) return [];
    return [
      {
        findingId: finding.id,
        number: finding.number,
        clockNo: row.no,
        clock: row.kind,
        from: { dueAt: row.dueAt, provisional: row.provisional, nextAt: row.nextAt },
        to: { dueAt, provisional, nextAt },
        liftsBreach: dueAt > now && (isBreached(context, row.no) || isOverdue(row, now)),
      },
    ];
  });
}

/** Moves every open clock that the calendar in use counts otherwise. May be run again: then there is nothing left. */
export async function reproject(
  ports: EnginePorts,
  portfolio: AsyncIterable<PortfolioItem>,
  by: Actor,
  approval: Approval | null,
): Promise<Reprojected> {
  const now = await nowOf(ports);
  const outcomes: Outcome[] = [];
  for await (const item of portfolio) {
    if (movesUnder(ports.calendar, item, ports.policies, now).length === 0) continue;
    outcomes.push(...(await reprojectOne(ports, item.finding.id, by, approval)));
  }
  const those = (became: Outcome['became']) =>
    outcomes.filter((outcome) => outcome.became === became).map(({ move }) => move);
  return {
    moved: those('moved'),
    awaitingApproval: those('awaitingApproval'),
    missed: those('missed'),
  };
}

interface Outcome {
  readonly move: Move;
  readonly became: keyof Reprojected;
}

const attemptsMax = 5;

async function reprojectOne(
  ports: EnginePorts,
  findingId: string,
  by: Actor,
  approval: Approval | null,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<number, Outcome>();
  for (let attempt = 1; ;) {
    const loaded = await ports.ledger.load(findingId, null);
    if (loaded.finding === null) return [];
    // Never back to a calendar that somebody else has put another over meanwhile.
    await ports.calendar.refresh(loaded.calendarRevision);
    const found = { ...loaded, finding: loaded.finding };
    const now = instantOf(ports, found);
    const moves = movesUnder(ports.calendar, found, ports.policies, now);
    const move = moves.find(({ clockNo }) => !outcomes.has(clockNo));
    if (move === undefined) return [...outcomes.values()];
    // A date that has passed has passed, whether or not a worker has written it down.
    const due = dueBy(now, found.clocks);
    if (due !== undefined && (await fireClock(ports, found, due)) === 'fired') continue;
    if (move.liftsBreach && approval === null) {
      outcomes.set(move.clockNo, { move, became: 'awaitingApproval' });
    } else if (await carriedOut(ports, found, move, by, approval)) {
      outcomes.set(move.clockNo, { move, became: 'moved' });
    } else if (attempt >= attemptsMax) {
      outcomes.set(move.clockNo, { move, became: 'missed' });
    } else {
      attempt += 1;
    }
  }
}

async function carriedOut(
  ports: EnginePorts,
  loaded: LoadedFinding,
  { clockNo, clock, from, to, liftsBreach }: Move,
  by: Actor,
  approval: Approval | null,
): Promise<boolean> {
  const { finding, clocks } = loaded;
  const event = {
    type: 'CLOCK_MOVED',
    clockNo,
    clock,
    from: { dueAt: from.dueAt, provisional: from.provisional },
    to: { dueAt: to.dueAt, provisional: to.provisional },
    calendar: ports.calendar.version,
    approval: liftsBreach ? approval : null,
  } as const;
  const at = instantOf(ports, loaded);
  const outcome = await decide({ finding, clocks, event, by, at }, ports);
  if (outcome.kind !== 'decided') return false;
  const { calendarRevision } = loaded;
  return ports.ledger.save({ ...outcome.write, calendarRevision, remember: null });
}

function isOverdue({ state, mode, kind, dueAt }: ClockRow, now: number): boolean {
  return state === 'running' && mode === 'enforcing' && kind !== 'notice' && dueAt <= now;
}

function isOpen({ state }: ClockRow): boolean {
  return state === 'running' || state === 'held';
}
