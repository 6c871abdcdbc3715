/** Single acts on a finding as it stands, for journeys through whatever may happen to it. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingEvent } from '../../../machines/events.ts';
import type { FindingContext, Given } from '../../../machines/finding-context.ts';
import type { Measure, measureStepSchema } from '../../../machines/measure.ts';
import type { Target } from '../../../machines/target.ts';
import { slotSchema, type EvidenceKind } from '../../../machines/words.ts';
import {
  aMeasure,
  aPiece,
  dueAt,
  early,
  inspector,
  noon,
  owner,
  person,
  policyRule,
  sampleEvents,
} from './school-case.ts';

/** Names all that any rule set asks of a measure. */
export const wholeMeasure = aMeasure(1, { funding: '已列入预算', contingencyPlan: '停用并疏散' });
/** Signs as first responsible person. */
export const head = person('xu', 'school-office');
export const allPosts = slotSchema.options;

export function by(actor: Actor, event: FindingEvent): Given {
  return { ...event, by: actor, at: noon };
}

/** A checker of their own for each signature. */
export function checkerAt(level: number, place = 0): Actor {
  return person(`checker-${level}-${place}`, `inspectorate-${level}`);
}

type Step = (typeof measureStepSchema.options)[number];
export function advance(no: number, step: Step): Given {
  return by(owner, { type: 'ADVANCE_MEASURE', no, step, note: '按实际情况' });
}

export function attach({ evidence }: FindingContext, measureNo: number, kind: EvidenceKind): Given {
  const piece = aPiece(`piece-${evidence.length}`, { kind });
  return by(owner, { type: 'ATTACH_EVIDENCE', measureNo, evidence: piece });
}

/** What its plan names, or any one kind where it names none. */
export function kindsToShow({ evidenceKinds }: Measure): readonly EvidenceKind[] {
  return evidenceKinds.length === 0 ? ['document'] : evidenceKinds;
}

/** As the target wants it, on the last of the days that anybody measures. */
export function meet({ no: targetNo, value }: Target): Given {
  const observation = { targetNo, on: '2024-12-31', value, evidenceId: null };
  return by(owner, { type: 'OBSERVE', observation });
}

export function dismiss(objectionId: string): Given {
  return by(inspector, { ...sampleEvents.DISMISS_OBJECTION, objectionId });
}

export type Due = Extract<FindingEvent, { type: 'CLOCK_DUE' }>;
export function report(
  clockNo: number,
  clock: Due['clock'],
  last: Due['rungs'][number],
  mode: Due['mode'] = 'enforcing',
): Given {
  const rungs = last === early ? [early] : [early, last];
  return by(policyRule, { type: 'CLOCK_DUE', clockNo, clock, mode, dueAt, rungs });
}
