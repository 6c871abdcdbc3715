/** What must be true of a finding closed as rectified, read from its history alone: the guards are not asked. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingEventType } from '../../../machines/events.ts';
import type { FindingInput, Given } from '../../../machines/finding-context.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';

type EventOf<T extends FindingEventType> = Extract<Given, { type: T }>;

const making = new Set<FindingEventType>([
  'CONTEST',
  'SET_MEASURES',
  'SUBMIT_PLAN',
  'START',
  'ADVANCE_MEASURE',
  'ATTACH_EVIDENCE',
  'SUBMIT',
]);

/** What was wanting when the last event, a `CLOSE`, was accepted. `history` holds accepted events only. */
export function wantingAtClosing(
  input: FindingInput,
  history: readonly Given[],
): readonly string[] {
  const cycle = history.slice(history.findLastIndex(({ type }) => type === 'REOPEN') + 1);
  const review = cycle.slice(cycle.findLastIndex(({ type }) => type === 'SUBMIT') + 1);
  return [
    ...wantingOfPlan(input, history),
    ...wantingOfMeasures(input, history, cycle),
    ...wantingOfReview(input, cycle, review),
    ...wantingOfNotice(input, review),
    ...wantingOfObjections(cycle),
    ...wantingOfHold(history),
  ];
}

function of<T extends FindingEventType>(events: readonly Given[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

function wantingOfPlan({ gates }: FindingInput, history: readonly Given[]): readonly string[] {
  const begun = history.findIndex(({ type }) => type === 'START' || type === 'REOPEN');
  const approved = history.slice(0, begun).some(({ type }) => type === 'APPROVE_PLAN');
  const reopened = history[begun]?.type === 'REOPEN';
  return approved || reopened || gates.planMayBeSkipped ? [] : ['work began without a plan'];
}

function wantingOfMeasures(
  input: FindingInput,
  history: readonly Given[],
  cycle: readonly Given[],
): readonly string[] {
  let plan: readonly MeasurePlan[] = input.measures;
  const last = new Map<number, string>();
  for (const event of history) {
    if (event.type === 'SET_MEASURES') plan = event.measures;
    if (event.type === 'SET_MEASURES' || event.type === 'REOPEN') last.clear();
    if (event.type === 'ADVANCE_MEASURE') last.set(event.no, event.step);
  }
  const set = cycle.findLastIndex(({ type }) => type === 'SET_MEASURES');
  const shown = of(cycle.slice(set + 1), 'ATTACH_EVIDENCE');
  const done = plan.filter(({ no }) => last.get(no) === 'COMPLETE');
  const open = plan.filter(({ no }) => !['COMPLETE', 'DROP'].includes(last.get(no) ?? ''));
  return [
    ...(done.length === 0 ? ['no measure was carried out'] : []),
    ...open.map(({ no }) => `measure ${no} is open`),
    ...done.flatMap(({ no, evidenceKinds }) => {
      const kinds = shown.filter((each) => each.measureNo === no).map((each) => each.evidence.kind);
      if (kinds.length === 0) return [`measure ${no} shows nothing`];
      return evidenceKinds
        .filter((kind) => !kinds.includes(kind))
        .map((kind) => `measure ${no} shows no ${kind}`);
    }),
  ];
}

function wantingOfReview(
  { gates }: FindingInput,
  cycle: readonly Given[],
  review: readonly Given[],
): readonly string[] {
  const approvers = of(review, 'APPROVE').map(({ by }) => by);
  const closers = of(review.slice(-1), 'CLOSE').map(({ by }) => by);
  const makers = cycle.filter(({ type }) => making.has(type)).map(({ by }) => by);
  const levels = gates.verificationLevels.length;
  const persons = approvers.flatMap((by) => [...new Set(personsOf(by))]);
  return [
    ...(levels === 0 ? ['nobody was set to verify'] : []),
    ...(approvers.length === levels ? [] : [`${approvers.length} of ${levels} levels approved`]),
    ...(new Set(persons).size === persons.length ? [] : ['one person approved two levels']),
    ...[...approvers, ...closers].flatMap((by) => wantingOfChecker(by, makers)),
  ];
}

function wantingOfChecker(by: Actor, makers: readonly Actor[]): readonly string[] {
  if (personsOf(by).length === 0) return [`checked by a ${by.kind}`];
  return makers.some((maker) => shareHands(maker, by)) ? ['checked by a maker'] : [];
}

function wantingOfNotice({ gates }: FindingInput, review: readonly Given[]): readonly string[] {
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
    ({ type }) => type === 'PAUSE' || type === 'RESUME' || type === 'REOPEN',
  );
  return last?.type === 'PAUSE' ? ['it was paused'] : [];
}

function personsOf(by: Actor): readonly string[] {
  if (by.kind === 'person') return [by.id];
  return by.kind === 'delegate' ? [by.id, by.actingFor] : [];
}

function shareHands(maker: Actor, checker: Actor): boolean {
  const units = [maker, checker].map((by) => ('unit' in by ? by.unit : null));
  return (
    personsOf(maker).some((person) => personsOf(checker).includes(person)) ||
    (units[0] !== null && units[0] === units[1])
  );
}
