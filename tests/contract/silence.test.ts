/** One suite on both kinds of database: overdue findings that nobody hears of any more. */
import { beforeEach, expect, test } from 'vitest';
import { createSilence, type Silence } from '../../src/silence.ts';
import type { Pool } from '../../src/store/pool.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { dispatchesOf, handOver } from '../support/settled-dispatch.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import { dayMs, opened, openCase, shanghai } from '../unit/engine/engine-case.ts';

describeOnBoth('Silence', silenceContract);

function silenceContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  let silence: Silence;
  let findingId: string;
  let number: string;

  beforeEach(async () => {
    store = engineCase.database.store;
    silence = createSilence(engineCase.ports, store);
    ({ id: findingId } = await opened(engineCase.engine));
    const { rows } = await store.query<{ number: string }>(
      'select number from finding where id = $1',
      [findingId],
    );
    number = rows[0]?.number ?? '';
  });

  /** The plan is due at the end of 1 April 2024, a Monday. */
  const silentAt = async (localTime: string) => {
    engineCase.clock.moveTo(shanghai(localTime));
    return silence.list();
  };
  const told = async (localTime: string) => {
    const [id = ''] = await dispatchesOf(store, findingId);
    await handOver(store, id, 'sent', shanghai(localTime));
  };

  test('of eight working days is told of: which finding, and what it is late with', async () => {
    expect(await silentAt('2024-04-12T12:00')).toEqual([]);
    expect(await silentAt('2024-04-16T12:00')).toEqual([{ findingId, number, clockNo: 1 }]);
  });

  test('is broken by whatever reaches somebody, and begins again after it', async () => {
    await told('2024-04-15T09:10');
    expect(await silentAt('2024-04-16T12:00')).toEqual([]);
    expect(await silentAt('2024-04-26T12:00')).toHaveLength(1);
  });

  test('is not broken by what has failed', async () => {
    const [id = ''] = await dispatchesOf(store, findingId);
    await handOver(store, id, 'failed', shanghai('2024-04-15T09:10'));
    expect(await silentAt('2024-04-16T12:00')).toHaveLength(1);
  });

  test('is none while a finding is paused, or its date has not come', async () => {
    await engineCase.engine.send({
      findingId,
      event: { type: 'PAUSE', reason: '等待鉴定' },
      by: { kind: 'person', id: 'lu', unit: 'inspectorate' },
    });
    expect(await silentAt('2024-06-03T12:00')).toEqual([]);
  });

  test('is alarmed over once a day, by one of several who ask', async () => {
    engineCase.clock.moveTo(shanghai('2024-05-20T12:00'));
    const all = await Promise.all([1, 2, 3].map(() => silence.takeAlarms()));
    expect(all.flat()).toHaveLength(1);
    expect(await silence.takeAlarms()).toEqual([]);
    engineCase.clock.moveTo(shanghai('2024-05-20T12:00') + dayMs);
    expect(await silence.takeAlarms()).toHaveLength(1);
  });
}
