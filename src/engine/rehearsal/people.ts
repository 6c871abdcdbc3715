/** People as they are, for rehearsals: most in time, some late, some sent back. The same seed, the same people. */
import type { Actor } from '../../../machines/actor.ts';
import { standingOf } from '../../../machines/step.ts';
import type { Slot } from '../../../machines/words.ts';
import type { ClockRow } from '../ports.ts';
import { askedStep } from './asked-steps.ts';
import { chanceOf, type Chance } from './chance.ts';
import { intentionOf, isPlanned, type Days } from './intentions.ts';
import type { AssumedCommand, AssumedPeople, PortfolioItem } from './life.ts';

/** People for one rehearsal: they remember since when each finding stands as it does. */
export function lifelikePeople(seed: number, calendar: Days): AssumedPeople {
  const chance = chanceOf(seed);
  const since = new Map<string, { readonly stage: string; readonly day: string }>();
  return (item, at) => {
    const { id } = item.finding;
    const stage = stageOf(item);
    const known = since.get(id);
    const day = known?.stage === stage ? known.day : calendar.dayOf(at);
    since.set(id, { stage, day });
    const next = nextStep(item, stage, day, calendar, chance);
    const report = progressReport(item, calendar, chance);
    return report !== null && (next === null || report.at < next.at) ? report : next;
  };
}

/** Everything that makes it another situation: people begin to wait anew. */
function stageOf({ finding: { snapshot } }: PortfolioItem): string {
  const { state, stage, hold } = standingOf(snapshot);
  const { context } = snapshot;
  const { cycle, returns, level, measures, evidence, observations, objections } = context;
  const done = measures.filter((measure) => measure.state === 'done').length;
  const disputed = objections.filter(({ open }) => open).length;
  const counts = [cycle, returns, level, done, evidence.length, observations.length, disputed];
  const asked = askedStep(context, stage)?.event;
  const still = asked === undefined ? '' : JSON.stringify(asked);
  return [state, stage, hold, ...counts, isPlanned(context), context.noticeServed, still].join(' ');
}

/** `since`: the day from which on the finding stands at that stage. */
function nextStep(
  item: PortfolioItem,
  stage: string,
  since: string,
  calendar: Days,
  chance: Chance,
): AssumedCommand | null {
  const { number } = item.finding;
  const intention = intentionOf(item, since, calendar, chance(number, stage, 'luck'));
  if (intention === null) return null;
  const { event, by, afterDays } = intention;
  const [least, most] = afterDays;
  const isPunctual = chance(number, stage, 'punctual') < 0.9;
  const latest = isPunctual
    ? Math.max(least, Math.min(most, halfLeft(item, since, calendar)))
    : most;
  const days = least + Math.floor(chance(number, stage, 'days') * (latest - least + 1));
  const day = calendar.dayAfter(since, days, 'workday').day;
  return { at: timeOn(day, calendar, chance, number, stage), event, by: actorIn(by, item) };
}

/** Half of the working days that are left: who takes no more for one step has some for the next. */
function halfLeft({ clocks }: PortfolioItem, since: string, calendar: Days): number {
  const left = clocks
    .filter(({ kind, state }) => state === 'running' && steps.has(kind))
    .map(({ dueAt }) => calendar.daysBetween(since, calendar.dayOf(dueAt - 1), 'workday'));
  return Math.floor(Math.min(...left) / 2);
}

/** The clocks of the work itself. */
const steps: ReadonlySet<ClockRow['kind']> = new Set(['plan', 'execute', 'verify']);

/** A few days before it is due, now and then after; the day after the last one at the earliest. */
function progressReport(
  item: PortfolioItem,
  calendar: Days,
  chance: Chance,
): AssumedCommand | null {
  const { number, snapshot } = item.finding;
  const { stage, hold } = standingOf(snapshot);
  const clock = item.clocks.find(({ kind, state }) => kind === 'report' && state === 'running');
  if (stage !== 'working' || hold === 'paused' || clock === undefined) return null;
  const due = calendar.dayOf(clock.dueAt - 1);
  const wanted = Math.floor(chance(number, 'report', due) * 7) - 4;
  const earliest = calendar.dayAfter(calendar.dayOf(clock.startedAt), 1, 'workday').day;
  const day = calendar.dayAfter(due, wanted, 'workday').day;
  const at = timeOn(day > earliest ? day : earliest, calendar, chance, number, `report ${due}`);
  const event = { type: 'REPORT_PROGRESS', text: '预演' } as const;
  return { at, event, by: actorIn('actionOwner', item) };
}

/** Some minute of the working hours. */
export function timeOn(
  day: string,
  calendar: Days,
  chance: Chance,
  ...names: readonly [string, string]
): number {
  const hour = 9 + Math.floor(chance(...names, 'hour') * 8);
  const minute = Math.floor(chance(...names, 'minute') * 60);
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return calendar.timeOn(day, time);
}

function actorIn(slot: Slot, { finding }: PortfolioItem): Actor {
  const { slots, responsibleUnit } = finding.snapshot.context;
  const unit = slot === 'actionOwner' || slot === 'leadOfficial' ? responsibleUnit : null;
  return { kind: 'person', id: slots[slot] ?? `预演-${slot}`, unit };
}
