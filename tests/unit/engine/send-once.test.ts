import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SendAnswer, SendCommand } from '../../../src/engine/answers.ts';
import type { EnginePorts } from '../../../src/engine/ports.ts';
import { attemptsMax, send } from '../../../src/engine/send.ts';
import { forAllTests } from './case-hooks.ts';
import {
  accepted,
  claim,
  give,
  inspector,
  opened,
  openCase,
  owner,
  withLedger,
} from './engine-case.ts';
import { history, leavingNoTrace } from './ledger-reading.ts';

const engineCase = forAllTests(openCase);

const assign = { type: 'ASSIGN' } as const;

/** Somebody else is first, the first `times` times. */
function outrun(id: string, times: number): EnginePorts {
  let lost = 0;
  return withLedger(engineCase, (ledger) => ({
    async save(write) {
      if (lost < times) await give(engineCase.engine, id, inspector, assign);
      lost += 1;
      return ledger.save(write);
    },
  }));
}

/** The answer to a command that leaves no trace in the ledger. */
const answerChangingNothing = (command: SendCommand): Promise<SendAnswer> =>
  leavingNoTrace(engineCase, () => engineCase.engine.send(command));

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
    const ports = withLedger(engineCase, (ledger) => ({
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
    const ports = withLedger(engineCase, (ledger) => ({
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
    const ports = withLedger(engineCase, (ledger) => ({
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
