/** What must be true of a finding closed as rectified, read from its history alone: the guards are not asked. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingEventType } from '../../../machines/events.ts';
import type { FindingInput, Given } from '../../../machines/finding-context.ts';
import type { Gates } from '../../../machines/gates.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import type { Target } from '../../../machines/target.ts';
import { wantingOfAsked, wantingOfLevels } from './asked-conditions.ts';
import { of, personsOf, reopens } from './history.ts';

const making = new Set<FindingEventType>([
  'CONTEST',
  'SET_CAUSE',
  'ATTEST_PLAN',
  'ATTEST_RESULT',
  'CHECK_SIMILAR',
  'SET_MECHANISM',
  'SET_MEASURES',
  'SET_TARGETS',
  'SUBMIT_PLAN',
  'START',
  'ADVANCE_MEASURE',
  'ATTACH_EVIDENCE',
  'REPORT_PROGRESS',
  'SUBMIT',
]);

/** What was wanting when the last event, a `CLOSE`, was accepted. `history` holds accepted events only. */
export function wantingAtClosing(
  input: FindingInput,
  history: readonly Given[],
): readonly string[] {
  const cycle = history.slice(history.findLastIndex(reopens) + 1);
  const review = cycle.slice(cycle.findLastIndex(({ type }) => type === 'SUBMIT') + 1);
  const gates = gatesAfter(input, history);
  return [
    ...wantingOfPlan(input, history),
    ...wantingOfMeasures(input, history, cycle),
    ...wantingOfTargets(input, history, cycle),
    ...wantingOfReview(gates, cycle, review),
    ...wantingOfAsked({ input, gates, history, cycle, review }),
    ...wantingOfNotice(gates, review),
    ...wantingOfObjections(cycle),
    ...wantingOfHold(history),
  ];
}

/** Those of the class the finding has last been put in, or of the version it is held to since. */
function gatesAfter({ gates }: FindingInput, history: readonly Given[]): Gates {
  return history.reduce(
    (before, event) =>
      event.type === 'RECLASSIFY' || event.type === 'MIGRATE' ? event.gates : before,
    gates,
  );
}

function wantingOfPlan(input: FindingInput, history: readonly Given[]): readonly string[] {
  const begun = history.findIndex(
    (event, place) => event.type === 'START' || reopens(event, place, history),
  );
  const approved = history.slice(0, begun).some(({ type }) => type === 'APPROVE_PLAN');
  const reopened = history[begun]?.type !== 'START';
  const { planMayBeSkipped } = gatesAfter(input, history.slice(0, begun));
  return approved || reopened || planMayBeSkipped ? [] : ['work began without a plan'];
}

function wantingOfMeasures(
  input: FindingInput,
  history: readonly Given[],
  cycle: readonly Given[],
): readonly string[] {
  let plan: readonly MeasurePlan[] = input.measures;
  const last = new Map<number, string>();
  for (const [place, event] of history.entries()) {
    if (event.type === 'SET_MEASURES') plan = event.measures;
    if (event.type === 'SET_MEASURES' || reopens(event, place, history)) last.clear();
    if (event.type === 'ADVANCE_MEASURE') last.set(event.no, event.step);
  }
  const set = cycle.findLastIndex(({ type }) => type === 'SET_MEASURES');
  const attached = of(cycle.slice(set + 1), 'ATTACH_EVIDENCE');
  const replaced = new Set(attached.map(({ evidence }) => evidence.replaces));
  const shown = attached.filter(({ evidence }) => !replaced.has(evidence.id));
  const done = plan.filter(({ no }) => last.get(no) === 'COMPLETE');
  const open = plan.filter(({ no }) => !['COMPLETE', 'DROP'].includes(last.get(no) ?? ''));
  return [
    ...(done.length === 0 ? ['no measure was carried out'] : []),
    ...wantingOfUndone(gatesAfter(input, history), done, open),
    ...done.flatMap(({ no, evidenceKinds }) => {
      const kinds = shown.filter((each) => each.measureNo === no).map((each) => each.evidence.kind);
      if (kinds.length === 0) return [`measure ${no} shows nothing`];
      return evidenceKinds
        .filter((kind) => !kinds.includes(kind))
        .map((kind) => `measure ${no} shows no ${kind}`);
    }),
  ];
}

/** By the rule of the rule set: all of them, any one, or so much of what is not dropped by weight. */
function wantingOfUndone(
  { completion }: Gates,
  done: readonly MeasurePlan[],
  open: readonly MeasurePlan[],
): readonly string[] {
  if (completion === undefined) return open.map(({ no }) => `measure ${no} is open`);
  if (completion.rule === 'any') return [];
  const [have, lack] = [done, open].map((list) =>
    list.reduce((sum, { weight = 1 }) => sum + weight, 0),
  ) as [number, number];
  const percent = (100 * have) / (have + lack);
  // Tenths do not add up exactly.
  return percent > completion.percent - 1e-6 ? [] : [`only ${percent} % is done`];
}

/** Each target asks for a figure of this cycle, measured since the targets were set. */
function wantingOfTargets(
  input: FindingInput,
  history: readonly Given[],
  cycle: readonly Given[],
): readonly string[] {
  const targets = of(history, 'SET_TARGETS').at(-1)?.targets ?? input.targets;
  const set = cycle.findLastIndex(({ type }) => type === 'SET_TARGETS');
  const seen = of(cycle.slice(set + 1), 'OBSERVE').map(({ observation }) => observation);
  return targets.flatMap((target) => {
    const days = seen.filter(({ targetNo }) => targetNo === target.no);
    const lastDay = days
      .map(({ on }) => on)
      .reduce((one, other) => (one > other ? one : other), '');
    const figure = days.findLast(({ on }) => on === lastDay)?.value;
    return figure !== undefined && reaches(target, figure)
      ? []
      : [`target ${target.no} is not met`];
  });
}

function reaches({ comparator, value, upTo }: Target, figure: number): boolean {
  switch (comparator) {
    case 'atLeast':
      return figure >= value;
    case 'atMost':
      return figure <= value;
    case 'exactly':
      return figure === value;
    case 'between':
      return figure >= value && figure <= (upTo ?? Number.NaN);
  }
}

function wantingOfReview(
  gates: Gates,
  cycle: readonly Given[],
  review: readonly Given[],
): readonly string[] {
  const approvals = of(review, 'APPROVE');
  const checks = [...approvals, ...of(review.slice(-1), 'CLOSE')];
  const persons = approvals.flatMap(({ by }) => [...new Set(personsOf(by))]);
  return [
    ...(gates.verificationLevels.length === 0 ? ['nobody was set to verify'] : []),
    ...wantingOfLevels(gates.verificationLevels, approvals),
    ...(new Set(persons).size === persons.length ? [] : ['one person approved twice']),
    ...checks.flatMap((check) => {
      const before = cycle.slice(0, cycle.indexOf(check));
      const waived = of(before, 'WAIVE_SEPARATION').map(({ checker }) => checker);
      const makers = makingIn(before).map(({ by }) => by);
      return wantingOfChecker(check.by, makers, waived);
    }),
  ];
}

/** What was work in this cycle. Whoever measures does so as a checker from the review on. */
function makingIn(cycle: readonly Given[]): readonly Given[] {
  return cycle.filter((event, index) => {
    // Whoever asks for more time to check is a checker.
    if (event.type === 'REQUEST_EXTENSION') return event.clock !== 'verify';
    if (event.type !== 'OBSERVE') return making.has(event.type);
    const turns = cycle.slice(0, index).filter((each) => ['SUBMIT', 'RETURN'].includes(each.type));
    return turns.at(-1)?.type !== 'SUBMIT';
  });
}

function wantingOfChecker(
  by: Actor,
  makers: readonly Actor[],
  waived: readonly string[],
): readonly string[] {
  if (personsOf(by).length === 0) return [`checked by a ${by.kind}`];
  if (personsOf(by).every((person) => waived.includes(person))) return [];
  return makers.some((maker) => shareHands(maker, by)) ? ['checked by a maker'] : [];
}

function wantingOfNotice(gates: Gates, review: readonly Given[]): readonly string[] {
  const opened = review.findLastIndex(({ type }) => type === 'OPEN_PUBLIC_NOTICE');
  const ranOut = of(review.slice(opened + 1), 'CLOCK_DUE').some(
    ({ clock, dueAt, rungs }) => clock === 'notice' && rungs.some(({ at }) => at >= dueAt),
  );
  const returned = review.some(({ type }) => type === 'RETURN');
  return [
    ...(gates.publicNotice && (opened < 0 || !ranOut) ? ['the public notice was not served'] : []),
    ...(returned ? ['it had been returned'] : []),
  ];
}

function wantingOfObjections(cycle: readonly Given[]): readonly string[] {
  const dismissed = new Set(of(cycle, 'DISMISS_OBJECTION').map(({ objectionId }) => objectionId));
  return of(cycle, 'OBJECT')
    .filter(({ objectionId }) => !dismissed.has(objectionId))
    .map(({ objectionId }) => `objection ${objectionId} is open`);
}

function wantingOfHold(history: readonly Given[]): readonly string[] {
  const last = history.findLast(
    (event, place) =>
      ['PAUSE', 'RESUME', 'REFER', 'COME_BACK'].includes(event.type) ||
      reopens(event, place, history),
  );
  return last?.type === 'PAUSE' || last?.type === 'REFER' ? ['its clocks stood still'] : [];
}

function shareHands(maker: Actor, checker: Actor): boolean {
  const units = [maker, checker].map((by) => ('unit' in by ? by.unit : null));
  return (
    personsOf(maker).some((person) => personsOf(checker).includes(person)) ||
    (units[0] !== null && units[0] === units[1])
  );
}
