/** A notice on its way to one person, by itself or with others, from planned to an outcome that is never guessed. */
import { setup, transition, type StateValueFrom } from 'xstate';

/** How often a hand-over that the mail server put off is tried before it counts as failed. */
export const noticeAttemptsMax = 8;

/** How many workers it may lose one after another before anything is handed over: then somebody has to look. */
export const noticeLapsesMax = 5;

export interface NoticeContext {
  /** Hand-overs begun so far. */
  readonly attempts: number;
  /** Grows with each claim. A worker that comes back with an older one has lost the notice. */
  readonly fence: number;
  /** Claims one after another whose worker was gone before it handed anything over. */
  readonly lapses: number;
}

export type NoticeEvent =
  /** A worker takes it, alone, for the length of its lease. */
  | { readonly type: 'CLAIM' }
  /** The worker is about to talk to the mail server: from here on, silence means unknown. */
  | { readonly type: 'HAND_OVER'; readonly fence: number }
  /** The server took it. */
  | { readonly type: 'DELIVER'; readonly fence: number }
  /** The server put it off, or could not be reached before anything was said. */
  | { readonly type: 'DEFER'; readonly fence: number }
  /** We did not ask: the channel rests, or has sent enough for now. That is no attempt. */
  | { readonly type: 'HOLD_BACK'; readonly fence: number }
  /** The server refused it for good. */
  | { readonly type: 'REFUSE'; readonly fence: number }
  /** The connection broke at a point where the mail may or may not have been taken. */
  | { readonly type: 'LOSE_TRACK'; readonly fence: number }
  /** The lease ran out: the worker is gone. */
  | { readonly type: 'LAPSE' }
  /** It was taken, or may have been, and has come back: whoever took it could not deliver it. */
  | { readonly type: 'BOUNCE' }
  /** What it would say is no longer true (the finding was closed meanwhile). */
  | { readonly type: 'SUPPRESS' }
  /** Somebody decided to send it again after all. */
  | { readonly type: 'RESEND' }
  /** Somebody has learnt that it did arrive. */
  | { readonly type: 'CONFIRM' };

const noticeGuards = {
  fenceHolds: ({ fence }: NoticeContext, event: NoticeEvent) =>
    'fence' in event && event.fence === fence,
  attemptsLeft: ({ attempts }: NoticeContext) => attempts < noticeAttemptsMax,
  attemptsUsedUp: ({ attempts }: NoticeContext) => attempts >= noticeAttemptsMax,
  lapsesLeft: ({ lapses }: NoticeContext) => lapses + 1 < noticeLapsesMax,
  lapsesUsedUp: ({ lapses }: NoticeContext) => lapses + 1 >= noticeLapsesMax,
};
export type NoticeGuardName = keyof typeof noticeGuards;

const base = setup({
  types: { context: {} as NoticeContext, events: {} as NoticeEvent },
  guards: {
    all: ({ context, event }, params: { of: readonly NoticeGuardName[] }) =>
      params.of.every((name) => noticeGuards[name](context, event)),
  },
});

const claim = base.assign({ fence: ({ context }) => context.fence + 1 });
const begin = base.assign({ attempts: ({ context }) => context.attempts + 1, lapses: 0 });
const lapse = base.assign({ lapses: ({ context }) => context.lapses + 1 });
const beginAnew = base.assign({ lapses: 0 });
const takeBack = base.assign({ attempts: ({ context }) => context.attempts - 1 });
const when = (...of: readonly NoticeGuardName[]) =>
  ({ guard: { type: 'all', params: { of } } }) as const;
const held = <Target extends string>(target: Target, ...besides: readonly NoticeGuardName[]) =>
  ({ target, ...when('fenceHolds', ...besides) }) as const;

export const noticeMachine = base.createMachine({
  id: 'notice',
  context: { attempts: 0, fence: 0, lapses: 0 },
  initial: 'planned',
  states: {
    planned: { on: { CLAIM: { target: 'claimed', actions: claim }, SUPPRESS: 'suppressed' } },
    claimed: {
      on: {
        HAND_OVER: { ...held('handingOver'), actions: begin },
        // There is nobody it could be handed over to, e.g. no address.
        REFUSE: held('failed'),
        // Nothing was said to any server yet, so trying again cannot send it twice. But what takes
        // every worker with it goes round for ever.
        LAPSE: [
          { target: 'planned', ...when('lapsesLeft'), actions: lapse },
          { target: 'failed', ...when('lapsesUsedUp'), actions: lapse },
        ],
        SUPPRESS: 'suppressed',
      },
    },
    handingOver: {
      on: {
        DELIVER: held('sent'),
        REFUSE: held('failed'),
        LOSE_TRACK: held('unknown'),
        HOLD_BACK: { ...held('planned'), actions: takeBack },
        LAPSE: 'unknown',
        DEFER: [held('planned', 'attemptsLeft'), held('failed', 'attemptsUsedUp')],
      },
    },
    sent: { on: { BOUNCE: 'failed' } },
    failed: { on: { RESEND: { target: 'planned', actions: beginAnew } } },
    unknown: {
      on: {
        RESEND: { target: 'planned', actions: beginAnew },
        CONFIRM: 'sent',
        BOUNCE: 'failed',
      },
    },
    suppressed: {},
  },
});

export type NoticeState = StateValueFrom<typeof noticeMachine>;

export interface StoredNotice {
  readonly state: NoticeState;
  readonly attempts: number;
  readonly fence: number;
  readonly lapses: number;
}

/** The notice after the event, or null when it cannot take it: the worker has lost it, or is late. */
export function stepNotice(stored: StoredNotice, event: NoticeEvent): StoredNotice | null {
  const { state, ...context } = stored;
  const before = noticeMachine.resolveState({ value: state, context });
  if (!before.can(event)) return null;
  const [after] = transition(noticeMachine, before, event);
  return { state: after.value, ...after.context };
}
