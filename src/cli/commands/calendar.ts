/** rectiflow calendar: why a date is what it is, how far the data reaches, and loading more of it. */
import type { Actor } from '../../../machines/actor.ts';
import { partySchema } from '../../../machines/words.ts';
import { readCalendarLayers, readLoadable } from '../../calendar/calendar-files.ts';
import { horizonWarning } from '../../calendar/horizon.ts';
import { createLiveCalendar } from '../../calendar/live-calendar.ts';
import { approvalSchema, type CalendarLoaded } from '../../calendar-loading.ts';
import { printedPeriod, type PeriodAsked, type PrintedDay } from '../../day-words.ts';
import type { Calendar } from '../../engine/calendar-port.ts';
import type { Approval, Move } from '../../engine/reproject.ts';
import { clockTerm } from '../../glossary.ts';
import { printedLoaded, printedPreview } from '../../printed-moves.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';

interface CalendarOption extends ConfigOption {
  readonly json?: boolean;
  /** With what was loaded into the ledger; without, what is shipped and configured. */
  readonly ledger?: boolean;
}

export interface ExplainOptions extends CalendarOption, PeriodAsked {}

export async function explain(options: ExplainOptions): Promise<Exit> {
  const period = await withCalendar(options, (calendar) => printedPeriod(options, calendar));
  if (options.json === true) {
    printJson(period);
    return exitCode.done;
  }
  const { due, dueAt, provisional, calendar, days } = period;
  for (const day of days) print(lineOf(day));
  const mark = provisional ? ',暂定 / provisional: the holidays are not published that far' : '';
  print(`到期 / due: ${due} 24:00(${dueAt})${mark}`);
  print(`日历 / calendar: ${calendar}`);
  return exitCode.done;
}

export async function status(options: CalendarOption): Promise<Exit> {
  const { version, zone, horizon, warning } = await withCalendar(options, (calendar) => ({
    version: calendar.version,
    zone: calendar.zone,
    horizon: calendar.horizon,
    warning: horizonWarning(calendar, Date.now()),
  }));
  if (options.json === true) printJson({ version, zone, horizon, warning });
  else {
    print(`日历 / calendar: ${version}(${zone})`);
    print(`数据截至 / data up to: ${horizon}`);
    if (warning !== null) {
      print(`此后日期为暂定 / dates after it are provisional: ${warning.daysLeft} 天 / days left`);
    }
  }
  return exitCode.done;
}

export interface LoadOptions extends ConfigOption {
  readonly json?: boolean;
  readonly apply?: boolean;
  readonly by?: string;
  readonly approvedBy?: string;
  readonly reason?: string;
}

export async function load(file: string, options: LoadOptions): Promise<Exit> {
  const { apply = false, by } = options;
  const fault = faultIn(options);
  if (fault !== null) {
    say(fault);
    return exitCode.usage;
  }
  const layer = await readLoadable(file);
  await using rectiflow = await openFrom(configOf(options));
  const { calendarLoading, calendar } = rectiflow;
  if (by === undefined || !apply) {
    const preview = await calendarLoading.preview(layer);
    show(options, printedPreview(preview, calendar), () => {
      print(`${preview.from.version} → ${preview.to.version},${preview.to.horizon}`);
      for (const move of preview.moves) print(moveLine(move, calendar));
      print(`${preview.moves.length} 项期限将变动;未写入 / would move; nothing written`);
    });
    return exitCode.done;
  }
  const loaded = await calendarLoading.load(layer, person(by), approvalIn(options));
  return showMoved(options, loaded, calendar);
}

export async function reproject(options: LoadOptions & { readonly by: string }): Promise<Exit> {
  const fault = faultIn({ ...options, apply: true });
  if (fault !== null) {
    say(fault);
    return exitCode.usage;
  }
  await using rectiflow = await openFrom(configOf(options));
  const { calendarLoading, calendar } = rectiflow;
  const moved = await calendarLoading.reproject(person(options.by), approvalIn(options));
  return showMoved(options, moved, calendar);
}

function showMoved(options: LoadOptions, outcome: CalendarLoaded, calendar: Calendar): Exit {
  const { moved, awaitingApproval, missed, version, horizon } = outcome;
  show(options, printedLoaded(outcome, calendar), () => {
    print(`${version},${horizon}`);
    for (const move of moved) print(moveLine(move, calendar));
    for (const move of awaitingApproval)
      print(`待批准 / awaits approval: ${moveLine(move, calendar)}`);
    for (const move of missed) print(`未完成 / try again: ${moveLine(move, calendar)}`);
    print(`${moved.length} 项期限已变动 / moved`);
  });
  return missed.length === 0 ? exitCode.done : exitCode.failed;
}

async function withCalendar<T>(
  options: CalendarOption,
  work: (calendar: Calendar) => T,
): Promise<T> {
  const config = configOf(options);
  if (options.ledger === true) {
    await using rectiflow = await openFrom(config);
    return work(rectiflow.calendar);
  }
  const layers = await readCalendarLayers(config.calendars);
  return work(createLiveCalendar({ zone: config.zone, layers, read: nothingLoaded }));
}

async function nothingLoaded() {
  return { revision: 0, layers: [] };
}

function show(options: LoadOptions, json: unknown, words: () => void): void {
  if (options.json === true) printJson(json);
  else words();
}

/** What is wrong with the options together, or null. */
function faultIn({ apply = false, by, approvedBy, reason }: LoadOptions): string | null {
  if (apply && !partySchema.safeParse(by).success) {
    return '需要 --by,记入台账 / --by is needed: the ledger keeps who does it';
  }
  if (approvedBy === undefined && reason === undefined) return null;
  return approvalSchema.safeParse({ by: approvedBy, reason }).success
    ? null
    : '批准人与理由须一并写明 / --approved-by and --reason go together: the ledger keeps both';
}

function approvalIn({ approvedBy, reason }: LoadOptions): Approval | null {
  return approvedBy === undefined || reason === undefined ? null : { by: approvedBy, reason };
}

function person(id: string): Actor {
  return { kind: 'person', id, unit: null };
}

function moveLine({ number, clock, from, to, liftsBreach }: Move, calendar: Calendar): string {
  const dates = `${calendar.print(from.dueAt)} → ${calendar.print(to.dueAt)}`;
  const lifts = liftsBreach ? ',将消除逾期记录 / lifts a breach' : '';
  return `${number} ${clockTerm(clock).zh} ${dates}${to.provisional ? '(暂定 / provisional)' : ''}${lifts}`;
}

function lineOf({ date, number, reason }: PrintedDay): string {
  return `${date}  ${number === null ? '   ·' : String(number).padStart(4)}  ${reason}`;
}
