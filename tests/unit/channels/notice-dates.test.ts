import { describe, expect, test } from 'vitest';
import {
  dueDayText,
  dueText,
  instantText,
  timingWords,
} from '../../../src/channels/notice-dates.ts';
import { at, tenDaysLeft, zone } from './notice-samples.ts';

const clock = tenDaysLeft.clock ?? expect.fail('the sample has a clock');
const timing = (now: string, changes: Partial<typeof clock> = {}, inZone = zone) =>
  timingWords({ ...clock, ...changes }, at(now), inZone);

describe('a deadline', () => {
  test('at the end of a day is 24:00 of that day, with the offset', () => {
    expect(dueText(clock, zone)).toBe('2024-07-10 24:00 (UTC+08:00)');
    expect(dueDayText(clock, zone)).toBe('2024-07-10');
  });

  test('at a time of day is that time', () => {
    const closing = { dueAt: at('2024-07-10T09:30:00Z') };
    expect(dueText(closing, zone)).toBe('2024-07-10 17:30 (UTC+08:00)');
    expect(dueDayText(closing, zone)).toBe('2024-07-10');
  });

  test('is said in the zone of the organisation, with the offset of that day', () => {
    expect(dueText({ dueAt: at('2024-01-11T00:00:00+01:00') }, 'Europe/Berlin')).toBe(
      '2024-01-10 24:00 (UTC+01:00)',
    );
    expect(instantText(at('2024-07-10T12:00:00Z'), 'Europe/Berlin')).toBe(
      '2024-07-10 14:00 (UTC+02:00)',
    );
  });
});

describe('how far a deadline is away', () => {
  test.each([
    ['2024-06-30T09:00:00+08:00', '还有 10 天', '10 days left'],
    ['2024-07-09T23:59:59+08:00', '还有 1 天', '1 day left'],
    ['2024-07-10T00:00:00+08:00', '今天到期', 'due today'],
    ['2024-07-10T23:59:59+08:00', '今天到期', 'due today'],
    ['2024-07-11T00:00:00+08:00', '已逾期 1 天', '1 day overdue'],
    ['2024-07-15T09:00:00+08:00', '已逾期 5 天', '5 days overdue'],
  ])('seen at %s: %s', (now, zh, en) => {
    expect(timing(now)).toEqual({ zh, en });
  });

  test('does not count a public notice that has run its course as late', () => {
    expect(timing('2024-07-11T09:00:00+08:00', { kind: 'notice' }).zh).toBe('已届满 1 天');
    expect(timing('2024-07-10T09:00:00+08:00', { kind: 'notice' }).zh).toBe('今天届满');
  });

  test('past a time of day on the same day is past, without a count of days', () => {
    const dueAt = at('2024-07-10T09:30:00Z');
    expect(timing('2024-07-10T17:29:00+08:00', { dueAt }).zh).toBe('今天到期');
    expect(timing('2024-07-10T17:31:00+08:00', { dueAt }).zh).toBe('已到期');
    expect(timing('2024-07-11T08:00:00+08:00', { dueAt }).zh).toBe('已逾期 1 天');
  });

  test('counts calendar days across a change of the clocks', () => {
    const dueAt = at('2024-04-08T00:00:00+02:00');
    expect(timing('2024-03-28T09:00:00+01:00', { dueAt }, 'Europe/Berlin').zh).toBe('还有 10 天');
  });
});
