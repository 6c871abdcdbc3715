/** What a calendar moves, with its instants printed: what `calendar load` and HTTP answer. */
import type { CalendarLoaded, CalendarPreview } from './calendar-loading.ts';
import type { Calendar } from './engine/calendar-port.ts';
import type { Move } from './engine/reproject.ts';

type Printer = Pick<Calendar, 'print'>;

export function printedPreview({ moves, ...rest }: CalendarPreview, calendar: Printer) {
  return { ...rest, moves: moves.map((move) => printedMove(move, calendar)) };
}

export type PrintedPreview = ReturnType<typeof printedPreview>;

export function printedLoaded(loaded: CalendarLoaded, calendar: Printer) {
  const { moved, awaitingApproval, missed, ...rest } = loaded;
  const printed = (move: Move) => printedMove(move, calendar);
  return {
    ...rest,
    moved: moved.map(printed),
    awaitingApproval: awaitingApproval.map(printed),
    missed: missed.map(printed),
  };
}

export type PrintedLoaded = ReturnType<typeof printedLoaded>;

function printedMove(move: Move, calendar: Printer) {
  const at = ({ dueAt, provisional, nextAt }: Move['from']) => ({
    dueAt: calendar.print(dueAt),
    provisional,
    nextAt: nextAt === null ? null : calendar.print(nextAt),
  });
  return { ...move, from: at(move.from), to: at(move.to) };
}
