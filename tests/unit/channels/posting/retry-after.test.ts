/** Both forms of Retry-After, and what is none. */
import { describe, expect, test } from 'vitest';
import { retryAfterMs } from '../../../../src/channels/posting/retry-after.ts';

const now = Date.parse('1994-11-06T08:49:00Z');

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    [' 7 ', 7_000],
    ['3600', 3_600_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
  ])('%j is read', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test.each(['3601', '99999999999999999999999', 'Sun, 06 Nov 2094 08:49:37 GMT'])(
    '%j is an hour at most',
    (header) => {
      expect(retryAfterMs(header, now)).toBe(3_600_000);
    },
  );

  test.each(['0', 'Sun, 06 Nov 1994 08:48:00 GMT', 'Sat, 01 Jan 1972 00:00:00 GMT'])(
    '%j is a second at least',
    (header) => {
      expect(retryAfterMs(header, now)).toBe(1_000);
    },
  );

  test.each([
    undefined,
    '',
    '-5',
    '1.5',
    '1e3',
    'soon',
    'Monday',
    '5 minutes',
    'Sun, 99 Foo 1994 08:49:37 GMT',
  ])('%j says nothing', (header) => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });
});
