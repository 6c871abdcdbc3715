/** What holds on any journey whatever, sense or nonsense. A failure prints its seed and the shortest journey to it. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectSchema } from '../../../machines/effects.ts';
import { findingEventSchema, type FindingEventType } from '../../../machines/events.ts';
import { findingInputSchema, type Given } from '../../../machines/finding-context.ts';
import { findingMachineVersion } from '../../../machines/finding.ts';
import type { Gates } from '../../../machines/gates.ts';
import {
  allowedCommands,
  openFinding,
  standingOf,
  type FindingSnapshot,
} from '../../../machines/step.ts';
import { slotSchema, verificationMethodSchema } from '../../../machines/words.ts';
import { anyEvent } from './any-event.ts';
import { anyInput } from './any-input.ts';
import { wantingAtClosing } from './closing-conditions.ts';
import { accepted, settings, taken, wrongJourney, type Taken } from './journeys.ts';
import { plausibleEvents } from './plausible-events.ts';
import { modelMoves, type Place } from './reference-model.ts';
import { anInput, linkedTypes, oldLedger, policyRule, sample } from './school-case.ts';
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
    const rectified = { oldRules: 0, newRules: 0 };
    const seldom = { closedWithWorkUndone: 0, acceptedNoLonger: 0, measuredAtCloseOut: 0 };
    expect(
      wrongJourney((journey) => {
        for (const { before, event, snapshot } of taken(journey)) {
          seen.add(standingOf(snapshot).stage);
          for (const [name, isMet] of Object.entries(metSeldom)) {
            if (isMet({ before, event, snapshot })) seldom[name as keyof typeof metSeldom] += 1;
          }
          if (event.type === 'CLOSE') {
            rectified[isOld(snapshot.context.gates) ? 'oldRules' : 'newRules'] += 1;
          }
        }
        return [];
      }),
    ).toBeNull();
    expect([...seen].toSorted()).toEqual(stages.toSorted());
    expect(Math.min(...Object.values(rectified))).toBeGreaterThan(settings.numRuns / 100);
    expect(Math.min(...Object.values(seldom))).toBeGreaterThan(0);
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
          return !isTold(event) && allowed.every((type) => type !== event.type);
        }),
      ),
    ).toBeNull();
  });

  test('what is allowed can be done by somebody', () => {
    expect(
      wrongJourney(({ opened, steps }) => {
        const last = steps.at(-1)?.before ?? opened.snapshot;
        const { promises, gates } = last.context;
        const allowed = allowedCommands(findingMachineVersion, last).filter(
          // Whoever has promised may promise again once the ladder has gone on.
          (type) => type !== 'ACKNOWLEDGE' || (promises === undefined && gates.promises?.max !== 0),
        );
        const events = byVisitor(last);
        return allowed.filter(
          (type) =>
            !events.some((event) => event.type === type && answer(last, event).kind === 'accepted'),
        );
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
  'SPOT_CHECK',
  'WAIVE_SEPARATION',
  'ATTEST_PLAN',
  'ATTEST_RESULT',
  'DECIDE_DISCLOSURE',
  'PASS_RECHECK',
  'RECORD_RECHECK',
  'ORDER_RECHECK',
  'REOPEN',
  'REQUEST_EXTENSION',
  'REFUSE_EXTENSION',
  'ACKNOWLEDGE',
  'DECIDE_PROPOSAL',
  'REFER',
  'COME_BACK',
  'LINK_RECURRENCE',
  'EXTEND',
  'RECLASSIFY',
  'MIGRATE',
]);

type Met = Pick<Taken, 'before' | 'event' | 'snapshot'>;
const metSeldom = {
  closedWithWorkUndone: ({ event, snapshot }: Met) =>
    event.type === 'CLOSE' &&
    snapshot.context.measures.some(({ state }) => state === 'agreed' || state === 'inProgress'),
  acceptedNoLonger: ({ before, event, snapshot }: Met) =>
    event.type === 'CLOCK_DUE' && snapshot.context.cycle > before.context.cycle,
  measuredAtCloseOut: ({ before, event }: Met) =>
    event.type === 'OBSERVE' && standingOf(before).state === 'verified',
};

/** Asks of a finding what rule sets always asked, and no more. */
function isOld(gates: Gates): boolean {
  return Object.keys(gates).length === Object.keys(anInput().gates).length;
}

/** Nobody's command: time, word of other findings, and other rules, which are given to many at once. */
function isTold({ type }: Given): boolean {
  return ['CLOCK_DUE', 'CLOCK_MOVED', 'MIGRATE'].includes(type) || linkedTypes.has(type);
}

/** Everything plausible, done by somebody who has had no part in it so far. */
function byVisitor(snapshot: FindingSnapshot): readonly Given[] {
  const by = { kind: 'person', id: 'a visitor', unit: null } as const;
  const objection = { ...sample('OBJECT'), objectionId: 'never seen' } as Given;
  // Whoever was nudged today may be tomorrow.
  const nudge = { type: 'NUDGE', to: ['verifier'], at: Number.MAX_SAFE_INTEGER } as Given;
  // Whoever may do it holds the post for it, on a day that suits, and by every means.
  const posts = [slotSchema.options, slotSchema.options.filter((slot) => slot !== 'actionOwner')];
  const suits = {
    methods: verificationMethodSchema.options,
    today: '2024-02-29',
    lastDay: '2999-12-31',
    override: true,
  };
  const link = { ...sample('LINK_RECURRENCE'), closedBefore: undefined } as unknown as Given;
  return [...plausibleEvents(snapshot), objection, nudge, link].flatMap((event) =>
    posts.map((holds) => Object.assign({}, event, suits, { by, holds })),
  );
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
