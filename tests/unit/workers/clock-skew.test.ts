import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { assertClockAgrees } from '../../../src/clock-skew.ts';

const noon = Date.UTC(2024, 2, 11, 4);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A database whose clock says this, and which takes so long to say it. */
function saying(ms: number, tookMs = 0) {
  return {
    async now() {
      vi.setSystemTime(Date.now() + tookMs);
      return new Date(noon + ms);
    },
  };
}

describe('the clocks of this machine and of the database', () => {
  test.each([0, 1, -1, 1_999, 2_000, -2_000])('agree when they are %d ms apart', async (ms) => {
    expect(await assertClockAgrees(saying(ms))).toBeUndefined();
  });

  test.each([2_001, -2_001, 60_000, -60_000, 86_400_000, -3_600_000])(
    'do not agree when they are %d ms apart: the start is refused, and says by how much',
    async (ms) => {
      await expect(assertClockAgrees(saying(ms))).rejects.toMatchObject({
        code: 'clock_skew',
        detail: { skewMs: Math.abs(ms) },
      });
    },
  );

  test.each([0, 5_000, 10_000])(
    'agree when the answer took ten seconds and was read off after %d ms of them',
    async (ms) => {
      expect(await assertClockAgrees(saying(ms, 10_000))).toBeUndefined();
    },
  );

  test.each([-2_001, 12_001])(
    'do not agree when the answer took ten seconds and says %d ms: it was never that late',
    async (ms) => {
      await expect(assertClockAgrees(saying(ms, 10_000))).rejects.toMatchObject({
        code: 'clock_skew',
        detail: { skewMs: 2_001 },
      });
    },
  );
});
