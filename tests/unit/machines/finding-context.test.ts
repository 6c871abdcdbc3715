/** What a finding is opened with, and what is known of it at first. */
import { describe, expect, test } from 'vitest';
import { findingInputSchema, newFinding } from '../../../machines/finding-context.ts';
import { aMeasure, anInput } from './school-case.ts';
import { aTarget } from './target-cases.ts';

describe('what a finding is opened with', () => {
  test('comes through the check as it went in', () => {
    const lists = { measures: [aMeasure(1)], targets: [aTarget()] };
    const input = anInput({ ...lists, responsibleUnit: null, slots: {} });
    expect(findingInputSchema.parse(input)).toEqual(input);
  });

  test.each([
    ['a member nobody knows', { status: 'closed' }],
    ['a class nobody knows', { class: 'someday' }],
    ['a post nobody knows', { slots: { janitor: 'wang' } }],
    ['two measures of one number', { measures: [aMeasure(1), aMeasure(1)] }],
    ['two targets of one number', { targets: [aTarget(), aTarget()] }],
    ['no list of targets', { targets: undefined }],
    ['a gate nobody knows', { gates: { ...anInput().gates, luck: true } }],
  ])('is refused with %s', (_what, given) => {
    expect(findingInputSchema.safeParse({ ...anInput(), ...given }).success).toBe(false);
  });
});

describe('a new finding', () => {
  test('knows what it was opened with, and that nothing has happened', () => {
    const input = anInput({ measures: [aMeasure(1)], targets: [aTarget()] });
    expect(newFinding(input)).toEqual({
      ...input,
      measures: [{ ...aMeasure(1), state: 'agreed' }],
      evidence: [],
      observations: [],
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
      executeClockNo: null,
      extensions: [],
      reportEvery: null,
      breaches: [],
      disposition: null,
      sustained: false,
    });
  });

  test('is plain JSON', () => {
    const context = newFinding(anInput({ measures: [aMeasure(1)], targets: [aTarget()] }));
    expect(JSON.parse(JSON.stringify(context))).toEqual(context);
  });
});
