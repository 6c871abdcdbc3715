import { describe, expect, test } from 'vitest';
import type { RoundCommand } from '../../../machines/round.ts';
import type { EnginePorts } from '../../../src/engine/ports.ts';
import { ensureRound, sendToRound, type RoundAnswer } from '../../../src/engine/rounds.ts';
import { attemptsMax } from '../../../src/engine/send.ts';
import { forAllTests } from './case-hooks.ts';
import {
  give,
  inspector,
  newRound,
  opened,
  openCase,
  owner,
  start,
  withLedger,
} from './engine-case.ts';
import { allChains, contents } from './ledger-reading.ts';

const engineCase = forAllTests(openCase);

const feedback = { type: 'GIVE_FEEDBACK', on: '2024-03-01' } as const;
const report = { type: 'SUBMIT_REPORT', note: '已报送' } as const;
const conclude = { type: 'CONCLUDE' } as const;
const withdraw = { type: 'WITHDRAW', reason: '重复登记' } as const;

/** A round of its own, carried on by these commands. */
async function roundAfter(...events: readonly RoundCommand[]): Promise<string> {
  const code = newRound();
  await engineCase.engine.openRound({ code, title: '第一轮巡察', by: inspector });
  for (const event of events) expect(await sent(code, event)).toMatchObject({ kind: 'accepted' });
  return code;
}

function sent(round: string, event: RoundCommand, ports = engineCase.ports): Promise<RoundAnswer> {
  return sendToRound(ports, { round, event, by: inspector });
}

/** Does something before each attempt to write, as often as it is told to. */
function racing(times: number, meanwhile: () => Promise<unknown>): EnginePorts {
  let races = 0;
  return withLedger(engineCase, (ledger) => ({
    async saveRound(write) {
      races += 1;
      if (races <= times) await meanwhile();
      return ledger.saveRound(write);
    },
  }));
}

async function eventsOf(code: string): Promise<unknown[]> {
  const chain = (await allChains(engineCase.database)).find(({ name }) => name === code);
  return (chain?.events ?? []).map(({ event }) => event);
}

describe('opening a round', () => {
  test('is the first event of its own chain', async () => {
    const code = await roundAfter();
    expect(await engineCase.ports.ledger.findRound(code)).toMatchObject({
      code,
      title: '第一轮巡察',
      version: 1,
      state: 'prepared',
      context: { feedbackOn: null, reported: false },
      openFindings: 0,
    });
    expect(await eventsOf(code)).toEqual([{ type: 'ROUND_OPENED', code, title: '第一轮巡察' }]);
  });

  test('is not opened under a code or a title that cannot be kept', async () => {
    for (const [code, title] of [
      ['', '第一轮'],
      ['XC 2024', '第一轮'],
      ['XC-9999', 'NUL \0'],
    ] as const) {
      await expect(
        engineCase.engine.openRound({ code, title, by: inspector }),
      ).rejects.toMatchObject({ code: 'request_invalid' });
    }
  });

  test('a second time finds the one that is there, and leaves it as it is', async () => {
    const code = await roundAfter(feedback);
    const before = await contents(engineCase.database);
    const found = await engineCase.engine.openRound({ code, title: '别的名称', by: owner });
    expect(found).toMatchObject({ code, title: '第一轮巡察', state: 'concentrated' });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('by many at once opens one', async () => {
    const code = newRound();
    const found = await Promise.all(
      Array.from({ length: 5 }, () => engineCase.engine.openRound({ code, by: inspector })),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(await eventsOf(code)).toEqual([{ type: 'ROUND_OPENED', code, title: code }]);
  });

  test('that is not there after it was opened is a bug', async () => {
    const blind = withLedger(engineCase, () => ({
      findRound: async () => null,
      openRound: async () => true,
    }));
    await expect(ensureRound(blind, 'XC-0', inspector)).rejects.toThrow(TypeError);
  });
});

describe('a command to a round', () => {
  test('carries it on, one event of its chain each', async () => {
    const code = await roundAfter(feedback);
    const answer = await sent(code, report);
    expect(answer).toEqual({
      kind: 'accepted',
      id: (await engineCase.ports.ledger.findRound(code))?.id,
      code,
      state: 'concentrated',
      version: 3,
    });
    const chain = (await allChains(engineCase.database)).find(({ name }) => name === code);
    expect(chain?.events.map(({ seq, at, by, event }) => [seq, at, by, event.type])).toEqual([
      [1, start, inspector, 'ROUND_OPENED'],
      [2, start, inspector, 'GIVE_FEEDBACK'],
      [3, start, inspector, 'SUBMIT_REPORT'],
    ]);
  });

  test('that has no place in its state is refused, with what is allowed', async () => {
    const code = await roundAfter();
    const before = await contents(engineCase.database);
    expect(await sent(code, report)).toEqual({
      kind: 'refused',
      code: 'event_refused',
      guard: 'stateAcceptsEvent',
      allowed: ['GIVE_FEEDBACK'],
    });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('that nobody has heard of the round is said', async () => {
    expect(await sent('XC-nowhere', feedback)).toEqual({
      kind: 'refused',
      code: 'round_not_found',
    });
  });

  test.each<[string, object, string]>([
    ['an event nobody knows', { event: { type: 'ABOLISH' } }, 'event.type'],
    ['a day that is none', { event: { ...feedback, on: '2024-02-30' } }, 'event.on'],
    ['nobody giving it', { by: undefined }, 'by'],
    ['an actor of no kind', { by: { kind: 'robot' } }, 'by.kind'],
    ['no round', { round: undefined }, 'round'],
  ])('is told what is wrong with it: %s', async (_what, given, path) => {
    const code = await roundAfter();
    const before = await contents(engineCase.database);
    const command = { round: code, event: feedback, by: inspector, ...given };
    expect(await sendToRound(engineCase.ports, command as never)).toMatchObject({
      kind: 'refused',
      code: 'event_invalid',
      problems: [{ path }],
    });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('is decided again when somebody else was first', async () => {
    const code = await roundAfter(feedback);
    const ports = racing(1, () => sent(code, report));
    expect(await sent(code, { type: 'BEGIN_FOLLOW_ON' }, ports)).toMatchObject({
      kind: 'accepted',
      state: 'followOn',
      version: 4,
    });
    expect(await engineCase.ports.ledger.findRound(code)).toMatchObject({
      context: { feedbackOn: '2024-03-01', reported: true },
    });
  });

  test('gives up after a few races, and says at which version', async () => {
    const code = await roundAfter(feedback);
    const ports = racing(Infinity, () => sent(code, report));
    expect(await sent(code, { type: 'BEGIN_FOLLOW_ON' }, ports)).toEqual({
      kind: 'conflict',
      code: 'version_conflict',
      currentVersion: 2 + attemptsMax,
    });
  });
});

describe('concluding a round', () => {
  test('needs its report', async () => {
    const code = await roundAfter(feedback);
    expect(await sent(code, conclude)).toMatchObject({
      kind: 'refused',
      guard: 'reportSubmitted',
      allowed: ['BEGIN_FOLLOW_ON', 'SUBMIT_REPORT'],
    });
  });

  test('is refused while any of its findings is open, and taken when none is', async () => {
    const code = await roundAfter(feedback, report);
    const first = await opened(engineCase.engine, { round: code });
    const second = await opened(engineCase.engine, { round: code });
    const refusal = { kind: 'refused', code: 'event_refused', guard: 'noOpenFindings' };
    expect(await sent(code, conclude)).toMatchObject(refusal);
    await give(engineCase.engine, first.id, inspector, withdraw);
    expect(await sent(code, conclude)).toMatchObject(refusal);
    await give(engineCase.engine, second.id, inspector, withdraw);
    expect(await sent(code, conclude)).toMatchObject({ kind: 'accepted', state: 'concluded' });
  });

  test('does not wait for the findings of other rounds', async () => {
    const code = await roundAfter(feedback, report);
    await opened(engineCase.engine, { round: await roundAfter() });
    expect(await sent(code, conclude)).toMatchObject({ kind: 'accepted' });
  });

  test('is refused also when a finding is opened between the look and the write', async () => {
    const code = await roundAfter(feedback, report);
    const ports = racing(1, () => opened(engineCase.engine, { round: code }));
    expect(await sent(code, conclude, ports)).toMatchObject({
      kind: 'refused',
      guard: 'noOpenFindings',
    });
    expect(await engineCase.ports.ledger.findRound(code)).toMatchObject({
      state: 'concentrated',
      version: 3,
      openFindings: 1,
    });
    expect(await eventsOf(code)).toHaveLength(3);
  });

  test('is refused also when a closed finding is reopened between the look and the write', async () => {
    const code = await roundAfter(feedback, report);
    const { id } = await opened(engineCase.engine, { round: code });
    await give(engineCase.engine, id, inspector, withdraw);
    const reopen = { type: 'REOPEN', reasonCode: 'relapse', reason: '问题反弹' } as const;
    const ports = racing(1, () => give(engineCase.engine, id, inspector, reopen));
    expect(await sent(code, conclude, ports)).toMatchObject({
      kind: 'refused',
      guard: 'noOpenFindings',
    });
  });

  test('a concluded round takes no more commands', async () => {
    const code = await roundAfter(feedback, report, conclude);
    for (const event of [feedback, report, conclude]) {
      expect(await sent(code, event)).toMatchObject({ kind: 'refused', allowed: [] });
    }
  });
});
