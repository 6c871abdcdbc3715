/** rectiflow duty-slots: the tasks that a rule would raise, and when. Writes nothing. */
import { dutyRuleSchema, type DutyRule } from '../../../machines/duty-rule.ts';
import { readCalendarLayers } from '../../calendar/calendar-files.ts';
import { createLiveCalendar } from '../../calendar/live-calendar.ts';
import { readDataFile } from '../../data-file.ts';
import { almanacOf, slotsBetween } from '../../engine/duties/slots.ts';
import { configOf, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface DutySlotsOptions extends ConfigOption {
  /** The first day looked at, `YYYY-MM-DD`. */
  readonly from: string;
  /** How many days are looked at. */
  readonly days: number;
  readonly json?: boolean;
}

/** `file`: a rule, as YAML or JSON. Throws `request_invalid`, line by line, for one that cannot be used. */
export async function dutySlots(file: string, options: DutySlotsOptions): Promise<Exit> {
  const config = configOf(options);
  const layers = await readCalendarLayers(config.calendars);
  const calendar = createLiveCalendar({ zone: config.zone, layers, read: nothingLoaded });
  const given = await readDataFile(file, dutyRuleSchema, 'request_invalid');
  const rule: DutyRule = { ...given, from: given.from ?? options.from };
  const first = calendar.timeOn(options.from, '00:00');
  const last = calendar.endOf(calendar.dayAfter(options.from, options.days - 1, 'day').day) - 1;
  const nothing = { raisedThrough: null, termsRaised: [] };
  const slots = slotsBetween(rule, almanacOf(calendar), nothing, last)
    .filter(({ at }) => at >= first)
    .map(({ slot, day, at, dueAt, provisional }) => ({
      slot,
      day,
      at: calendar.print(at),
      dueAt: calendar.print(dueAt),
      provisional,
    }));
  if (options.json === true) printJson({ calendar: calendar.version, rule, slots });
  else {
    for (const { slot, at, dueAt, provisional } of slots) {
      print(`${slot}  ${at} → ${dueAt}${provisional ? '(暂定 / provisional)' : ''}`);
    }
    print(`共 ${slots.length} 次 / tasks(日历 / calendar: ${calendar.version})`);
  }
  return exitCode.done;
}

async function nothingLoaded() {
  return { revision: 0, layers: [] };
}
