/** What may be said of time: extensions that people grant, what clocks report, and what calendars move. */
import { describe, expect, test } from 'vitest';
import { clockDueSchema, clockMovedSchema, commandSchema } from '../../../machines/events.ts';
import { clockKindSchema } from '../../../machines/words.ts';
import { aRung, noon, sampleEvents } from './school-case.ts';

const extend = (extension: object, clock = 'execute') =>
  commandSchema.safeParse({ ...sampleEvents.EXTEND, clock, extension }).success;

describe('an extension', () => {
  test.each([
    { rule: 'fresh' },
    { rule: 'remainder', days: 1 },
    { rule: 'remainder', days: 3660 },
    { rule: 'fixed', until: '2024-12-31' },
  ])('may be %j', (extension) => {
    expect(extend(extension)).toBe(true);
  });

  test.each([
    {},
    { rule: 'for ever' },
    { rule: 'fresh', days: 30 },
    { rule: 'remainder' },
    { rule: 'remainder', days: 0 },
    { rule: 'remainder', days: -30 },
    { rule: 'remainder', days: 3661 },
    { rule: 'fixed', until: '2025-02-29' },
    { rule: 'fixed', until: '3000-01-01' },
  ])('may not be %j', (extension) => {
    expect(extend(extension)).toBe(false);
  });

  test('is of a clock that times the work, not of those around it', () => {
    const kinds = clockKindSchema.options.filter((clock) => extend({ rule: 'fresh' }, clock));
    expect(kinds).toEqual(['plan', 'execute', 'verify']);
  });
});

describe('the report of a clock', () => {
  test.each([
    ['no rung', { rungs: [] }],
    ['a rung for somebody nobody knows', { rungs: [{ ...aRung('r', noon), to: ['janitor'] }] }],
    ['a rung with a member nobody knows', { rungs: [{ ...aRung('r', noon), cc: 'all' }] }],
    ['a rung before time began', { rungs: [aRung('r', -1)] }],
    ['a clock without a number', { clockNo: 0 }],
    ['a clock nobody knows', { clock: 'egg' }],
    ['a mode nobody knows', { mode: 'threatening' }],
    ['no mode', { mode: undefined }],
    ['a due instant between milliseconds', { dueAt: noon + 0.5 }],
  ])('is refused with %s', (_what, given) => {
    expect(clockDueSchema.safeParse({ ...sampleEvents.CLOCK_DUE, ...given }).success).toBe(false);
  });
});

test('the moment a clock is due may tell nobody', () => {
  const report = { ...sampleEvents.CLOCK_DUE, rungs: [aRung('due', noon, { to: [] })] };
  expect(clockDueSchema.parse(report)).toEqual(report);
});

describe('a clock moved by a calendar', () => {
  const approval = { by: 'wang', reason: '节假日安排公布' };

  test('may come with the approval of somebody', () => {
    const event = { ...sampleEvents.CLOCK_MOVED, approval };
    expect(clockMovedSchema.parse(event)).toEqual(event);
  });

  test.each([
    ['no word on approval', { approval: undefined }],
    ['an approval by nobody', { approval: { ...approval, by: ' ' } }],
    ['an approval without a reason', { approval: { by: 'wang' } }],
    ['a date that may or may not hold', { to: { dueAt: noon } }],
    ['a date before time began', { from: { dueAt: -1, provisional: false } }],
    ['no calendar', { calendar: '' }],
    ['a clock without a number', { clockNo: 0 }],
  ])('is refused with %s', (_what, given) => {
    expect(clockMovedSchema.safeParse({ ...sampleEvents.CLOCK_MOVED, ...given }).success).toBe(
      false,
    );
  });
});
