/** Evidence from after the day on which the measure was said to be done. */
import type { DatedEvent, EvidenceFact, FindingFacts, SignalFacts } from './facts.ts';
import { nothing, type Signal } from './signal.ts';

/** A step that says a measure is done. */
interface Claim {
  readonly day: string;
  readonly step: 'COMPLETE' | 'SUBMIT';
}

interface Dated {
  /** When it was attached, `YYYY-MM-DD`. */
  readonly attachedOn: string;
  /** The day it bears itself, where it was given. */
  readonly madeOn: string | null;
}

/**
 * By days, not instants: whoever ticks off a measure and attaches the photo right after it has done
 * nothing worth a question. Only claims that still stand count, of the cycle under way.
 */
export function evidenceAfterClaim({ finding }: SignalFacts): readonly Signal[] {
  const claimFor = standingClaims(finding.events);
  return finding.evidence
    .filter(({ cycle }) => cycle === finding.cycle)
    .flatMap((piece) => {
      const claim = claimFor(piece.measureNo);
      const dated = datesOf(piece, finding);
      return claim === null || dated === null ? [] : signalOf(piece, dated, claim);
    });
}

/** What was claimed until then has been sent back, or is of another plan or cycle. */
function takesBack(event: DatedEvent['event']): boolean {
  const { type } = event;
  if (type === 'RETURN' || type === 'SET_MEASURES' || type === 'REOPEN') return true;
  // A recheck that the finding failed opens it again.
  return 'result' in event && event.result === 'notHeld';
}

function standingClaims(events: readonly DatedEvent[]): (measureNo: number) => Claim | null {
  const done = new Map<number, Claim>();
  let submitted: Claim | null = null;
  for (const { day, event } of events) {
    if (event.type === 'ADVANCE_MEASURE') {
      if (event.step === 'COMPLETE') done.set(event.no, { day, step: 'COMPLETE' });
      else done.delete(event.no);
    } else if (event.type === 'SUBMIT') {
      submitted = { day, step: 'SUBMIT' };
    } else if (takesBack(event)) {
      done.clear();
      submitted = null;
    }
  }
  return (measureNo) => done.get(measureNo) ?? submitted;
}

function datesOf({ id }: EvidenceFact, { events }: FindingFacts): Dated | null {
  const attached = events.findLast(
    ({ event }) => event.type === 'ATTACH_EVIDENCE' && event.evidence.id === id,
  );
  if (attached?.event.type !== 'ATTACH_EVIDENCE') return null;
  const evidence: object = attached.event.evidence;
  const madeOn =
    'madeOn' in evidence && typeof evidence.madeOn === 'string' ? evidence.madeOn : null;
  return { attachedOn: attached.day, madeOn };
}

function signalOf(
  { id, name, measureNo }: EvidenceFact,
  { attachedOn, madeOn }: Dated,
  { day, step }: Claim,
): readonly Signal[] {
  const made = madeOn !== null && madeOn > day;
  if (!made && attachedOn <= day) return [];
  const [claimed, claimedEn] =
    step === 'COMPLETE'
      ? [
          `措施 ${measureNo} 于 ${day} 报告完成`,
          `Measure ${measureNo} was said to be done on ${day}`,
        ]
      : [`本问题于 ${day} 提请核查`, `The finding was submitted on ${day}`];
  const [from, fromEn] = made
    ? [`形成于 ${madeOn}`, `dated ${madeOn}`]
    : [`提交于 ${attachedOn}`, `attached on ${attachedOn}`];
  return [
    {
      kind: 'evidenceAfterClaim',
      about: { ...nothing, measureNo, evidenceId: id },
      others: [],
      likeness: null,
      question: {
        zh: `${claimed},佐证材料“${name}”${from}。当时依据什么认为已完成?`,
        en: `${claimedEn}; the evidence “${name}” is ${fromEn}. What showed then that it was done?`,
      },
    },
  ];
}
