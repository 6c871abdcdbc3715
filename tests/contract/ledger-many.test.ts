/** Reading and writing many findings at once: the same as one by one, on both kinds of database. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../machines/events.ts';
import type { FindingWrite, FindingWriteAmongMany, Ledger } from '../../src/engine/ports.ts';
import { send } from '../../src/engine/send.ts';
import { verifyChains } from '../../src/engine/proof/verify.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forAllTests } from '../unit/engine/case-hooks.ts';
import {
  claim,
  opened,
  openCase,
  owner,
  withLedger,
  type EngineCase,
} from '../unit/engine/engine-case.ts';
import { allChains, contents, streamed } from '../unit/engine/ledger-reading.ts';

describeOnBoth('Many findings at once', manyAtOnce);

/** What giving the command would write; nothing is written. */
async function writeOf(
  engineCase: EngineCase,
  findingId: string,
  event: FindingCommandInput = claim,
): Promise<FindingWriteAmongMany> {
  const written: FindingWrite[] = [];
  const ports = withLedger(engineCase, () => ({
    async save(write) {
      written.push(write);
      return true;
    },
  }));
  await send(ports, { findingId, event, by: owner });
  const [write] = written;
  if (write === undefined) throw new Error('nothing was to be written');
  return write;
}

function manyAtOnce(openFresh: OpenFresh): void {
  const engineCase = forAllTests(async () => openCase({ database: await openFresh() }));
  let ledger: Ledger;

  beforeAll(() => {
    ({ ledger } = engineCase.ports);
  });

  async function openedMany(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let no = 0; no < count; no += 1) ids.push((await opened(engineCase.engine)).id);
    return ids;
  }

  describe('reading', () => {
    test('gives each as it is given alone, in the order asked for', async () => {
      const [a = '', b = '', c = ''] = await openedMany(3);
      const asked = [c, randomUUID(), a, b];
      const together = await ledger.loadMany(asked);
      const alone = await Promise.all(asked.map((id) => ledger.load(id, null)));
      expect(together.map(({ finding }) => finding?.id)).toEqual([c, undefined, a, b]);
      expect(together.map(({ finding, clocks }) => [finding, clocks])).toEqual(
        alone.map(({ finding, clocks }) => [finding, clocks]),
      );
      expect(together.map(({ remembered }) => remembered)).toEqual([null, null, null, null]);
      const times = together.map(({ databaseNow, calendarRevision }) => [
        databaseNow,
        calendarRevision,
      ]);
      for (const time of times) expect(time).toEqual([expect.any(Number), 0]);
    });

    test('no finding gives nothing', async () => {
      expect(await ledger.loadMany([])).toEqual([]);
    });
  });

  describe('writing', () => {
    test('leaves each as if it had been written alone, and says which were written', async () => {
      const [alone = '', ...ids] = await openedMany(4);
      const expected = await writeOf(engineCase, alone);
      expect(await ledger.save({ ...expected, remember: null })).toBe(true);
      const writes = await Promise.all(ids.map((id) => writeOf(engineCase, id)));
      expect(await ledger.saveMany(writes)).toEqual(new Set(ids));
      for (const [index, { finding, clocks }] of (await ledger.loadMany(ids)).entries()) {
        const { event, snapshot, clocks: changed } = writes[index] ?? expected;
        expect(finding).toMatchObject({ version: 2, headHash: event.hash, snapshot });
        expect(clocks).toEqual(expect.arrayContaining([...changed]));
      }
      const chains = await allChains(engineCase.database);
      expect(await verifyChains(streamed(chains))).toMatchObject({ ok: true });
    });

    test('leaves out the finding whose version has moved on, with all that was to follow', async () => {
      const [overtaken = '', other = ''] = await openedMany(2);
      const writes = [await writeOf(engineCase, overtaken), await writeOf(engineCase, other)];
      await engineCase.engine.send({ findingId: overtaken, event: claim, by: owner });
      const before = await ledger.load(overtaken, null);
      expect(await ledger.saveMany(writes)).toEqual(new Set([other]));
      const { finding, clocks } = await ledger.load(overtaken, null);
      expect([finding, clocks]).toEqual([before.finding, before.clocks]);
    });

    test('begun twice at once is done once', async () => {
      const ids = await openedMany(6);
      const writes = await Promise.all(ids.map((id) => writeOf(engineCase, id)));
      const [first, second] = await Promise.all([
        ledger.saveMany(writes),
        ledger.saveMany(writes.toReversed()),
      ]);
      expect([...first, ...second].toSorted()).toEqual(ids.toSorted());
      const versions = (await ledger.loadMany(ids)).map(({ finding }) => finding?.version);
      expect(versions).toEqual(ids.map(() => 2));
    });

    test('is done for none where one of them cannot be stored', async () => {
      const [sound = '', unsound = ''] = await openedMany(2);
      const refused = await writeOf(engineCase, unsound);
      // A running clock without a next rung: the table refuses it.
      const { clocks } = await ledger.load(unsound, null);
      for (const clock of clocks) Object.assign(clock, { nextAt: null });
      const before = await contents(engineCase.database);
      const writes = [await writeOf(engineCase, sound), { ...refused, clocks }];
      await expect(ledger.saveMany(writes)).rejects.toMatchObject({ code: '23514' });
      expect(await contents(engineCase.database)).toEqual(before);
    });

    test('nothing changes nothing', async () => {
      const before = await contents(engineCase.database);
      expect(await ledger.saveMany([])).toEqual(new Set());
      expect(await contents(engineCase.database)).toEqual(before);
    });
  });
}
