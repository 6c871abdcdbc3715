import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SendAnswer, SendCommand } from '../../../src/engine/answers.ts';
import { send } from '../../../src/engine/send.ts';
import { forAllTests } from './case-hooks.ts';
import {
  accepted,
  claim,
  dayMs,
  give,
  hourMs,
  opened,
  openCase,
  owner,
  start,
  withLedger,
} from './engine-case.ts';
import { contents, history, noticesOf, leavingNoTrace } from './ledger-reading.ts';

const engineCase = forAllTests(openCase);

/** The answer to a command that leaves no trace in the ledger. */
const answerChangingNothing = (command: SendCommand): Promise<SendAnswer> =>
  leavingNoTrace(engineCase, () => engineCase.engine.send(command));

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
      ...withLedger(engineCase, (ledger) => ({
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
      allowed: [
        'CLAIM',
        'ASSIGN',
        'NUDGE',
        'CONTEST',
        'WAIVE_SEPARATION',
        'WITHDRAW',
        'TRANSFER',
        'MERGE',
        'LINK_RECURRENCE',
        'REQUEST_EXTENSION',
        'EXTEND',
        'PAUSE',
        'REFER',
        'RECLASSIFY',
      ],
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

test('the engine’s time is the clock’s', async () => {
  await using other = await openCase();
  expect(await other.engine.now()).toBe(start);
  other.clock.moveTo(start + hourMs);
  expect(await other.engine.now()).toBe(start + hourMs);
  expect(() => other.clock.moveTo(start)).toThrow(RangeError);
  expect(other.clock.at).toBe(start + hourMs);
});
