/** What could be wrong with the product, each built in on purpose: the simulation has to find it. */
import type { Ledger } from '../../src/engine/ports.ts';
import type { Queues } from '../../workers/queues.ts';
import type { DispatchBook } from '../../src/store/dispatch-book.ts';
import type { Defects, World } from './world.ts';

const never = 10 * 365 * 86_400_000;

/** Writes are made on whatever version there is, in the place after its last event. */
function withoutVersionGuard(ledger: Ledger, { db }: World): Ledger {
  return {
    ...ledger,
    save: (write) => {
      const version = db.findings.get(write.findingId)?.row.version ?? write.expectedVersion;
      const event = { ...write.event, seq: version + 1 };
      return ledger.save({ ...write, expectedVersion: version, event });
    },
  };
}

function withoutMemory(ledger: Ledger): Ledger {
  return {
    ...ledger,
    recall: async () => null,
    load: async (id) => ledger.load(id, null),
    save: (write) => ledger.save({ ...write, remember: null }),
    open: (opening) => ledger.open({ ...opening, remember: null }),
  };
}

/** Whoever died with a clock keeps it. */
function withEndlessLeases(ledger: Ledger): Ledger {
  return { ...ledger, takeDueClocks: (now, limit) => ledger.takeDueClocks(now, limit, never) };
}

/** Only what is written of the clocks gets lost, now and then. */
function forgettingClocks(ledger: Ledger, { random }: World): Ledger {
  return {
    ...ledger,
    save: (write) => ledger.save(random.chance(0.02) ? { ...write, clocks: [] } : write),
  };
}

/** What may have been sent is sent again. */
function resendingUnknown(dispatches: DispatchBook, { db }: World): DispatchBook {
  return {
    ...dispatches,
    async endLapsedLeases(at) {
      const ended = await dispatches.endLapsedLeases(at);
      for (const { id, state, attempts, fence, lapses } of db.dispatches.values()) {
        if (state !== 'unknown') continue;
        await dispatches.move({ id, held: { state, attempts, fence, lapses } }, { type: 'RESEND' });
      }
      return ended;
    },
  };
}

/** Whoever asks for a notice gets it, and may hand it over. */
function lettingEverybodyIn(dispatches: DispatchBook, { db }: World): DispatchBook {
  return {
    ...dispatches,
    async move(dispatch, event, recorded) {
      const moved = await dispatches.move(dispatch, event, recorded);
      if (moved !== null || event.type !== 'HAND_OVER') return moved;
      const {
        state = 'planned',
        attempts = 0,
        fence = 0,
        lapses = 0,
      } = db.dispatches.get(dispatch.id) ?? {};
      return { id: dispatch.id, held: { state, attempts, fence, lapses } };
    },
  };
}

/** What is claimed is sent, whether or not it still holds. */
function reminding(dispatches: DispatchBook, { db }: World): DispatchBook {
  db.everythingHolds = true;
  return dispatches;
}

/** As long as a notice has not been claimed, it is always the same call. */
function callingByOneName(queues: Queues): Queues {
  return {
    ...queues,
    hint: (queue, hints) =>
      queues.hint(
        queue,
        hints.flatMap((hint) => {
          const { dispatchIds } = hint.data;
          return (
            dispatchIds?.map((id) => ({ id: `dispatch-${id}`, data: { dispatchIds: [id] } })) ?? [
              hint,
            ]
          );
        }),
      ),
  };
}

/** Each notice is told of once; a queue that has lost it is not told again. */
function tellingOnce(dispatches: DispatchBook): DispatchBook {
  return {
    ...dispatches,
    takeHints: (options) => dispatches.takeHints({ ...options, rehintMs: never }),
  };
}

/** By name, with the rule that is broken by it. */
export const defects: readonly (readonly [
  what: string,
  rules: readonly string[],
  defects: Defects,
])[] = [
  [
    'a ledger that does not mind the version',
    ['chain-is-whole', 'nothing-throws'],
    { ledger: withoutVersionGuard },
  ],
  [
    'a ledger that does not remember what it has answered',
    ['one-effect-per-key', 'one-answer-per-key'],
    { ledger: withoutMemory },
  ],
  [
    'a ledger that never gives a clock back',
    ['fired-in-time', 'nothing-due-is-left'],
    { ledger: withEndlessLeases },
  ],
  [
    'a ledger that now and then loses what became of the clocks',
    ['clocks-are-those-of-the-state', 'each-rung-once'],
    { ledger: forgettingClocks },
  ],
  [
    'a worker that sends again what may have been sent',
    ['settled-stays-settled', 'one-mail-per-dispatch'],
    { dispatches: resendingUnknown },
  ],
  [
    'a notice that two workers may hand over',
    ['one-mail-per-dispatch', 'mailed-while-held'],
    { dispatches: lettingEverybodyIn },
  ],
  [
    'a worker that reminds of what is done',
    ['no-reminder-of-an-ended-clock'],
    { dispatches: reminding },
  ],
  ['a relay that tells the queue once', ['nothing-owed-is-left'], { dispatches: tellingOnce }],
  [
    'a relay that calls for a notice by one name for ever',
    ['nothing-owed-is-left'],
    { queues: callingByOneName },
  ],
  [
    'a channel that sends twice',
    ['one-mail-per-dispatch', 'taken-is-not-sent-again'],
    {
      channel: (channel) => ({
        ...channel,
        handOver: async (message) => {
          await channel.handOver(message);
          return channel.handOver(message);
        },
      }),
    },
  ],
  [
    'a channel that takes silence for success',
    ['sent-was-taken'],
    {
      channel: (channel) => ({
        ...channel,
        handOver: async (message) => {
          const answer = await channel.handOver(message);
          return answer.outcome === 'unknown' ? { outcome: 'sent' } : answer;
        },
      }),
    },
  ],
  [
    'a channel that takes silence for a refusal',
    ['taken-is-not-sent-again'],
    {
      channel: (channel) => ({
        ...channel,
        handOver: async (message) => {
          const answer = await channel.handOver(message);
          return answer.outcome === 'unknown' ? { outcome: 'deferred', code: 'silent' } : answer;
        },
      }),
    },
  ],
  [
    'an engine that goes by its own machine’s clock',
    ['not-before-its-time', 'history-runs-with-time'],
    { clock: ({ skewMs }) => ({ now: (databaseNow) => databaseNow + skewMs }) },
  ],
];
