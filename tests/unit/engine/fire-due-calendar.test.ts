import { describe, expect, test } from 'vitest';
import { fireDue } from '../../../src/engine/fire-due.ts';
import { addLayer } from '../../../src/store/calendar-layers.ts';
import { forEachTest } from './case-hooks.ts';
import { fireUntil, opened, openCase, owner, shanghai, withLedger } from './engine-case.ts';

const engineCase = forEachTest(openCase);

const stopOfTeaching = {
  kind: 'addition',
  id: 'school',
  version: 1,
  title: '示例学校校历',
  holidays: [{ name: '停课', from: '2024-04-03', to: '2024-04-03' }],
};

describe('a calendar loaded while due clocks are being fired', () => {
  test.each([1, 3])('is what their next rung is counted by: %d clocks', async (clocks) => {
    for (let no = 0; no < clocks; no += 1) await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-04-02T00:00'));
    engineCase.clock.moveTo(shanghai('2024-04-02T09:00'));
    const ports = withLedger(engineCase, (ledger) => ({
      async takeDueClocks(...args) {
        const due = await ledger.takeDueClocks(...args);
        await addLayer(engineCase.database.store, stopOfTeaching, owner, engineCase.clock.at);
        return due;
      },
    }));
    // Five working days after 1 April, without the 3rd: the 2nd, the 7th to make up for, the 8th to the 10th.
    expect(await fireDue(ports)).toMatchObject({
      fired: clocks,
      nextDueAt: shanghai('2024-04-10T09:00'),
    });
  });
});
