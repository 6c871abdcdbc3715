import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { noticeAttemptsMax } from '../../../machines/notice.ts';
import type { Channel, HandOver, Message } from '../../../src/channels/channel.ts';
import { createSmtpChannel } from '../../../src/channels/smtp.ts';
import type { DispatchBook } from '../../../src/store/dispatch-book.ts';
import { deliver, type DeliveryPorts } from '../../../workers/deliver.ts';
import { bookOfEachAlone } from '../../support/each-alone.ts';
import { forEachTest } from '../engine/case-hooks.ts';
import { fireAt, opened, openCase, plan, shanghai, start } from '../engine/engine-case.ts';

const minuteMs = 60_000;

/** A channel that keeps what it is handed, and answers as it is told. */
interface Recording extends Channel {
  readonly messages: Message[];
}

function recording(answer: (message: Message) => HandOver | Promise<HandOver>): Recording {
  const messages: Message[] = [];
  return {
    name: 'recording',
    messages,
    async handOver(message) {
      messages.push(message);
      return answer(message);
    },
    close: async () => undefined,
  };
}

const engineCase = forEachTest(openCase);
let dispatches: DispatchBook;
/** That of the reminder T-20 of the plan clock, owed to 何文斌. */
let dispatchId: string;

beforeEach(async () => {
  dispatches = bookOfEachAlone(engineCase.database.store);
  await opened(engineCase.engine);
  await fireAt(engineCase, shanghai('2024-03-11T09:00'));
  const { rows } = await engineCase.database.store.query<{ id: string }>(
    'select id from notice where clock_no = 1',
  );
  dispatchId = rows[0]?.id ?? '';
});

function ports(channel: Channel, given: Partial<DeliveryPorts> = {}): DeliveryPorts {
  return {
    dispatches,
    channelOf: () => channel,
    now: () => engineCase.engine.now(),
    zone: 'Asia/Shanghai',
    leaseMs: minuteMs,
    fromAddress: 'rectiflow@school.example',
    ...given,
  };
}

async function row() {
  const { rows } = await engineCase.database.store.query<{
    state: string;
    outcome: string | null;
    attempts: number;
    fence: number;
    message_id: string | null;
    settled_at: Date | null;
    ready_in: number;
  }>(
    `select state, outcome, attempts, fence, message_id, settled_at,
       extract(epoch from ready_at - now())::float8 * 1000 as ready_in
     from dispatch where id = $1`,
    [dispatchId],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('the dispatch is gone');
  return found;
}

/** Lets the lease run out, and somebody else claim the notice. */
async function loseIt(): Promise<void> {
  await engineCase.database.store.query(
    `update dispatch set lease_until = now() - interval '1 second' where id = $1`,
    [dispatchId],
  );
  await dispatches.endLapsedLeases(start);
  await dispatches.claim(dispatchId, minuteMs, start);
}

const sent = recordingAnswer({ outcome: 'sent' });
function recordingAnswer(handOver: HandOver) {
  return () => recording(() => handOver);
}

describe('a notice that is delivered', () => {
  test('is handed over once, to whom it is owed, in words about its finding', async () => {
    const channel = sent();
    expect(await deliver(ports(channel), dispatchId)).toBe('sent');
    expect(channel.messages).toHaveLength(1);
    const [message] = channel.messages;
    expect(message).toMatchObject({
      dispatchId,
      messageId: `<${dispatchId}@rectiflow.school.example>`,
      to: { name: '何文斌', address: 'he@school.example' },
    });
    expect(message?.subject).toContain('XC-2024-00-001');
    for (const part of [message?.text, message?.html]) {
      expect(part).toContain('采购管理不规范');
      expect(part).toContain('2024');
    }
  });

  test('names its finding, and how a group robot calls the person over that very channel', async () => {
    const { directory, database } = engineCase;
    const person = { id: 'he', name: '何文斌', unit: 'school', email: null };
    const userIds = { mail: 'he.wenbin', group: 'somebody-else' };
    await directory.put({ people: [{ ...person, mobile: '+8613800000000', userIds }] });
    const channel = sent();
    expect(await deliver(ports(channel), dispatchId)).toBe('sent');
    expect(channel.messages).toMatchObject([
      {
        findingNumber: 'XC-2024-00-001',
        mention: { userId: 'he.wenbin', mobile: '+8613800000000' },
      },
    ]);
    const { rows } = await database.store.query('select channel from dispatch where id = $1', [
      dispatchId,
    ]);
    expect(rows).toEqual([{ channel: 'mail' }]);
  });

  test('calls nobody by what the directory does not know', async () => {
    const channel = sent();
    await deliver(ports(channel), dispatchId);
    expect(channel.messages.map(({ mention }) => mention)).toEqual([{}]);
  });

  test('is recorded as sent, at the engine’s time', async () => {
    await deliver(ports(sent()), dispatchId);
    expect(await row()).toMatchObject({
      state: 'sent',
      outcome: null,
      attempts: 1,
      fence: 1,
      message_id: `<${dispatchId}@rectiflow.school.example>`,
      settled_at: new Date(shanghai('2024-03-11T09:00')),
    });
  });

  test('is not delivered again, however often it is called for', async () => {
    const channel = sent();
    await deliver(ports(channel), dispatchId);
    expect(await deliver(ports(channel), dispatchId)).toBe('notToBeHad');
    expect(channel.messages).toHaveLength(1);
  });

  test('is delivered by one, when many are called at once', async () => {
    const channel = sent();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => deliver(ports(channel), dispatchId)),
    );
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['sent', 'notToBeHad']));
    expect(channel.messages).toHaveLength(1);
  });

  test('is on record as being handed over before the channel hears of it', async () => {
    const seen: string[] = [];
    const channel = recording(async () => {
      seen.push((await row()).state);
      return { outcome: 'sent' };
    });
    await deliver(ports(channel), dispatchId);
    expect(seen).toEqual(['handingOver']);
  });
});

describe('a hand-over that did not go well', () => {
  test('refused for good has failed, and says why', async () => {
    const channel = recording(() => ({ outcome: 'refused', code: 'smtp_550' }));
    expect(await deliver(ports(channel), dispatchId)).toBe('refused');
    expect(await row()).toMatchObject({ state: 'failed', outcome: 'smtp_550' });
    expect((await row()).settled_at).not.toBeNull();
  });

  test('of which nobody knows what became is unknown, and not tried again by itself', async () => {
    const channel = recording(() => ({ outcome: 'unknown', code: 'connection_lost' }));
    expect(await deliver(ports(channel), dispatchId)).toBe('unknown');
    expect(await row()).toMatchObject({ state: 'unknown', outcome: 'connection_lost' });
    expect(await deliver(ports(channel), dispatchId)).toBe('notToBeHad');
    expect(channel.messages).toHaveLength(1);
  });

  test.each<[string, Partial<HandOver>, number]>([
    ['waits as long as the other side asks', { retryAfterMs: 5 * minuteMs }, 5 * minuteMs],
    ['to the whole millisecond', { retryAfterMs: 1_500.25 }, 1_501],
    ['waits two minutes at first', {}, 2 * minuteMs],
  ])('put off is planned again and %s', async (_how, given, waitMs) => {
    const handOver = { outcome: 'deferred', code: 'greylisted', ...given } as HandOver;
    expect(await deliver(ports(recordingAnswer(handOver)()), dispatchId)).toBe('deferred');
    const { ready_in, ...recorded } = await row();
    expect(recorded).toMatchObject({ state: 'planned', outcome: 'greylisted', attempts: 1 });
    expect(ready_in).toBeLessThanOrEqual(waitMs);
    expect(ready_in).toBeGreaterThan(waitMs / 2 - 1_000);
    // Nobody gets it before that.
    await engineCase.database.store.query(
      `update dispatch set ready_at = now() + interval '1 second' where id = $1`,
      [dispatchId],
    );
    expect(await deliver(ports(sent()), dispatchId)).toBe('notToBeHad');
  });

  test('put off again and again waits longer each time, half an hour at most, and fails in the end', async () => {
    const channel = recording(() => ({ outcome: 'deferred', code: 'busy' }));
    const waits: number[] = [];
    for (let attempt = 1; attempt <= noticeAttemptsMax; attempt += 1) {
      expect(await deliver(ports(channel), dispatchId)).toBe('deferred');
      const { ready_in } = await row();
      waits.push(Math.ceil(ready_in / minuteMs));
      await engineCase.database.store.query('update dispatch set ready_at = now() where id = $1', [
        dispatchId,
      ]);
    }
    expect(waits).toEqual([2, 4, 8, 16, 30, 30, 30, 30]);
    expect(await row()).toMatchObject({ state: 'failed', outcome: 'busy', attempts: 8 });
    expect(await deliver(ports(channel), dispatchId)).toBe('notToBeHad');
    const ids = channel.messages.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(1);
  });

  test('by a bug of the channel stays on record as being handed over, until its lease ends', async () => {
    const channel = recording(() => Promise.reject(new TypeError('a bug')));
    await expect(deliver(ports(channel), dispatchId)).rejects.toThrow('a bug');
    expect(await row()).toMatchObject({ state: 'handingOver' });
    await engineCase.database.store.query(
      `update dispatch set lease_until = now() - interval '1 second' where id = $1`,
      [dispatchId],
    );
    await dispatches.endLapsedLeases(start);
    expect(await row()).toMatchObject({ state: 'unknown', outcome: 'worker_lost' });
  });
});

describe('a notice that is not handed over', () => {
  test('because its clock has ended is suppressed: it would remind of nothing', async () => {
    const { rows } = await engineCase.database.store.query<{ finding_id: string }>(
      'select finding_id from notice where id = $1',
      [dispatchId],
    );
    await plan(engineCase, rows[0]?.finding_id ?? '');
    const channel = sent();
    expect(await deliver(ports(channel), dispatchId)).toBe('moot');
    expect(channel.messages).toEqual([]);
    expect(await row()).toMatchObject({ state: 'suppressed', outcome: 'clock_ended', attempts: 0 });
  });

  test('because nobody knows the address has failed, for the channel says so', async () => {
    await engineCase.database.store.query(`update person set email = null where id = 'he'`);
    const smtp = createSmtpChannel({
      url: 'smtp://127.0.0.1:1',
      from: { name: '', address: 'rectiflow@school.example' },
    });
    expect(await deliver(ports(smtp), dispatchId)).toBe('refused');
    expect(await row()).toMatchObject({ state: 'failed', outcome: 'no_address' });
  });

  test('because nobody set up its channel has failed, and was handed to no other', async () => {
    const channel = sent();
    const none = ports(channel, { channelOf: () => null });
    expect(await deliver(none, dispatchId)).toBe('refused');
    expect(channel.messages).toEqual([]);
    expect(await row()).toMatchObject({ state: 'failed', outcome: 'no_channel', attempts: 0 });
  });

  test('because the call is stale changes nothing', async () => {
    const channel = sent();
    expect(await deliver(ports(channel), randomUUID())).toBe('notToBeHad');
    await dispatches.claim(dispatchId, minuteMs, start);
    const before = await row();
    expect(await deliver(ports(channel), dispatchId)).toBe('notToBeHad');
    expect(channel.messages).toEqual([]);
    expect(await row()).toEqual({ ...before, ready_in: expect.any(Number) as unknown });
  });
});

describe('a worker that has lost its notice', () => {
  test('before the hand-over hands nothing over', async () => {
    const channel = sent();
    const slow: DispatchBook = {
      ...dispatches,
      async move(...args) {
        if (args[1].type === 'HAND_OVER') await loseIt();
        return dispatches.move(...args);
      },
    };
    expect(await deliver(ports(channel, { dispatches: slow }), dispatchId)).toBe('lost');
    expect(channel.messages).toEqual([]);
    expect(await row()).toMatchObject({ state: 'claimed', fence: 2 });
  });

  test.each<HandOver>([
    { outcome: 'sent' },
    { outcome: 'refused', code: 'x' },
    { outcome: 'unknown', code: 'x' },
    { outcome: 'deferred', code: 'x' },
  ])('during the hand-over cannot record $outcome: what is recorded stands', async (handOver) => {
    const channel = recording(async () => {
      await loseIt();
      return handOver;
    });
    expect(await deliver(ports(channel), dispatchId)).toBe('lost');
    expect(await row()).toMatchObject({ state: 'unknown', outcome: 'worker_lost', fence: 1 });
  });
});
