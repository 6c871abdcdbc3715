/** What each event changes and whom it tells, effect by effect. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import {
  approvals,
  close,
  give,
  inspector,
  observe,
  reopen,
  sample,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { findingAt, findingServed, pausedAt, play, take } from './school-stages.ts';
import { aTarget } from './target-cases.ts';

const effectsOf = (from: FindingSnapshot, event: Given) => take(from, event).effects.map(brief);
const skipping = { gates: { planMayBeSkipped: true } };
const verifiedBy = (figure: number) =>
  play(
    findingAt('working', { targets: [aTarget()] }),
    ...workOn(wholePlan),
    observe(figure),
    submit,
    ...approvals,
  );
const consequences: readonly (readonly [string, FindingSnapshot, Given, readonly string[]])[] = [
  [
    'a contest holds the plan clock and starts the verifier’s',
    findingAt('claimed'),
    sample('CONTEST'),
    ['hold 1', 'start 2 verify', 'tell contested verifier'],
  ],
  [
    'a contest dismissed lets the plan clock run on',
    findingAt('contested'),
    sample('DISMISS_CONTEST'),
    ['met 2', 'release 1', 'tell contest-dismissed actionOwner'],
  ],
  [
    'a contest upheld ends the verifier’s clock and voids the one of the plan',
    findingAt('contested'),
    sample('UPHOLD_CONTEST'),
    ['met 2', 'void 1', 'tell struck-off actionOwner', 'tell struck-off leadOfficial'],
  ],
  ['targets set tell nobody', findingAt('claimed'), sample('SET_TARGETS'), []],
  ['measures set tell nobody', findingAt('claimed'), sample('SET_MEASURES'), []],
  [
    'a plan submitted holds the plan clock and starts the verifier’s',
    play(findingAt('claimed'), sample('SET_MEASURES')),
    sample('SUBMIT_PLAN'),
    ['hold 1', 'start 2 verify', 'tell plan-submitted verifier'],
  ],
  [
    'a plan approved ends both and starts the execute clock by the latest day of the plan',
    findingAt('planInReview'),
    sample('APPROVE_PLAN'),
    [
      'met 1',
      'met 2',
      'start 3 execute by 2024-09-30',
      'tell plan-approved actionOwner',
      'tell plan-approved leadOfficial',
    ],
  ],
  [
    'a plan returned ends the verifier’s clock and lets the plan clock run on',
    findingAt('planInReview'),
    sample('RETURN_PLAN'),
    ['met 2', 'release 1', 'tell plan-returned actionOwner'],
  ],
  ['work started on an approved plan changes no clock', findingAt('planned'), sample('START'), []],
  [
    'work started without a plan ends its clock and starts the execute clock by rule',
    findingAt('open', skipping),
    sample('START'),
    ['met 1', 'start 2 execute'],
  ],
  [
    'work started on an unapproved plan still goes by the latest day it names',
    play(findingAt('claimed', skipping), sample('SET_MEASURES')),
    sample('START'),
    ['met 1', 'start 2 execute by 2024-09-30'],
  ],
  ['a measure advanced tells nobody', findingAt('working'), sample('ADVANCE_MEASURE'), []],
  ['evidence attached tells nobody', findingAt('working'), sample('ATTACH_EVIDENCE'), []],
  [
    'a result submitted holds the execute clock and starts the first verifier’s',
    play(findingAt('working'), ...workOn(wholePlan)),
    submit,
    ['hold 3', 'start 4 verify', 'tell review-requested verifier'],
  ],
  [
    'a result submitted where no level is set tells nobody',
    play(findingAt('working', { gates: { verificationLevels: [] } }), ...workOn(wholePlan)),
    submit,
    ['hold 3', 'start 4 verify'],
  ],
  [
    'an approval below the last level passes the clock on to the next verifier',
    findingAt('inReview'),
    sample('APPROVE'),
    ['met 4', 'start 5 verify', 'tell review-requested steeringGroup'],
  ],
  [
    'the last approval ends the execute clock and starts the one for closing',
    play(findingAt('inReview'), ...approvals.slice(0, 1)),
    approvals.at(-1) ?? submit,
    ['met 5', 'start 6 verify', 'met 3', 'tell verified actionOwner', 'tell verified leadOfficial'],
  ],
  [
    'a result returned lets the execute clock run on',
    findingAt('inReview'),
    sample('RETURN'),
    ['met 4', 'release 3', 'tell returned actionOwner', 'tell returned leadOfficial'],
  ],
  [
    'a verified finding returned goes on with the rest of its execute clock',
    findingAt('awaitingClosure'),
    sample('RETURN'),
    [
      'met 6',
      'start 7 execute rest of 3',
      'tell returned actionOwner',
      'tell returned leadOfficial',
    ],
  ],
  [
    'a public notice opened ends the verifier’s clock and starts its own',
    findingAt('awaitingClosure'),
    sample('OPEN_PUBLIC_NOTICE'),
    ['met 6', 'start 7 notice', 'tell public-notice-opened leadOfficial'],
  ],
  [
    'a finding returned during its public notice voids the notice',
    findingAt('publicNotice'),
    sample('RETURN'),
    [
      'void 7',
      'start 8 execute rest of 3',
      'tell returned actionOwner',
      'tell returned leadOfficial',
    ],
  ],
  [
    'an objection is told to the verifier',
    findingAt('publicNotice'),
    sample('OBJECT'),
    ['tell objection-received verifier', 'tell objection-received leadOfficial'],
  ],
  [
    'an objection dismissed tells nobody',
    play(findingAt('publicNotice'), sample('OBJECT')),
    sample('DISMISS_OBJECTION'),
    [],
  ],
  [
    'closing ends what runs and starts the recheck clock',
    findingServed(),
    close,
    [
      'met 8',
      'start 9 recheck',
      'tell closed actionOwner',
      'tell closed leadOfficial',
      'tell closed accountableExecutive',
    ],
  ],
  [
    'closing without a recheck starts nothing',
    findingAt('awaitingClosure', { gates: { recheck: false } }),
    close,
    [
      'met 6',
      'tell closed actionOwner',
      'tell closed leadOfficial',
      'tell closed accountableExecutive',
    ],
  ],
  [
    'a recheck passed ends its clock',
    findingAt('closed'),
    sample('PASS_RECHECK'),
    ['met 7', 'tell recheck-passed actionOwner', 'tell recheck-passed leadOfficial'],
  ],
  [
    'reopening after a recheck that failed ends its clock: it has been done',
    findingAt('closed'),
    give({ type: 'REOPEN', reasonCode: 'failedRecheck', reason: '整改未到位' }, inspector),
    [
      'met 7',
      'start 8 execute',
      'tell reopened actionOwner',
      'tell reopened leadOfficial',
      'tell reopened accountableExecutive',
    ],
  ],
  [
    'reopening after a recheck that was passed starts the execute clock and ends nothing',
    play(findingAt('closed'), sample('PASS_RECHECK')),
    reopen,
    [
      'start 8 execute',
      'tell reopened actionOwner',
      'tell reopened leadOfficial',
      'tell reopened accountableExecutive',
    ],
  ],
  [
    'reopening for another reason voids the recheck and starts a fresh execute clock',
    findingAt('closed'),
    reopen,
    [
      'void 7',
      'start 8 execute',
      'tell reopened actionOwner',
      'tell reopened leadOfficial',
      'tell reopened accountableExecutive',
    ],
  ],
  [
    'a risk accepted for good voids what runs, and starts nothing',
    findingAt('working'),
    sample('ACCEPT_RISK'),
    ['void 3', 'tell struck-off actionOwner', 'tell struck-off leadOfficial'],
  ],
  [
    'a risk accepted until a day starts the clock of that day',
    findingAt('working', { gates: { acceptanceExpires: true } }),
    sample('ACCEPT_RISK'),
    [
      'void 3',
      'tell struck-off actionOwner',
      'tell struck-off leadOfficial',
      'start 4 recheck by 2025-12-31',
    ],
  ],
  ['a figure at close-out tells nobody', verifiedBy(20), observe(21, inspector), []],
  [
    'a pause holds what runs, and not what is held already',
    findingAt('inReview'),
    sample('PAUSE'),
    ['hold 4', 'start 5 pause', 'tell paused actionOwner', 'tell paused verifier'],
  ],
  [
    'the end of a pause releases what it held, and nothing else',
    pausedAt('inReview'),
    sample('RESUME'),
    ['met 5', 'release 4', 'tell resumed actionOwner', 'tell resumed verifier'],
  ],
  [
    'a paused finding struck off voids the clocks the pause held, and its own',
    pausedAt('inReview'),
    sample('TRANSFER'),
    ['void 3', 'void 4', 'void 5', 'tell struck-off actionOwner', 'tell struck-off leadOfficial'],
  ],
];

describe('of what follows from an event,', () => {
  test.each(consequences)('%s', (_what, from, event, effects) => {
    expect(effectsOf(from, event)).toEqual(effects);
  });
});
