/** The step that brings a finding, as it stands, nearer to being closed as rectified. */
import type { FindingContext, Given } from '../../../machines/finding-context.ts';
import { stateGuards } from '../../../machines/finding-guards.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { targetMet, type Target } from '../../../machines/target.ts';
import {
  disclosureChannelSchema,
  verificationMethodSchema,
  type EvidenceKind,
} from '../../../machines/words.ts';
import {
  advance,
  allPosts,
  attach,
  by,
  checkerAt,
  dismiss,
  head,
  kindsToShow,
  meet,
  report,
  wholeMeasure,
} from './acts.ts';
import { late, linkedRule, owner, sample, sampleEvents } from './school-case.ts';
import type { Stage } from './school-stages.ts';

export function onwardEvent(snapshot: FindingSnapshot): Given {
  const { stage, hold } = standingOf(snapshot);
  if (hold === 'running') return onwardFrom[stage as Stage](snapshot.context);
  return sample(snapshot.context.pause?.referred === true ? 'COME_BACK' : 'RESUME');
}

const onwardFrom: Readonly<Record<Stage, (context: FindingContext) => Given>> = {
  open: () => by(owner, sampleEvents.CLAIM),
  claimed: planning,
  contested: () => sample('DISMISS_CONTEST'),
  planInReview: planReview,
  planned: () => by(owner, sampleEvents.START),
  working: nextWork,
  inReview,
  awaitingClosure: closingStep,
  publicNotice: ({ clocks }) =>
    report(clocks.find(({ clock }) => clock === 'notice')?.no ?? 999, 'notice', late),
  closed: openAgain,
};

function planning(context: FindingContext): Given {
  const { measures } = context;
  const whole = measures.every((m) => m.funding !== null && m.contingencyPlan !== null);
  if (
    !whole ||
    !stateGuards.measuresComplete(context) ||
    !stateGuards.measuresAreToThePoint(context)
  )
    return by(owner, { type: 'SET_MEASURES', measures: planFor(context) });
  return causeNamed(context) ?? by(owner, sampleEvents.SUBMIT_PLAN);
}

/** Where not all has to be done, there is more than one thing to do. */
function planFor({ gates }: FindingContext): MeasurePlan[] {
  const other = { ...wholeMeasure, no: 2, text: '开展专项培训' };
  return gates.completion === undefined ? [wholeMeasure] : [wholeMeasure, other];
}

function planReview(context: FindingContext): Given {
  return (
    appointed(context) ??
    (stateGuards.planAttested(context)
      ? by(checkerAt(0), {
          ...sampleEvents.APPROVE_PLAN,
          today: '2024-02-29',
          lastDay: '2024-12-31',
        })
      : by(head, sampleEvents.ATTEST_PLAN))
  );
}

/** Everybody who is to sign for something. */
function appointed({ slots }: FindingContext): Given | null {
  const vacant = allPosts.filter((slot) => slots[slot] === undefined);
  if (vacant.length === 0) return null;
  const filled = Object.fromEntries(vacant.map((slot) => [slot, `the ${slot}`]));
  return by(owner, { type: 'ASSIGN', slots: filled });
}

function causeNamed(context: FindingContext): Given | null {
  return stateGuards.rootCauseNamed(context) ? null : by(owner, sampleEvents.SET_CAUSE);
}

function nextWork(context: FindingContext): Given {
  const { measures } = context;
  if (measures.length === 0) {
    return by(owner, { type: 'SET_MEASURES', measures: planFor(context) });
  }
  const undone = measures.find(({ state }) => state !== 'done' && state !== 'dropped');
  if (undone !== undefined && !stateGuards.measuresDone(context)) {
    return advance(undone.no, 'COMPLETE');
  }
  for (const measure of measures) {
    const { no, state } = measure;
    const wanting = kindsToShow(measure).find((kind) => !isShown(context, no, kind));
    if (state === 'done' && wanting !== undefined) return attach(context, no, wanting);
  }
  const signed = stateGuards.resultAttested(context);
  return (
    measured(context) ??
    causeNamed(context) ??
    by(signed ? owner : head, sampleEvents[signed ? 'SUBMIT' : 'ATTEST_RESULT'])
  );
}

function inReview(context: FindingContext): Given {
  const { level, approvals } = context;
  const methods = verificationMethodSchema.options;
  return (
    appointed(context) ??
    confirmed(context) ??
    by(checkerAt(level, approvals.length), {
      type: 'APPROVE',
      methods: [...methods],
      holds: [...allPosts],
    })
  );
}

function closingStep(context: FindingContext): Given {
  const { gates, noticeServed, objections, children = [] } = context;
  const objection = objections.find(({ open }) => open);
  if (objection !== undefined) return dismiss(objection.id);
  const child = children.find(({ open }) => open);
  if (child !== undefined) {
    const closed = { id: child.id, number: child.number };
    return by(linkedRule, { ...sampleEvents.CHILD_CLOSED, child: closed });
  }
  const measuring = measured(context) ?? measuredAgain(context);
  if (measuring !== null) return measuring;
  if (!stateGuards.similarCasesChecked(context)) return by(owner, sampleEvents.CHECK_SIMILAR);
  if (!stateGuards.mechanismInPlace(context)) return by(owner, sampleEvents.SET_MECHANISM);
  const channel = stateGuards.disclosureDecided(context)
    ? undefined
    : disclosureChannelSchema.options.find((each) => context.disclosure?.[each] === undefined);
  if (channel !== undefined) {
    return by(checkerAt(0), { ...sampleEvents.DECIDE_DISCLOSURE, channel });
  }
  const next = gates.publicNotice && !noticeServed ? 'OPEN_PUBLIC_NOTICE' : 'CLOSE';
  return confirmed(context) ?? by(checkerAt(0), sampleEvents[next]);
}

/** By itself, where its risk was accepted until a day. */
function openAgain({ clocks, disposition }: FindingContext): Given {
  const recheck = clocks.find(({ clock }) => clock === 'recheck');
  return disposition === 'accepted' && recheck !== undefined
    ? report(recheck.no, 'recheck', late)
    : sample('REOPEN');
}

/** What was not confirmed on the spot is looked at once more. */
function confirmed(context: FindingContext): Given | null {
  const { spotChecks = [], cycle } = context;
  if (stateGuards.spotChecksConfirmed(context)) return null;
  const failed = spotChecks.find(
    (each, index) =>
      each.cycle === cycle &&
      each.result === 'notConfirmed' &&
      !spotChecks.slice(index + 1).some(({ measureNo }) => measureNo === each.measureNo),
  );
  return by(checkerAt(0), { ...sampleEvents.SPOT_CHECK, measureNo: failed?.measureNo ?? null });
}

function isShown(context: FindingContext, no: number, kind: EvidenceKind): boolean {
  const { evidence, cycle } = context;
  const replaced = new Set(evidence.map(({ replaces }) => replaces));
  return evidence.some(
    (each) =>
      each.measureNo === no && each.kind === kind && each.cycle === cycle && !replaced.has(each.id),
  );
}

/** The first target that is short of its figure, as it should be. */
function measured(context: FindingContext): Given | null {
  const unmet = context.targets.find((target) => !isMet(context, target));
  return unmet === undefined ? null : meet(unmet);
}

/** The checker does not take the figure on trust. */
function measuredAgain({ targets, observations, cycle }: FindingContext): Given | null {
  const [first] = targets;
  const figures = observations.filter(
    (each) => each.cycle === cycle && each.targetNo === first?.no,
  );
  return first === undefined || figures.length > 1 ? null : { ...meet(first), by: checkerAt(0) };
}

function isMet({ observations, cycle }: FindingContext, target: Target): boolean {
  return targetMet(
    target,
    observations.filter((each) => each.cycle === cycle),
  );
}

/** The step that would lead on, by somebody who may take it, whatever is still wanting. */
export function hastyEvent(snapshot: FindingSnapshot): Given {
  const { stage } = standingOf(snapshot);
  const { level, approvals, gates } = snapshot.context;
  const checker = checkerAt(level, approvals.length);
  if (stage === 'planned' && gates.acceptanceExpires === true) {
    return by(checker, sampleEvents.ACCEPT_RISK);
  }
  if (stage === 'claimed') return by(owner, sampleEvents.SUBMIT_PLAN);
  if (stage === 'planInReview') return by(checker, sampleEvents.APPROVE_PLAN);
  if (stage === 'working') return by(owner, sampleEvents.SUBMIT);
  if (stage === 'inReview') return by(checker, { type: 'APPROVE', holds: [...allPosts] });
  return stage === 'awaitingClosure' ? by(checker, sampleEvents.CLOSE) : onwardEvent(snapshot);
}
