/** Journeys as they could be before rule sets could ask for more: old gates, and events of before. */
import * as fc from 'fast-check';
import type { Given } from '../../../machines/finding-context.ts';
import { openFinding, type FindingSnapshot } from '../../../machines/step.ts';
import { aRung, dueAt, inspector, sample, sampleEvents } from './school-case.ts';
import { settings } from './journeys.ts';
import { oldInput } from './any-input.ts';
import { onwardEvent } from './onward-events.ts';
import { usualEvents } from './plausible-events.ts';
import { answer } from './school-stages.ts';

interface OldJourney {
  readonly opened: FindingSnapshot;
  readonly steps: readonly { readonly event: Given; readonly snapshot: FindingSnapshot }[];
}

/** What the engine has come to add to events, which it did not then. */
const later = new Set([
  'holds',
  'methods',
  'today',
  'lastDay',
  'drawnForRecheck',
  'target',
  'override',
]);
const asThen = (event: Given): Given =>
  Object.fromEntries(Object.entries(event).filter(([key]) => !later.has(key))) as Given;

const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.nat()), {
  maxLength: 50,
  size: 'max',
});

export function oldJourneys(): readonly OldJourney[] {
  return fc.sample(fc.tuple(oldInput, moves), settings).map(([input, picks]) => {
    const opened = openFinding(input).snapshot;
    const steps: { event: Given; snapshot: FindingSnapshot }[] = [];
    let snapshot = opened;
    for (const [how, pick] of picks) {
      const event = asThen(how < 2 ? onwardEvent(snapshot) : chosen(snapshot, pick));
      const step = answer(snapshot, event);
      if (step.kind !== 'accepted') continue;
      ({ snapshot } = step);
      steps.push({ event, snapshot });
    }
    return { opened, steps };
  });
}

function chosen(snapshot: FindingSnapshot, pick: number): Given {
  const failed = { ...sampleEvents.REOPEN, reasonCode: 'failedRecheck' } as const;
  const events = [
    ...usualEvents(snapshot),
    { ...failed, by: inspector, at: dueAt },
    { ...sample('CLOCK_DUE'), rungs: [aRung('late', dueAt)] } as Given,
  ];
  return events[pick % events.length] ?? onwardEvent(snapshot);
}
