/** The same for what rule sets ask of the graver findings, and for what other findings say. */
import type { Given } from '../../../machines/finding-context.ts';
import type { GuardName } from '../../../machines/finding-guards.ts';
import type { Gates } from '../../../machines/gates.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import type { Slot } from '../../../machines/words.ts';
import { head } from './acts.ts';
import type { Choice, Refusal } from './guard-cases.ts';
import {
  aMeasure,
  aPiece,
  close,
  early,
  give,
  inspector,
  late,
  merged,
  sample,
  sampleEvents,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { due, findingAt, pausedAt, play } from './school-stages.ts';

const all: Gates['planReviewFor'] = ['ordinary'];
const onePlan = [aMeasure(1)];
const working = findingAt('working');
const inReview = findingAt('inReview');
const verified = findingAt('awaitingClosure');
const closed = findingAt('closed');
const strictly = (gates: Partial<Gates>) => findingAt('awaitingClosure', { gates });
const withPart = play(verified, sample('CHILD_ADDED'));

const approvePlan = (today = '2024-03-11', lastDay = '2024-12-31') =>
  give({ type: 'APPROVE_PLAN', today, lastDay }, inspector);
const planUnderReview = (plan: readonly MeasurePlan[], slots?: Partial<Record<Slot, string>>) =>
  findingAt('planInReview', {
    plan,
    gates: { planReviewFor: all },
    ...(slots !== undefined && { slots }),
  });
const claimed = findingAt('claimed', { gates: { rootCauseFor: all } });
const planned = [
  give({ type: 'SET_MEASURES', measures: [...wholePlan] }),
  give({ type: 'SUBMIT_PLAN' }),
];
const signed = give(sampleEvents.ATTEST_PLAN, head);
const attested = { gates: { attestationFor: all } };
const planToSign = findingAt('planInReview', attested);
const resultToSign = play(planToSign, signed, approvePlan(), give({ type: 'START' }));
const resultDone = play(resultToSign, ...workOn(wholePlan));

const notConfirmed = { ...sample('SPOT_CHECK'), result: 'notConfirmed' } as Given;
const shared = (need: 'all' | 'any') =>
  findingAt('inReview', {
    gates: { verificationLevels: [{ of: ['verifier', 'steeringGroup'], need }] },
  });
const approveAs = (slot: Slot, by = inspector) => give({ type: 'APPROVE', holds: [slot] }, by);
const methodical = findingAt('inReview', {
  gates: {
    verificationLevels: ['verifier'],
    verificationMethods: { for: ['ordinary'], of: ['onSite'] },
  },
});
const waivedBy = (slots: Partial<Record<Slot, string>>) =>
  findingAt('working', { slots, gates: { separationWaivedBy: 'accountableExecutive' } });
const waivable = waivedBy({ verifier: 'wang', accountableExecutive: 'xu' });

const extensionGate = (approvers: Slot[], overrideBy: Slot[] = []) => ({
  gates: { extension: { for: ['ordinary'], approvers, overrideBy } } satisfies Partial<Gates>,
});
const request = give(sampleEvents.REQUEST_EXTENSION);
const extendAs = (slot: Slot | null, given: object = {}) =>
  give({ ...sampleEvents.EXTEND, holds: slot === null ? [] : [slot], ...given }, seniorInspector);
const ruled = findingAt('working', extensionGate(['verifier'], ['steeringGroup']));
const asked = play(ruled, request);
const unfilled = play(findingAt('working', extensionGate(['caseSponsor'])), request);
const overdue = play(ruled, due(ruled, 'execute', late), request);
const askedForPlan = play(
  findingAt('claimed'),
  give({ ...sampleEvents.REQUEST_EXTENSION, clock: 'plan' }),
  ...planned,
);
const extendCheck = give({ ...sampleEvents.EXTEND, clock: 'verify' }, inspector);

const late3 = play(working, due(working, 'execute', late));
const promise = (given: object = {}) => give({ ...sampleEvents.ACKNOWLEDGE, ...given });
const promised = play(late3, promise());
const proposed = play(working, due(working, 'execute', { ...early, asks: 'summons' }));
const referable = findingAt('working', { gates: { referral: true } });
const referred = play(referable, sample('REFER'));
const replacing = (replaces: string): Given =>
  give({ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: aPiece('e-newer', { replaces }) });

export const askedRefusals = {
  responsibilityIsClear: {
    unmet: [planUnderReview(onePlan, { verifier: 'wang', actionOwner: 'chen' }), approvePlan()],
    met: [planUnderReview(onePlan), approvePlan()],
  },
  measuresAreToThePoint: {
    unmet: [planUnderReview(wholePlan), approvePlan()],
    met: [planUnderReview([aMeasure(1), aMeasure(2, { text: '开展专项培训' })]), approvePlan()],
  },
  rootCauseNamed: {
    unmet: [play(claimed, ...planned), approvePlan()],
    met: [play(claimed, give(sampleEvents.SET_CAUSE), ...planned), approvePlan()],
  },
  planAttested: {
    unmet: [planToSign, approvePlan()],
    met: [play(planToSign, signed), approvePlan()],
  },
  resultAttested: {
    unmet: [resultDone, submit],
    met: [play(resultDone, give(sampleEvents.ATTEST_RESULT, head)), submit],
  },
  measureDatesLieAhead: {
    unmet: [planUnderReview(onePlan), approvePlan('2024-07-01')],
    met: [planUnderReview(onePlan), approvePlan('2024-06-30')],
  },
  measureDatesAreWithinPeriod: {
    unmet: [planUnderReview(onePlan), approvePlan('2024-03-11', '2024-06-29')],
    met: [planUnderReview(onePlan), approvePlan('2024-03-11', '2024-06-30')],
  },
  signsAsHead: {
    unmet: [planToSign, give({ type: 'ATTEST_PLAN', holds: ['leadOfficial'] }, head)],
    met: [planToSign, signed],
  },
  replacedEvidenceKnown: {
    unmet: [working, replacing('e-new')],
    met: [play(working, sample('ATTACH_EVIDENCE')), replacing('e-new')],
  },
  spotChecksConfirmed: {
    unmet: [play(inReview, notConfirmed), sample('APPROVE')],
    met: [play(inReview, notConfirmed, sample('SPOT_CHECK')), sample('APPROVE')],
  },
  separationMayBeWaived: {
    unmet: [waivedBy({ verifier: 'wang' }), sample('WAIVE_SEPARATION')],
    met: [waivable, sample('WAIVE_SEPARATION')],
  },
  checkerSignsForLevel: {
    unmet: [shared('all'), approveAs('leadOfficial')],
    met: [shared('all'), approveAs('steeringGroup')],
  },
  methodsUsed: {
    unmet: [methodical, give({ type: 'APPROVE', methods: ['document'] }, inspector)],
    met: [methodical, give({ type: 'APPROVE', methods: ['document', 'onSite'] }, inspector)],
  },
  waiverIsForAnother: {
    unmet: [waivable, { ...sample('WAIVE_SEPARATION'), checker: 'wang' } as Given],
    met: [waivable, sample('WAIVE_SEPARATION')],
  },
  similarCasesChecked: {
    unmet: [strictly({ similarCheckFor: all }), close],
    met: [play(strictly({ similarCheckFor: all }), give(sampleEvents.CHECK_SIMILAR)), close],
  },
  mechanismInPlace: {
    unmet: [strictly({ mechanismFor: all }), close],
    met: [play(strictly({ mechanismFor: all }), give(sampleEvents.SET_MECHANISM)), close],
  },
  disclosureDecided: {
    unmet: [play(strictly({ disclosureFor: all }), sample('DECIDE_DISCLOSURE')), close],
    met: [
      play(strictly({ disclosureFor: all }), sample('DECIDE_DISCLOSURE'), {
        ...sample('DECIDE_DISCLOSURE'),
        channel: 'public',
      } as Given),
      close,
    ],
  },
  childrenClosed: {
    unmet: [withPart, close],
    met: [play(withPart, sample('CHILD_CLOSED')), close],
  },
  openChildrenFollow: {
    unmet: [play(verified, { ...sample('CHILD_ADDED'), mode: 'stands' } as Given), sample('MERGE')],
    met: [withPart, sample('MERGE')],
  },
  noRecheckUnderWay: {
    unmet: [closed, sample('ORDER_RECHECK')],
    met: [play(closed, sample('PASS_RECHECK')), sample('ORDER_RECHECK')],
  },
  wasRectified: {
    unmet: [play(working, sample('WITHDRAW')), sample('ORDER_RECHECK')],
    met: [findingAt('closed', { gates: { recheck: false } }), sample('ORDER_RECHECK')],
  },
  recurrenceIsNew: {
    unmet: [play(working, sample('LINK_RECURRENCE')), sample('LINK_RECURRENCE')],
    met: [
      play(working, sample('LINK_RECURRENCE')),
      { ...sample('LINK_RECURRENCE'), closedBefore: merged } as Given,
    ],
  },
  childIsNew: {
    unmet: [withPart, sample('CHILD_ADDED')],
    met: [withPart, { ...sample('CHILD_ADDED'), child: merged } as Given],
  },
  childIsKnown: {
    unmet: [withPart, { ...sample('CHILD_CLOSED'), child: merged } as Given],
    met: [withPart, sample('CHILD_CLOSED')],
  },
  extensionApproverAppointed: {
    unmet: [unfilled, extendAs('caseSponsor')],
    met: [
      play(unfilled, give({ type: 'ASSIGN', slots: { caseSponsor: 'qian' } })),
      extendAs('caseSponsor'),
    ],
  },
  noExtensionPending: {
    unmet: [asked, request],
    met: [ruled, request],
  },
  extensionPending: {
    unmet: [working, sample('REFUSE_EXTENSION')],
    met: [play(working, request), sample('REFUSE_EXTENSION')],
  },
  extensionAskedFor: {
    unmet: [ruled, extendAs('verifier')],
    met: [asked, extendAs('verifier')],
  },
  somethingIsOverdue: {
    unmet: [working, promise()],
    met: [late3, promise()],
  },
  proposalPending: {
    unmet: [working, sample('DECIDE_PROPOSAL')],
    met: [proposed, sample('DECIDE_PROPOSAL')],
  },
  referralAllowed: {
    unmet: [working, sample('REFER')],
    met: [referable, sample('REFER')],
  },
  isReferred: {
    unmet: [pausedAt('working'), sample('COME_BACK')],
    met: [referred, sample('COME_BACK')],
  },
  notReferred: {
    unmet: [referred, sample('RESUME')],
    met: [pausedAt('working'), sample('RESUME')],
  },
  overrideIsPermitted: {
    unmet: [overdue, extendAs('verifier', { override: true })],
    met: [overdue, extendAs('steeringGroup', { override: true })],
  },
  extensionApproverDecides: {
    unmet: [asked, extendAs('steeringGroup')],
    met: [asked, extendAs('verifier')],
  },
  extensionAnswersRequest: {
    unmet: [askedForPlan, extendCheck],
    met: [play(askedForPlan, sample('REFUSE_EXTENSION')), extendCheck],
  },
  promisedClockIsOverdue: {
    unmet: [late3, promise({ clockNo: 2 })],
    met: [late3, promise()],
  },
  promiseLeft: {
    unmet: [promised, promise()],
    met: [play(promised, due(promised, 'execute', late)), promise()],
  },
  promiserHoldsPost: {
    unmet: [late3, promise({ holds: [] })],
    met: [late3, promise({ holds: ['supportingUnit'] })],
  },
  proposalIsOpen: {
    unmet: [proposed, { ...sample('DECIDE_PROPOSAL'), no: 2 } as Given],
    met: [proposed, sample('DECIDE_PROPOSAL')],
  },
} as const satisfies Partial<Record<GuardName, Refusal>>;

/** Where nothing is there at all, it is not there by that name either. */
export const askedUnmetBesides = {
  proposalPending: 'proposalIsOpen',
  somethingIsOverdue: 'promisedClockIsOverdue',
  clockNotBreached: 'overrideIsPermitted',
} as const;

type AskedChoosing = 'levelIsComplete' | 'resultHasNotHeld' | 'acceptanceRanOut';
const accepted = play(
  findingAt('working', { gates: { acceptanceExpires: true } }),
  sample('ACCEPT_RISK'),
);
const recorded = (result: string) => ({ ...sample('RECORD_RECHECK'), result }) as Given;

export const askedChoices: { readonly [Name in AskedChoosing]: Choice } = {
  levelIsComplete: {
    unmet: [shared('all'), approveAs('verifier'), 'inReview'],
    met: [shared('any'), approveAs('verifier'), 'awaitingClosure'],
  },
  resultHasNotHeld: {
    unmet: [closed, recorded('partlyHeld'), 'closed'],
    met: [closed, recorded('notHeld'), 'working'],
  },
  acceptanceRanOut: {
    unmet: [closed, due(closed, 'recheck', late), 'closed'],
    met: [accepted, due(accepted, 'recheck', late), 'working'],
  },
};
