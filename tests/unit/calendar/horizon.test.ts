import { expect, test } from 'vitest';
import { horizonWarning } from '../../../src/calendar/horizon.ts';
import { china, inZone } from './calendars.ts';

const warned = (iso: string) => horizonWarning(china, Date.parse(iso));

test.each([
  ['2026-11-01T23:59:59.999+08:00', 60],
  ['2026-11-02T00:00:00.000+08:00', 59],
  ['2026-12-31T12:00:00.000+08:00', 0],
  ['2027-01-01T00:00:00.000+08:00', -1],
  ['2027-12-31T00:00:00.000+08:00', -365],
])('at %s the calendar has %d days left', (iso, daysLeft) => {
  expect(warned(iso)).toEqual({ horizon: '2026-12-31', daysLeft });
});

test.each(['2026-10-31T23:59:59.999+08:00', '2020-01-01T00:00:00Z'])(
  'at %s there is time enough',
  (iso) => {
    expect(warned(iso)).toBeNull();
  },
);

test('the days are those of the calendar’s zone', () => {
  const instant = Date.parse('2026-11-01T00:00:00+08:00');
  expect(horizonWarning(china, instant)?.daysLeft).toBe(60);
  expect(horizonWarning(inZone('America/New_York'), instant)).toBeNull();
});
