import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SendAnswer, SendCommand } from '../../../src/engine/answers.ts';
import type { Ledger } from '../../../src/engine/ports.ts';
import { attemptsMax, send, type SendPorts } from '../../../src/engine/send.ts';
import {
  accepted,
  claim,
  contents,
  dayMs,
  give,
  history,
  hourMs,
  inspector,
  noticesOf,
  opened,
  openCase,
  owner,
  start,
  type EngineCase,
} from './engine-case.ts';

let engineCase: EngineCase;

beforeAll(async () => {
  engineCase = await openCase();
});
afterAll(() => engineCase[Symbol.asyncDispose]());

const assign = { type: 'ASSIGN' } as const;

/** The same ports over a ledger of which one verb does something first. */
function withLedger(changed: (ledger: Ledger) => Partial<Ledger>): SendPorts {
  const { ports } = engineCase;
  return { ...ports, ledger: { ...ports.ledger, ...changed(ports.ledger) } };
}

/** Somebody else is first, the first `times` times. */
function outrun(id: string, times: number): SendPorts {
  let lost = 0;
  return withLedger((ledger) => ({
    async save(write) {
      if (lost < times) await give(engineCase.engine, id, inspector, assign);
      lost += 1;
      return ledger.save(write);
    },
  }));
}

/** The answer to a command that leaves no trace in the ledger. */
async function answerChangingNothing(command: SendCommand): Promise<SendAnswer> {
  const before = await contents(engineCase.database);
  const answer = await engineCase.engine.send(command);
  expect(await contents(engineCase.database)).toEqual(before);
  return answer;
}

describe('an accepted command', () => {
  test('is answered with where the finding stands now', async () => {
    const { id, number } = await opened(engineCase.engine);
    const answer = await engineCase.engine.send({ findingId: id, event: claim, by: owner });
    expect(answer).toEqual({
      kind: 'accepted',
      id,
      number,
      state: 'identified',
      stage: 'claimed',
      hold: 'running',
      version: 2,
    });
  });

  test('is one more event of the history, by whoever gave it, at the engine’s time', async () => {
    const { id } = await opened(engineCase.engine);
    const delegate = { kind: 'delegate', id: 'secretary', actingFor: 'he', unit: null } as const;
    await give(engineCase.engine, id, delegate, { type: 'CLAIM', responsibleUnit: ' 教务处 ' });
    const events = await history(engineCase, id);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(events[1]).toMatchObject({
      at: start,
      by: delegate,
      event: { type: 'CLAIM', responsibleUnit: '教务处' },
      prevHash: events[0]?.hash,
    });
  });

  test('is stored with its consequences: state, clocks and notices', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, { type: 'CONTEST', reason: '情况不属实' });
    const { finding, clocks } = await engineCase.ports.ledger.load(id, null);
    expect(finding).toMatchObject({
      version: 2,
      headHash: (await history(engineCase, id))[1]?.hash,
    });
    expect(clocks.map(({ kind, state }) => [kind, state])).toEqual([
      ['plan', 'held'],
      ['verify', 'running'],
    ]);
    expect((await noticesOf(engineCase, id)).map(({ seq, template }) => [seq, template])).toEqual([
      [1, 'feedback-received'],
      [1, 'feedback-received'],
      [2, 'contested'],
    ]);
  });

  test('a history never runs backwards, even where the clock does', async () => {
    const { id } = await opened(engineCase.engine);
    const early = { ...engineCase.ports, clock: { now: () => start - 5 * dayMs } };
    accepted(await send(early, { findingId: id, event: claim, by: owner }));
    expect((await history(engineCase, id)).map(({ at }) => at)).toEqual([start, start]);
  });

  test('on the database’s own clock, happens at the database’s time', async () => {
    const { id } = await opened(engineCase.engine);
    const databaseNow = Date.UTC(2031, 0, 1);
    const live = {
      ...withLedger((ledger) => ({
        load: async (...args) => ({ ...(await ledger.load(...args)), databaseNow }),
      })),
      clock: { now: (now: number) => now },
    };
    accepted(await send(live, { findingId: id, event: claim, by: owner }));
    expect((await history(engineCase, id))[1]?.at).toBe(databaseNow);
  });
});

describe('a refused command', () => {
  test('names the condition that failed and what is allowed, and changes nothing', async () => {
    const { id } = await opened(engineCase.engine);
    expect(
      await answerChangingNothing({ findingId: id, event: { type: 'SUBMIT' }, by: owner }),
    ).toEqual({
      kind: 'refused',
      code: 'event_refused',
      guard: 'stateAcceptsEvent',
      allowed: ['CLAIM', 'ASSIGN', 'CONTEST', 'WITHDRAW', 'TRANSFER', 'MERGE', 'PAUSE'],
      state: 'identified',
      stage: 'open',
      version: 1,
    });
  });

  test('about a finding that does not exist says so', async () => {
    expect(
      await answerChangingNothing({ findingId: randomUUID(), event: claim, by: owner }),
    ).toEqual({ kind: 'refused', code: 'finding_not_found' });
  });

  test.each<[string, object, string[]]>([
    ['an event nobody knows', { event: { type: 'ABOLISH' } }, ['event.type']],
    ['a reason left out', { event: { type: 'CONTEST' } }, ['event.reason']],
    ['a reason of blanks', { event: { type: 'CONTEST', reason: '  ' } }, ['event.reason']],
    ['a member nobody knows', { event: { type: 'CLAIM', force: true } }, ['event']],
    ['a clock firing by hand', { event: { type: 'CLOCK_DUE', clockNo: 1 } }, ['event.type']],
    ['an id that is none', { findingId: '7' }, ['findingId']],
    ['an actor of no kind', { by: { id: 'he' } }, ['by.kind']],
    ['nobody giving it', { by: undefined }, ['by']],
    ['a version that is none', { expectedVersion: 0 }, ['expectedVersion']],
    ['an empty key', { idempotencyKey: '' }, ['idempotencyKey']],
    ['a key without end', { idempotencyKey: 'k'.repeat(201) }, ['idempotencyKey']],
    [
      'several things wrong',
      { findingId: 7, event: { type: 'CONTEST', reason: 1 }, idempotencyKey: '' },
      ['findingId', 'event.reason', 'idempotencyKey'],
    ],
  ])('is told what is wrong with it, line by line: %s', async (_what, given, paths) => {
    const { id } = await opened(engineCase.engine);
    const command = { findingId: id, event: claim, by: owner, ...given } as SendCommand;
    const before = await contents(engineCase.database);
    const answer = await engineCase.engine.send(command);
    expect(answer).toMatchObject({ kind: 'refused', code: 'event_invalid' });
    const problems = 'problems' in answer ? answer.problems : [];
    expect(problems.map(({ path }) => path)).toEqual(paths);
    for (const { message } of problems) expect(message).not.toBe('');
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('a state that these rules cannot read is left alone', async () => {
    const { id } = await opened(engineCase.engine);
    const { store } = engineCase.database;
    await store.query('update finding set machine_version = 99 where id = $1', [id]);
    expect(await answerChangingNothing({ findingId: id, event: claim, by: owner })).toEqual({
      kind: 'refused',
      code: 'state_unreadable',
    });
    await store.query('update finding set machine_version = 1 where id = $1', [id]);
  });
});

describe('a command given for one version', () => {
  test('is taken when the finding is still at it', async () => {
    const { id } = await opened(engineCase.engine);
    const command = { findingId: id, event: claim, by: owner, expectedVersion: 1 };
    expect(await engineCase.engine.send(command)).toMatchObject({ kind: 'accepted', version: 2 });
  });

  test.each([1, 3, 99])('is a conflict when the finding is at 2 and not at %d', async (version) => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, claim);
    expect(
      await answerChangingNothing({
        findingId: id,
        event: assign,
        by: owner,
        expectedVersion: version,
      }),
    ).toEqual({ kind: 'conflict', code: 'version_conflict', currentVersion: 2 });
  });

  test('is a conflict when somebody comes first between reading and writing', async () => {
    const { id } = await opened(engineCase.engine);
    const ports = withLedger((ledger) => ({
      async save(write) {
        await give(engineCase.engine, id, owner, assign);
        return ledger.save(write);
      },
    }));
    const command = { findingId: id, event: claim, by: owner, expectedVersion: 1 };
    expect(await send(ports, command)).toEqual({
      kind: 'conflict',
      code: 'version_conflict',
      currentVersion: 2,
    });
    expect((await history(engineCase, id)).map(({ event }) => event.type)).toEqual([
      'OPENED',
      'ASSIGN',
    ]);
  });
});

describe('a command given for no version in particular', () => {
  test('is decided again, on what has come about meanwhile', async () => {
    const { id } = await opened(engineCase.engine);
    const answer = await send(outrun(id, 3), { findingId: id, event: claim, by: owner });
    expect(answer).toMatchObject({ kind: 'accepted', stage: 'claimed', version: 5 });
    expect((await history(engineCase, id)).map(({ event }) => event.type)).toEqual([
      'OPENED',
      'ASSIGN',
      'ASSIGN',
      'ASSIGN',
      'CLAIM',
    ]);
  });

  test('is refused where what has come about meanwhile forbids it', async () => {
    const { id } = await opened(engineCase.engine);
    let first = true;
    const ports = withLedger((ledger) => ({
      async save(write) {
        if (first) await give(engineCase.engine, id, owner, claim);
        first = false;
        return ledger.save(write);
      },
    }));
    expect(await send(ports, { findingId: id, event: claim, by: owner })).toMatchObject({
      kind: 'refused',
      code: 'event_refused',
      stage: 'claimed',
      version: 2,
    });
  });

  test('gives up after a few races, and says at which version', async () => {
    const { id } = await opened(engineCase.engine);
    const answer = await send(outrun(id, Infinity), { findingId: id, event: claim, by: owner });
    expect(answer).toEqual({
      kind: 'conflict',
      code: 'version_conflict',
      currentVersion: 1 + attemptsMax,
    });
  });

  test('of many at once, each accepted one is one event, and no version is taken twice', async () => {
    const { id } = await opened(engineCase.engine);
    const command = { findingId: id, event: assign, by: owner };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => engineCase.engine.send(command)),
    );
    const versions = answers.flatMap((each) => (each.kind === 'accepted' ? [each.version] : []));
    expect(new Set(versions).size).toBe(versions.length);
    expect(await history(engineCase, id)).toHaveLength(1 + versions.length);
  });
});

describe('a command under an idempotency key', () => {
  test('is carried out once and answered the same each time, whatever happened since', async () => {
    const { id } = await opened(engineCase.engine);
    const key = randomUUID();
    const command = { findingId: id, event: claim, by: owner, idempotencyKey: key };
    const first = await engineCase.engine.send(command);
    await give(engineCase.engine, id, owner, assign);
    expect(first).toMatchObject({ kind: 'accepted', version: 2 });
    expect(await answerChangingNothing(command)).toEqual(first);
  });

  test('written in another way it is the same command', async () => {
    const { id } = await opened(engineCase.engine);
    const key = randomUUID();
    const event = { type: 'CONTEST', reason: '情况不属实' } as const;
    const command = { findingId: id, event, by: owner, idempotencyKey: key };
    const first = await engineCase.engine.send(command);
    const again = { ...command, event: { reason: ' 情况不属实 ', type: 'CONTEST' } as const };
    expect(await answerChangingNothing(again)).toEqual(first);
  });

  test('a second command under the same key is refused', async () => {
    const { id } = await opened(engineCase.engine);
    const { id: other } = await opened(engineCase.engine);
    const key = randomUUID();
    const command = { findingId: id, event: claim, by: owner, idempotencyKey: key };
    accepted(await engineCase.engine.send(command));
    for (const another of [
      { ...command, event: assign },
      { ...command, by: inspector },
      { ...command, findingId: other },
    ]) {
      expect(await answerChangingNothing(another)).toEqual({
        kind: 'refused',
        code: 'idempotency_key_reused',
      });
    }
  });

  test('a refusal is not remembered: the same key may be tried again when things have changed', async () => {
    const { id } = await opened(engineCase.engine);
    const key = randomUUID();
    const command = {
      findingId: id,
      event: { type: 'SUBMIT_PLAN' },
      by: owner,
      idempotencyKey: key,
    } as const;
    expect(await engineCase.engine.send(command)).toMatchObject({ kind: 'refused' });
    await give(engineCase.engine, id, owner, claim, {
      type: 'SET_MEASURES',
      measures: [{ no: 1, text: '修订办法' }],
    });
    expect(await engineCase.engine.send(command)).toMatchObject({ kind: 'accepted' });
  });

  test('of two at once under one key, one is carried out and both are answered with it', async () => {
    const { id } = await opened(engineCase.engine);
    const command = {
      findingId: id,
      event: assign,
      by: owner,
      idempotencyKey: randomUUID(),
    };
    const [first, ...others] = await Promise.all(
      Array.from({ length: 4 }, () => engineCase.engine.send(command)),
    );
    expect(others).toEqual(Array(3).fill(first));
    expect(await history(engineCase, id)).toHaveLength(2);
  });

  test('taken by another command while this one was being decided, refuses it', async () => {
    const { id } = await opened(engineCase.engine);
    const key = randomUUID();
    let first = true;
    const ports = withLedger((ledger) => ({
      async save(write) {
        if (first) {
          first = false;
          const other = { findingId: id, event: assign, by: inspector, idempotencyKey: key };
          accepted(await engineCase.engine.send(other));
        }
        return ledger.save(write);
      },
    }));
    const command = { findingId: id, event: claim, by: owner, idempotencyKey: key };
    expect(await send(ports, command)).toEqual({
      kind: 'refused',
      code: 'idempotency_key_reused',
    });
    expect(await history(engineCase, id)).toHaveLength(2);
  });

  test('outlives the version it asked for: a repetition is no conflict', async () => {
    const { id } = await opened(engineCase.engine);
    const command = {
      findingId: id,
      event: claim,
      by: owner,
      expectedVersion: 1,
      idempotencyKey: randomUUID(),
    };
    const first = await engineCase.engine.send(command);
    expect(await answerChangingNothing(command)).toEqual(first);
  });
});

test('the engine’s time is the clock’s', async () => {
  await using other = await openCase();
  expect(await other.engine.now()).toBe(start);
  other.clock.moveTo(start + hourMs);
  expect(await other.engine.now()).toBe(start + hourMs);
  expect(() => other.clock.moveTo(start)).toThrow(RangeError);
  expect(other.clock.at).toBe(start + hourMs);
});
