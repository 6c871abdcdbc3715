/** Findings under several rule sets, each with what people may do there: small enough to be explored to the end. */
import type { FindingEventType } from '../../../machines/events.ts';
import type { FindingInput, Given } from '../../../machines/finding-context.ts';
import type { Gates } from '../../../machines/gates.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { slotSchema, type Slot } from '../../../machines/words.ts';
import { onwardEvent } from './onward-events.ts';
import { plausibleEvents, usualEvents } from './plausible-events.ts';
import { anInput } from './school-case.ts';

export interface Exploration {
  readonly input: FindingInput;
  readonly eventsFrom: (snapshot: FindingSnapshot) => readonly Given[];
}

const strict: Partial<Gates> = {
  progressReports: true,
  extensionsMax: 0,
  fiveAssurances: true,
  publicNotice: true,
  riskAcceptance: false,
  verificationLevels: ['verifier', 'steeringGroup'],
};
const lenient: Partial<Gates> = {
  planMayBeSkipped: true,
  recheck: false,
  verificationLevels: ['verifier'],
};
/** Targets, extensions, breaches: each of them doubles the findings there can be, so not everywhere. */
const isExtra = (event: Given) =>
  event.type === 'SET_TARGETS' ||
  event.type === 'EXTEND' ||
  event.type === 'RECLASSIFY' ||
  (event.type === 'CLOCK_DUE' && event.clock !== 'notice');

/** What any finding goes through. */
function usual(input: FindingInput, extras: boolean): Exploration {
  const eventsFrom = (snapshot: FindingSnapshot) =>
    usualEvents(snapshot).filter((event) => extras || !isExtra(event));
  return { input, eventsFrom };
}

/** Every post, but for those that somebody is still to be appointed to. */
const filled = (...vacant: readonly Slot[]) =>
  Object.fromEntries(
    slotSchema.options
      .filter((slot) => !vacant.includes(slot))
      .map((slot) => [slot, `the ${slot}`]),
  );

interface Setup extends Partial<Gates> {
  readonly vacant?: readonly Slot[];
}

/** One matter: the way to closure, and on all of it whatever may happen in that matter. */
function matter(
  { vacant = [], ...gates }: Setup,
  ...types: readonly FindingEventType[]
): Exploration {
  const eventsFrom = (snapshot: FindingSnapshot) => [
    onwardEvent(snapshot),
    ...plausibleEvents(snapshot).filter(({ type }) => types.includes(type)),
  ];
  return { input: anInput({ gates, slots: filled(...vacant) }), eventsFrom };
}

/** Without what the clocks of the work say: each breach doubles the findings there can be. */
function onlyRechecksDue({ input, eventsFrom }: Exploration): Exploration {
  return {
    input,
    eventsFrom: (snapshot) =>
      eventsFrom(snapshot).filter(
        (event) => event.type !== 'CLOCK_DUE' || event.clock === 'recheck',
      ),
  };
}

const all: Gates['planReviewFor'] = ['ordinary'];

/** Nobody is appointed at first in one of them, and nobody ever can be in another. */
export const explorations: readonly Exploration[] = [
  usual(anInput({ gates: strict }), false),
  usual(anInput({ gates: lenient, slots: {} }), false),
  usual(anInput({ gates: { ...lenient, verificationLevels: [] } }), true),
  matter(
    { vacant: ['leadOfficial'], planReviewFor: all, rootCauseFor: all, attestationFor: all },
    'SET_CAUSE',
    'SET_MEASURES',
    'ATTEST_PLAN',
    'APPROVE_PLAN',
    'RETURN_PLAN',
    'ATTEST_RESULT',
    'ADVANCE_MEASURE',
    'SUBMIT',
  ),
  matter(
    {
      vacant: ['accountableExecutive'],
      separationWaivedBy: 'accountableExecutive',
      verificationLevels: [{ of: ['verifier', 'steeringGroup'], need: 'all' }, 'leadOfficial'],
      verificationMethods: { for: ['ordinary'], of: ['onSite', 'data'] },
      publicNotice: true,
    },
    'ATTACH_EVIDENCE',
    'SPOT_CHECK',
    'WAIVE_SEPARATION',
    'APPROVE',
    'RETURN',
  ),
  matter(
    { similarCheckFor: all, mechanismFor: all, disclosureFor: all },
    'CHECK_SIMILAR',
    'SET_MECHANISM',
    'DECIDE_DISCLOSURE',
    'OPEN_PUBLIC_NOTICE',
    'CLOSE',
    'WITHDRAW',
    'PASS_RECHECK',
    'RECORD_RECHECK',
    'ORDER_RECHECK',
    'SPOT_CHECK',
  ),
  matter(
    {
      vacant: ['caseSponsor'],
      extension: { for: ['ordinary'], approvers: ['caseSponsor'], overrideBy: ['caseSponsor'] },
      extensionsMax: 1,
      promises: { max: 2, daysMax: 30 },
    },
    'REQUEST_EXTENSION',
    'EXTEND',
    'REFUSE_EXTENSION',
    'ACKNOWLEDGE',
    'DECIDE_PROPOSAL',
    'CLOCK_DUE',
  ),
  matter(
    {},
    'CHILD_ADDED',
    'CHILD_CLOSED',
    'CHILD_REOPENED',
    'PARENT_STRUCK_OFF',
    'MERGED_FROM',
    'RECURRED',
    'LINK_RECURRENCE',
    'MERGE',
    'CONTEST',
    'UPHOLD_CONTEST',
    'PAUSE',
  ),
  onlyRechecksDue(
    matter(
      { acceptanceExpires: true },
      'ACCEPT_RISK',
      'CLOCK_DUE',
      'MIGRATE',
      'PASS_RECHECK',
      'RECORD_RECHECK',
    ),
  ),
  matter(
    { completion: { rule: 'any' } },
    'SET_TARGETS',
    'OBSERVE',
    'SUBMIT',
    'OPEN_PUBLIC_NOTICE',
    'CLOSE',
  ),
  matter({ referral: true }, 'REFER', 'COME_BACK', 'PAUSE', 'RESUME', 'WITHDRAW'),
];
