/** What must be true of a closed finding where its rule set asks for more, read from its history alone. */
import type { FindingEventType } from '../../../machines/events.ts';
import type { FindingInput, Given, GivenOf } from '../../../machines/finding-context.ts';
import type { Gates, VerificationLevel } from '../../../machines/gates.ts';
import type { Slot } from '../../../machines/words.ts';
import { of, personsOf } from './history.ts';

interface Closed {
  readonly input: FindingInput;
  /** Of the class it was last put in. */
  readonly gates: Gates;
  readonly history: readonly Given[];
  readonly cycle: readonly Given[];
  readonly review: readonly Given[];
}

const unless = (is: boolean, complaint: string) => (is ? [] : [complaint]);

const has = (events: readonly Given[], type: FindingEventType) =>
  events.some((event) => event.type === type);

export function wantingOfAsked(closed: Closed): readonly string[] {
  const { gates, history, cycle } = closed;
  const isAsked = (grades: Gates['planReviewFor']) =>
    grades?.includes(closed.input.grade ?? 'ordinary') === true;
  const channels = new Set(of(cycle, 'DECIDE_DISCLOSURE').map(({ channel }) => channel));
  return [
    ...unless(!isAsked(gates.rootCauseFor) || has(history, 'SET_CAUSE'), 'no cause was named'),
    ...unless(!isAsked(gates.attestationFor) || isSigned(cycle), 'nobody signed for the result'),
    ...unless(
      !isAsked(gates.similarCheckFor) || has(cycle, 'CHECK_SIMILAR'),
      'nobody looked elsewhere',
    ),
    ...unless(!isAsked(gates.mechanismFor) || has(history, 'SET_MECHANISM'), 'no mechanism'),
    ...unless(!isAsked(gates.disclosureFor) || channels.size === 2, 'publication is undecided'),
    ...unless(
      !isAsked(gates.verificationMethods?.for) || allMethodsUsed(closed),
      'not every method was used',
    ),
    ...wantingOfSpotChecks(closed),
    ...wantingOfWaivers(cycle),
    ...openParts(history).map((id) => `part ${id} is open`),
  ];
}

/** The head signed for what was then handed in: nothing of it changed in between. */
function isSigned(cycle: readonly Given[]): boolean {
  const work = cycle.slice(
    0,
    cycle.findLastIndex(({ type }) => type === 'SUBMIT'),
  );
  const changed = work.findLastIndex(
    ({ type }, index) =>
      changesResult.has(type) && (type !== 'OBSERVE' || !isInReview(work.slice(0, index))),
  );
  return of(work.slice(changed + 1), 'ATTEST_RESULT').some(
    ({ holds, by }) => holds?.includes('accountableExecutive') === true && personsOf(by).length > 0,
  );
}

const changesResult = new Set<FindingEventType>([
  'SET_MEASURES',
  'SET_TARGETS',
  'ADVANCE_MEASURE',
  'ATTACH_EVIDENCE',
  'OBSERVE',
  'RETURN',
]);

function isInReview(cycle: readonly Given[]): boolean {
  return cycle.findLast(({ type }) => type === 'SUBMIT' || type === 'RETURN')?.type === 'SUBMIT';
}

function allMethodsUsed({ gates, review }: Closed): boolean {
  const used = new Set(of(review, 'APPROVE').flatMap(({ methods = [] }) => methods));
  return gates.verificationMethods?.of.every((method) => used.has(method)) === true;
}

/** The last word on each measure that there is, and on the whole. */
function wantingOfSpotChecks({ input, history, cycle }: Closed): readonly string[] {
  const plan = of(history, 'SET_MEASURES').at(-1)?.measures ?? input.measures;
  const numbers = [null, ...plan.map(({ no }) => no)];
  const checks = of(cycle, 'SPOT_CHECK');
  return numbers
    .filter((no) => checks.findLast(({ measureNo }) => measureNo === no)?.result === 'notConfirmed')
    .map((no) => `measure ${no} was not confirmed on the spot`);
}

function wantingOfWaivers(cycle: readonly Given[]): readonly string[] {
  return of(cycle, 'WAIVE_SEPARATION')
    .filter(({ by, checker, holds = [] }) => personsOf(by).includes(checker) || holds.length === 0)
    .map(({ checker }) => `${checker} was let check by nobody who may`);
}

function openParts(history: readonly Given[]): readonly string[] {
  const parts = new Map<string, boolean>();
  for (const event of history) {
    if (event.type === 'CHILD_ADDED' || event.type === 'CHILD_REOPENED') {
      parts.set(event.child.id, true);
    }
    if (event.type === 'CHILD_CLOSED') parts.set(event.child.id, false);
    // Struck off, it took them along.
    if (strikesOff.has(event.type)) for (const id of parts.keys()) parts.set(id, false);
  }
  return [...parts].filter(([, isOpen]) => isOpen).map(([id]) => id);
}

const strikesOff = new Set<FindingEventType>([
  'UPHOLD_CONTEST',
  'WITHDRAW',
  'TRANSFER',
  'MERGE',
  'ACCEPT_RISK',
  'PARENT_STRUCK_OFF',
]);

/** Level by level, in order: as many signatures as it needs, each for another of its posts. */
export function wantingOfLevels(
  levels: readonly VerificationLevel[],
  approvals: readonly GivenOf<'APPROVE'>[],
): readonly string[] {
  let left = approvals;
  const wanting = levels.flatMap((level, index) => {
    const needed = needOf(level);
    const signed = left.slice(0, needed);
    left = left.slice(needed);
    const isDone =
      signed.length === needed && (typeof level === 'string' || fits(signed, level.of));
    return isDone ? [] : [`level ${index + 1} is not signed by those who must`];
  });
  return left.length === 0 ? wanting : [...wanting, 'more have signed than must'];
}

function needOf(level: VerificationLevel): number {
  if (typeof level === 'string' || level.need === 'any') return 1;
  return level.need === 'all' ? level.of.length : level.need;
}

/** Each of them can be given a post of their own. */
function fits(signed: readonly GivenOf<'APPROVE'>[], posts: readonly Slot[]): boolean {
  const [first, ...others] = signed;
  if (first === undefined) return true;
  return posts.some(
    (post) =>
      first.holds?.includes(post) === true &&
      fits(
        others,
        posts.filter((each) => each !== post),
      ),
  );
}
