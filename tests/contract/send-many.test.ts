/** Many commands at once: each answered as it would be alone, and exactly those that are legal are taken. */
import { describe, expect, test } from 'vitest';
import type { SendCommand } from '../../src/engine/answers.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  aFinding,
  claim,
  close,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  plan,
  start,
  wholeLife,
  work,
} from '../unit/engine/engine-case.ts';
import { history, verified } from '../unit/engine/ledger-reading.ts';

/** The whole number of RELIABILITY M09 by night; a small edition of the same by day. */
const count = process.env['NIGHTLY'] === '1' ? 10_000 : 600;

describeOnBoth('Many commands', manyCommands);

function manyCommands(openFresh: OpenFresh): void {
  const engineCase = forEachTest((on) => openCase(on), openFresh);
  const openMany = (many: number) =>
    engineCase.engine.openAll(
      Array.from({ length: many }, () => aFinding()),
      inspector,
    );

  test(`${count} of them, one in twenty illegal: the others are taken, those are not, and the answers say which`, async () => {
    const findings = await openMany(count);
    const illegal = new Set(findings.filter((_, no) => no % 20 === 7).map(({ id }) => id));
    const commands = findings.map(({ id }): SendCommand => ({
      findingId: id,
      // Nobody can submit what nobody works on.
      event: illegal.has(id) ? { type: 'SUBMIT' } : claim,
      by: owner,
    }));
    const answers = await engineCase.engine.sendMany(commands);
    expect(answers).toHaveLength(count);
    for (const [index, answer] of answers.entries()) {
      const id = findings[index]?.id ?? '';
      expect(answer).toMatchObject(
        illegal.has(id)
          ? { kind: 'refused', code: 'event_refused', guard: 'stateAcceptsEvent', version: 1 }
          : { kind: 'accepted', id, stage: 'claimed', version: 2 },
      );
    }
    const { rows } = await engineCase.database.store.query<{ stage: string; count: number }>(
      'select stage, count(*)::int as count from finding group by stage order by stage',
    );
    expect(rows).toEqual([
      { stage: 'claimed', count: count - illegal.size },
      { stage: 'open', count: illegal.size },
    ]);
    expect(await verified(engineCase)).toMatchObject({ ok: true });
  }, 600_000);

  test('to one finding are given in their order', async () => {
    const { id } = await opened(engineCase.engine);
    const events = [claim, { type: 'CONTEST', reason: '情况不属实' } as const, claim];
    const answers = await engineCase.engine.sendMany(
      events.map((event) => ({ findingId: id, event, by: owner })),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'refused']);
    const types = (await history(engineCase, id)).map(({ event }) => event.type);
    expect(types).toEqual(['OPENED', 'CLAIM', 'CONTEST']);
  });

  test('that are not in order, or about nothing, are answered each for itself', async () => {
    const { id } = await opened(engineCase.engine);
    const answers = await engineCase.engine.sendMany([
      { findingId: 'no uuid', event: claim, by: owner },
      { findingId: '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f', event: claim, by: owner },
      { findingId: id, event: claim, by: owner, expectedVersion: 7 },
    ]);
    expect(answers).toMatchObject([
      { code: 'event_invalid' },
      { code: 'finding_not_found' },
      { code: 'version_conflict', currentVersion: 1 },
    ]);
  });

  test('none of them, none is answered', async () => {
    expect(await engineCase.engine.sendMany([])).toEqual([]);
  });

  test('under a key is carried out once, however often it is among them', async () => {
    const { id } = await opened(engineCase.engine);
    const command: SendCommand = { findingId: id, event: claim, by: owner, idempotencyKey: 'k-1' };
    const [first, again] = await engineCase.engine.sendMany([command, command]);
    expect(again).toEqual(first);
    expect(await history(engineCase, id)).toHaveLength(2);
  });

  test('after a date has passed find its breach written before them', async () => {
    const [a, b] = [await opened(engineCase.engine), await opened(engineCase.engine)];
    engineCase.clock.moveTo(start + 60 * dayMs);
    const answers = await engineCase.engine.sendMany(
      [a, b].map(({ id }) => ({ findingId: id, event: claim, by: owner })),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    for (const { id } of [a, b]) {
      const types = (await history(engineCase, id)).map(({ event }) => event.type);
      expect(types).toEqual(['OPENED', 'CLOCK_DUE', 'CLAIM']);
    }
  });

  /** Up to the last step. */
  async function awaitingClosure(): Promise<string> {
    const { id } = await opened(engineCase.engine);
    await plan(engineCase, id);
    await give(engineCase.engine, id, owner, ...work);
    await give(engineCase.engine, id, inspector, { type: 'APPROVE' });
    return id;
  }
  const numbers = async () => {
    const { rows } = await engineCase.database.store.query<{ number: string }>(
      'select number from certificate order by length(number), number',
    );
    return rows.map(({ number }) => number);
  };

  describe('that close', () => {
    test('give each closure its number, in the order of the findings and without gaps', async () => {
      const ids = [await awaitingClosure(), await awaitingClosure(), await awaitingClosure()];
      const open = await opened(engineCase.engine);
      const answers = await engineCase.engine.sendMany(
        [ids[0], open.id, ids[1]].map((findingId = '') => ({
          findingId,
          event: close,
          by: inspector,
        })),
      );
      expect(answers.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'accepted']);
      await give(engineCase.engine, ids[2] ?? '', inspector, close);
      expect(await numbers()).toEqual([1, 2, 3].map((no) => `销号〔XC-2024〕${no}号`));
    });

    test('give another number to the same finding when it is closed again', async () => {
      const { id } = await opened(engineCase.engine);
      await wholeLife(engineCase, id);
      await give(engineCase.engine, id, inspector, {
        type: 'REOPEN',
        reasonCode: 'relapse',
        reason: '问题反弹',
      });
      await give(engineCase.engine, id, owner, ...work.slice(1, 2), {
        ...work[2],
        evidence: { ...work[2].evidence, id: 'e-2' },
      });
      await give(engineCase.engine, id, owner, { type: 'SUBMIT' });
      await give(engineCase.engine, id, inspector, { type: 'APPROVE' }, close);
      expect(await numbers()).toHaveLength(2);
    });

    test('as withdrawn give no certificate', async () => {
      const { id } = await opened(engineCase.engine);
      await give(engineCase.engine, id, inspector, { type: 'WITHDRAW', reason: '重复立项' });
      expect(await numbers()).toEqual([]);
    });
  });
}
