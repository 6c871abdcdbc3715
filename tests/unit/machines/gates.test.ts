/** What a rule set asks of a finding of one class: every gate stated, every number bounded. */
import { describe, expect, test } from 'vitest';
import { gatesSchema } from '../../../machines/gates.ts';
import { anInput } from './school-case.ts';

const { gates } = anInput();
const isGates = (given: object) => gatesSchema.safeParse({ ...gates, ...given }).success;
const levels = (count: number) => ({
  verificationLevels: Array.from({ length: count }, () => 'verifier'),
});

describe('the gates of a class', () => {
  test('come through the check as they went in', () => {
    expect(gatesSchema.parse(gates)).toEqual(gates);
  });

  test.each(Object.keys(gates))('state %s: none is assumed', (gate) => {
    const others = Object.entries(gates).filter(([name]) => name !== gate);
    expect(gatesSchema.safeParse(Object.fromEntries(others)).success).toBe(false);
  });

  test('are no others', () => {
    expect(isGates({ luck: true })).toBe(false);
  });

  test('have at most nine levels of verification', () => {
    expect(isGates(levels(9))).toBe(true);
    expect(isGates(levels(10))).toBe(false);
  });

  test.each([
    { rule: 'any' },
    { rule: 'weighted', percent: 1 },
    { rule: 'weighted', percent: 66.7 },
    { rule: 'weighted', percent: 100 },
  ])('may count measures as done by %j', (completion) => {
    expect(isGates({ completion })).toBe(true);
  });

  test.each([
    { rule: 'weighted' },
    { rule: 'weighted', percent: 0 },
    { rule: 'weighted', percent: 101 },
    { rule: 'weighted', percent: Number.NaN },
    { rule: 'any', percent: 50 },
    { rule: 'none' },
  ])('may not count them as done by %j', (completion) => {
    expect(isGates({ completion })).toBe(false);
  });

  test.each([0, 1, 99])('may allow %d extensions', (extensionsMax) => {
    expect(isGates({ extensionsMax })).toBe(true);
  });

  test.each([-1, 0.5, 100, null])('may not allow %j extensions', (extensionsMax) => {
    expect(isGates({ extensionsMax })).toBe(false);
  });

  test.each([
    { rule: 'fresh' },
    { rule: 'remainder' },
    { rule: 'fixed', period: { days: 15, unit: 'workday' } },
  ])('may give a reopened finding %j', (reopening) => {
    expect(isGates({ reopening })).toBe(true);
  });

  test.each([
    { rule: 'fixed' },
    { rule: 'fixed', period: { days: 0, unit: 'day' } },
    { rule: 'fixed', period: { days: 15 } },
    { rule: 'fresh', period: { days: 15, unit: 'day' } },
    { rule: 'never' },
  ])('may not give it %j', (reopening) => {
    expect(isGates({ reopening })).toBe(false);
  });
});
