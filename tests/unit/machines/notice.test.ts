/** One notice: claimed under a fence, handed over at most once by guesswork-free rules. */
import * as fc from 'fast-check';
import { getShortestPaths } from 'xstate/graph';
import { describe, expect, test } from 'vitest';
import {
  noticeAttemptsMax,
  noticeLapsesMax,
  noticeMachine,
  stepNotice,
  type NoticeEvent,
  type NoticeState,
  type StoredNotice,
} from '../../../machines/notice.ts';

const planned: StoredNotice = { state: 'planned', attempts: 0, fence: 0, lapses: 0 };
const at = (state: NoticeState, attempts = 1, fence = 1): StoredNotice => ({
  state,
  attempts,
  fence,
  lapses: 0,
});

const eventsWith = (fence: number): readonly NoticeEvent[] => [
  { type: 'CLAIM' },
  { type: 'HAND_OVER', fence },
  { type: 'DELIVER', fence },
  { type: 'DEFER', fence },
  { type: 'REFUSE', fence },
  { type: 'LOSE_TRACK', fence },
  { type: 'HOLD_BACK', fence },
  { type: 'LAPSE' },
  { type: 'SUPPRESS' },
  { type: 'RESEND' },
  { type: 'CONFIRM' },
  { type: 'BOUNCE' },
];
type To = Partial<Record<NoticeEvent['type'], NoticeState>>;
/** With the fence of the claim, and attempts left. */
const table: Readonly<Record<NoticeState, To>> = {
  planned: { CLAIM: 'claimed', SUPPRESS: 'suppressed' },
  claimed: {
    HAND_OVER: 'handingOver',
    REFUSE: 'failed',
    LAPSE: 'planned',
    SUPPRESS: 'suppressed',
  },
  handingOver: {
    DELIVER: 'sent',
    DEFER: 'planned',
    REFUSE: 'failed',
    LOSE_TRACK: 'unknown',
    HOLD_BACK: 'planned',
    LAPSE: 'unknown',
  },
  sent: { BOUNCE: 'failed' },
  failed: { RESEND: 'planned' },
  unknown: { RESEND: 'planned', CONFIRM: 'sent', BOUNCE: 'failed' },
  suppressed: {},
};
const states = Object.keys(table) as NoticeState[];

function follow(...events: readonly NoticeEvent[]): StoredNotice | null {
  return events.reduce<StoredNotice | null>(
    (notice, event) => (notice === null ? null : stepNotice(notice, event)),
    planned,
  );
}

describe('a notice', () => {
  const steps = states.flatMap((state) =>
    eventsWith(1).map((event) => ({ state, event, to: table[state][event.type] ?? null })),
  );
  test.each(steps)('that is $state answers $event.type with $to', ({ state, event, to }) => {
    expect(stepNotice(at(state), event)?.state ?? null).toBe(to);
  });

  test('reaches every one of its states', () => {
    const reached = getShortestPaths(noticeMachine, {
      events: eventsWith(1),
      limit: 2_000,
      stopWhen: ({ context }) => context.fence > 1,
    }).map(({ state }) => state.value);
    expect(new Set(reached)).toEqual(new Set(states));
  });

  test('counts each claim and each hand-over begun', () => {
    const claimed = follow({ type: 'CLAIM' });
    expect(claimed).toEqual({ state: 'claimed', attempts: 0, fence: 1, lapses: 0 });
    expect(follow({ type: 'CLAIM' }, { type: 'HAND_OVER', fence: 1 })).toEqual({
      state: 'handingOver',
      attempts: 1,
      fence: 1,
      lapses: 0,
    });
  });

  const fenced = [
    { state: 'claimed', type: 'HAND_OVER' },
    { state: 'claimed', type: 'REFUSE' },
    { state: 'handingOver', type: 'DELIVER' },
    { state: 'handingOver', type: 'DEFER' },
    { state: 'handingOver', type: 'REFUSE' },
    { state: 'handingOver', type: 'LOSE_TRACK' },
    { state: 'handingOver', type: 'HOLD_BACK' },
  ] as const;
  test.each(fenced)(
    'that is $state is lost to a worker whose $type comes with an old fence',
    ({ state, type }) => {
      expect(stepNotice(at(state, 1, 2), { type, fence: 1 })).toBeNull();
      expect(stepNotice(at(state, 1, 2), { type, fence: 2 })).not.toBeNull();
    },
  );

  test('with nobody to hand it to fails without an attempt', () => {
    expect(follow({ type: 'CLAIM' }, { type: 'REFUSE', fence: 1 })).toEqual({
      state: 'failed',
      attempts: 0,
      fence: 1,
      lapses: 0,
    });
  });

  test('put off goes back in line until its attempts are used up, then counts as failed', () => {
    const defer = { type: 'DEFER', fence: 1 } as const;
    expect(stepNotice(at('handingOver', noticeAttemptsMax - 1), defer)?.state).toBe('planned');
    expect(stepNotice(at('handingOver', noticeAttemptsMax), defer)?.state).toBe('failed');
  });

  test('held back, because nobody was asked, has not been tried: however often, its attempts are left', () => {
    const hold = { type: 'HOLD_BACK', fence: 1 } as const;
    expect(stepNotice(at('handingOver', 1), hold)).toEqual(at('planned', 0));
    expect(stepNotice(at('handingOver', noticeAttemptsMax), hold)).toEqual(
      at('planned', noticeAttemptsMax - 1),
    );
  });

  test('whose worker vanished before a word was said is simply tried again', () => {
    const lapsed = follow({ type: 'CLAIM' }, { type: 'LAPSE' }, { type: 'CLAIM' });
    expect(lapsed).toEqual({ state: 'claimed', attempts: 0, fence: 2, lapses: 1 });
  });

  test('that costs every worker that claims it has failed in the end, and is forgiven what it gets over', () => {
    const [claim, lapse] = [{ type: 'CLAIM' }, { type: 'LAPSE' }] as const;
    const rounds = (count: number) => Array.from({ length: count }, () => [claim, lapse]).flat();
    expect(follow(...rounds(noticeLapsesMax - 1))).toMatchObject({ state: 'planned', lapses: 4 });
    expect(follow(...rounds(noticeLapsesMax))).toMatchObject({ state: 'failed', attempts: 0 });
    const resent = follow(...rounds(noticeLapsesMax), { type: 'RESEND' });
    expect(resent).toMatchObject({ state: 'planned', lapses: 0 });
    const fence = noticeLapsesMax;
    const over = follow(...rounds(noticeLapsesMax - 1), claim, { type: 'HAND_OVER', fence });
    expect(over).toMatchObject({ state: 'handingOver', lapses: 0 });
  });

  test('whose worker vanished in the middle waits for somebody to decide', () => {
    const lost = follow({ type: 'CLAIM' }, { type: 'HAND_OVER', fence: 1 }, { type: 'LAPSE' });
    expect(lost?.state).toBe('unknown');
    const moves = eventsWith(1).filter((event) => lost !== null && stepNotice(lost, event));
    expect(moves).toEqual([{ type: 'RESEND' }, { type: 'CONFIRM' }, { type: 'BOUNCE' }]);
  });

  test('under any events is handed over once between decisions to send, and its fence only grows', () => {
    const anyEvent = fc.nat({ max: 4 }).chain((fence) => fc.constantFrom(...eventsWith(fence)));
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let notice = planned;
        let deliveries = 0;
        for (const event of events) {
          const next = stepNotice(notice, event);
          if (next === null) continue;
          expect(next.fence).toBeGreaterThanOrEqual(notice.fence);
          const begun = event.type === 'HOLD_BACK' ? notice.attempts - 1 : notice.attempts;
          expect(next.attempts).toBeGreaterThanOrEqual(begun);
          expect(next.attempts).toBeGreaterThanOrEqual(0);
          if (next.state === 'sent') deliveries += 1;
          notice = next;
        }
        expect(deliveries).toBeLessThanOrEqual(1);
        expect(notice.attempts).toBeLessThanOrEqual(notice.fence);
      }),
    );
  });
});
