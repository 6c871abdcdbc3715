/** What holds on any journey whatever, sense or nonsense. A failure prints its seed and the shortest journey to it. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectSchema } from '../../../machines/effects.ts';
import { findingEventSchema, type FindingEventType } from '../../../machines/events.ts';
import { findingInputSchema, type Given } from '../../../machines/finding-context.ts';
import { findingMachineVersion } from '../../../machines/finding.ts';
import {
  allowedCommands,
  openFinding,
  standingOf,
  type FindingSnapshot,
} from '../../../machines/step.ts';
import { anyEvent, anyInput } from './arbitraries.ts';
import { wantingAtClosing } from './closing-conditions.ts';
import { accepted, settings, taken, wrongJourney } from './journeys.ts';
import { plausibleEvents } from './plausible-events.ts';
import { modelMoves, type Place } from './reference-model.ts';
import { oldLedger, policyRule, sample } from './school-case.ts';
import { answer, stages } from './school-stages.ts';

const placeName = ({ stage, hold }: Pick<Place, 'hold'> & { stage: string }) => `${stage} ${hold}`;

describe('on any journey', () => {
  test('findings are opened with, and meet, what callers may write', () => {
    fc.assert(
      fc.property(anyInput, anyEvent, (input, event) => {
        expect(findingInputSchema.parse(input)).toEqual(input);
        expect(findingEventSchema.parse(event)).toEqual(event);
      }),
      settings,
    );
  });

  test('every stage is met and many findings are rectified: the properties below are not empty', () => {
    const seen = new Set<string>();
    let rectified = 0;
    expect(
      wrongJourney((journey) => {
        for (const { event, snapshot } of taken(journey)) {
          seen.add(standingOf(snapshot).stage);
          if (event.type === 'CLOSE') rectified += 1;
        }
        return [];
      }),
    ).toBeNull();
    expect([...seen].toSorted()).toEqual(stages.toSorted());
    expect(rectified).toBeGreaterThan(settings.numRuns / 50);
  });

  test('no finding is ever closed as rectified with anything wanting', () => {
    expect(
      wrongJourney((journey) => {
        const history: Given[] = [];
        return taken(journey).flatMap(({ event }) => {
          history.push(event);
          return event.type === 'CLOSE' ? wantingAtClosing(journey.input, history) : [];
        });
      }),
    ).toBeNull();
  });

  test('a finding has a disposition exactly while it is closed, and is rectified only by closing', () => {
    expect(
      wrongJourney((journey) =>
        taken(journey).filter(({ before, event, snapshot }) => {
          const { disposition } = snapshot.context;
          const closed = standingOf(snapshot).stage === 'closed';
          const was = before.context.disposition;
          const fresh = disposition === 'rectified' && was !== 'rectified';
          return closed === (disposition === null) || fresh !== (event.type === 'CLOSE');
        }),
      ),
    ).toBeNull();
  });

  test('nothing is unreadable and nothing throws, whatever the event is called', () => {
    expect(
      wrongJourney(({ steps }) =>
        steps.filter(({ before, event, answer: given }) => {
          const stranger = { ...event, type: event.type.toLowerCase() } as unknown as Given;
          const toStranger = answer(before, stranger);
          const refused = toStranger.kind === 'refused' && toStranger.guard === 'stateAcceptsEvent';
          return given.kind === 'unreadable' || !refused;
        }),
      ),
    ).toBeNull();
  });

  test('what is taken leads where the hand-written model may go', () => {
    expect(
      wrongJourney((journey) =>
        taken(journey).filter(({ before, event, snapshot }) => {
          const places = modelMoves(standingOf(before) as Place, event.type).map(placeName);
          return !places.includes(placeName(standingOf(snapshot)));
        }),
      ),
    ).toBeNull();
  });

  test('what has no place in the model has none here, unless for the pause it is under', () => {
    expect(
      wrongJourney(({ steps }) =>
        steps.filter(({ before, event, answer: given }) => {
          const { stage, hold } = standingOf(before) as Place;
          if (modelMoves({ stage, hold }, event.type).length > 0) return false;
          const reasons: readonly string[] = ['stateAcceptsEvent', 'notClosed'].concat(
            hold === 'paused' ? ['notPaused'] : [],
          );
          return given.kind !== 'refused' || !reasons.includes(given.guard);
        }),
      ),
    ).toBeNull();
  });

  test('the same arguments give the same answer, and are left as they were', () => {
    expect(
      wrongJourney(({ input, opened, steps }) => [
        ...[openFinding(frozen(input))].filter((again) => !isDeepStrictEqual(again, opened)),
        ...steps.filter(
          ({ before, event, answer: given }) =>
            !isDeepStrictEqual(answer(frozen(before), frozen(event)), given),
        ),
      ]),
    ).toBeNull();
  });

  test('what is to be stored comes back from JSON as it went', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey).filter(
          (step) => !isDeepStrictEqual(JSON.parse(JSON.stringify(step)), step),
        ),
      ),
    ).toBeNull();
  });

  test('effects have the shapes the engine knows', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey)
          .flatMap(({ effects }) => effects)
          .filter((effect) => !effectSchema.safeParse(effect).success),
      ),
    ).toBeNull();
  });

  test('a refusal lists what is allowed, and what is taken was allowed', () => {
    expect(
      wrongJourney(({ steps }) =>
        steps.filter(({ before, event, answer: given }) => {
          const allowed = allowedCommands(findingMachineVersion, before);
          if (given.kind === 'refused') return !isDeepStrictEqual(given.allowed, allowed);
          return !isTime(event) && allowed.every((type) => type !== event.type);
        }),
      ),
    ).toBeNull();
  });

  test('what is allowed can be done by somebody', () => {
    expect(
      wrongJourney(({ opened, steps }) => {
        const last = steps.at(-1)?.before ?? opened.snapshot;
        const possible = new Set(
          byVisitor(last)
            .filter((event) => answer(last, event).kind === 'accepted')
            .map(({ type }) => type),
        );
        return allowedCommands(findingMachineVersion, last).filter((type) => !possible.has(type));
      }),
    ).toBeNull();
  });

  test('a system or an import checks nothing and strikes nothing off', () => {
    expect(
      wrongJourney(({ steps }) =>
        steps
          .filter(({ event }) => checking.has(event.type))
          .flatMap(({ before, event }) =>
            [policyRule, oldLedger].map((by) => answer(before, { ...event, by })),
          )
          .filter(({ kind }) => kind === 'accepted'),
      ),
    ).toBeNull();
  });
});

const checking = new Set<FindingEventType>([
  'UPHOLD_CONTEST',
  'DISMISS_CONTEST',
  'APPROVE_PLAN',
  'RETURN_PLAN',
  'APPROVE',
  'RETURN',
  'DISMISS_OBJECTION',
  'CLOSE',
  'WITHDRAW',
  'TRANSFER',
  'MERGE',
  'ACCEPT_RISK',
  'PASS_RECHECK',
  'REOPEN',
  'EXTEND',
  'RECLASSIFY',
]);

function isTime({ type }: Given): boolean {
  return type === 'CLOCK_DUE' || type === 'CLOCK_MOVED';
}

/** Everything plausible, done by somebody who has had no part in it so far. */
function byVisitor(snapshot: FindingSnapshot): readonly Given[] {
  const by = { kind: 'person', id: 'a visitor', unit: null } as const;
  const objection = { ...sample('OBJECT'), objectionId: 'never seen' } as Given;
  // Whoever was nudged today may be tomorrow.
  const nudge = { type: 'NUDGE', to: ['verifier'], at: Number.MAX_SAFE_INTEGER } as Given;
  return [...plausibleEvents(snapshot), objection, nudge].map((event) =>
    Object.assign({}, event, { by }),
  );
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
