/** What a finding is opened with, and what is known of it at first. */
import { describe, expect, test } from 'vitest';
import { findingInputSchema, gatesSchema, newFinding } from '../../../machines/finding-context.ts';
import { aMeasure, anInput } from './school-case.ts';

const levels = (count: number) => ({
  ...anInput().gates,
  verificationLevels: Array.from({ length: count }, () => 'verifier'),
});

describe('what a finding is opened with', () => {
  test('comes through the check as it went in', () => {
    const input = anInput({ measures: [aMeasure(1)], responsibleUnit: null, slots: {} });
    expect(findingInputSchema.parse(input)).toEqual(input);
  });

  test.each([
    ['a member nobody knows', { status: 'closed' }],
    ['a class nobody knows', { class: 'someday' }],
    ['a post nobody knows', { slots: { janitor: 'wang' } }],
    ['two measures of one number', { measures: [aMeasure(1), aMeasure(1)] }],
    ['a gate nobody knows', { gates: { ...anInput().gates, luck: true } }],
  ])('is refused with %s', (_what, given) => {
    expect(findingInputSchema.safeParse({ ...anInput(), ...given }).success).toBe(false);
  });

  test.each(Object.keys(anInput().gates))('states the gate %s: none is assumed', (gate) => {
    const gates = Object.entries(anInput().gates).filter(([name]) => name !== gate);
    expect(gatesSchema.safeParse(Object.fromEntries(gates)).success).toBe(false);
  });

  test('has at most nine levels of verification', () => {
    expect(gatesSchema.safeParse(levels(9)).success).toBe(true);
    expect(gatesSchema.safeParse(levels(10)).success).toBe(false);
  });
});

describe('a new finding', () => {
  test('knows what it was opened with, and that nothing has happened', () => {
    const input = anInput({ measures: [aMeasure(1)] });
    expect(newFinding(input)).toEqual({
      ...input,
      measures: [{ ...aMeasure(1), state: 'agreed' }],
      evidence: [],
      cycle: 1,
      plan: 'none',
      makers: [],
      level: 0,
      approvals: [],
      returns: 0,
      pause: null,
      objections: [],
      noticeServed: false,
      clocks: [{ no: 1, clock: 'plan', state: 'running' }],
      clockCount: 1,
      breaches: [],
      disposition: null,
      sustained: false,
    });
  });

  test('is plain JSON', () => {
    const context = newFinding(anInput({ measures: [aMeasure(1)] }));
    expect(JSON.parse(JSON.stringify(context))).toEqual(context);
  });
});
