/** What rule sets ask of the graver findings besides the work itself: people of a rehearsal do that too. */
import type { FindingCommand } from '../../../machines/events.ts';
import type { FindingContext } from '../../../machines/finding-context.ts';
import { stateGuards } from '../../../machines/finding-guards.ts';
import { gradeOf } from '../../../machines/guards/asked.ts';
import { addsSignature, levelUnderWay } from '../../../machines/verification.ts';
import { disclosureChannelSchema, type Slot } from '../../../machines/words.ts';

interface AskedStep {
  readonly event: FindingCommand;
  readonly by: Slot;
}

/** What is still missing of what is asked at that stage; null when nothing is. */
export function askedStep(context: FindingContext, stage: string): AskedStep | null {
  switch (stage) {
    case 'claimed':
    case 'working':
      if (!stateGuards.rootCauseNamed(context)) {
        const event = { type: 'SET_CAUSE', category: 'execution', text: '预演' } as const;
        return { event, by: 'actionOwner' };
      }
      return stage === 'claimed' || !stateGuards.measuresDone(context) ? null : resultStep(context);
    case 'planInReview':
      return stateGuards.planAttested(context)
        ? null
        : { event: { type: 'ATTEST_PLAN' }, by: 'accountableExecutive' };
    case 'awaitingClosure':
      return closeOutStep(context);
    default:
      return null;
  }
}

function resultStep(context: FindingContext): AskedStep | null {
  return stateGuards.resultAttested(context)
    ? null
    : { event: { type: 'ATTEST_RESULT' }, by: 'accountableExecutive' };
}

function closeOutStep(context: FindingContext): AskedStep | null {
  if (!stateGuards.similarCasesChecked(context)) {
    return { event: { type: 'CHECK_SIMILAR', scope: '预演', found: 0 }, by: 'actionOwner' };
  }
  if (!stateGuards.mechanismInPlace(context)) {
    const event = { type: 'SET_MECHANISM', text: '预演', evidenceId: null } as const;
    return { event, by: 'actionOwner' };
  }
  if (stateGuards.disclosureDecided(context)) return null;
  const channel = disclosureChannelSchema.options.find((each) => !context.disclosure?.[each]);
  if (channel === undefined) return null;
  return { event: { type: 'DECIDE_DISCLOSURE', channel, decision: 'publish' }, by: 'verifier' };
}

/** The approval of the level under way, by whoever has to sign next. */
export function nextApproval(context: FindingContext): AskedStep {
  const level = levelUnderWay(context) ?? 'verifier';
  const by =
    typeof level === 'string'
      ? level
      : (level.of.find((slot) => addsSignature(context, level, [slot])) ?? 'verifier');
  const { verificationMethods: wanted } = context.gates;
  const methods = wanted?.for.includes(gradeOf(context)) === true ? { methods: wanted.of } : {};
  return { event: { type: 'APPROVE', ...methods }, by };
}
