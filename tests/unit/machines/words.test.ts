/** The word lists: what they hold is stored and exchanged, so a change here is a change for everybody. */
import { describe, expect, test } from 'vitest';
import {
  causeCategorySchema,
  clockKindSchema,
  clockModeSchema,
  daySchema,
  dayUnitSchema,
  dispositionSchema,
  evidenceKindSchema,
  instantSchema,
  partySchema,
  periodSchema,
  rectificationClassSchema,
  reopenReasonSchema,
  returnReasonSchema,
  slotSchema,
  textSchema,
  disclosureChannelSchema,
  extensionReasonSchema,
  gradeSchema,
  humanDecisionSchema,
  planCriterionSchema,
  recheckResultSchema,
  verificationMethodSchema,
  warningSchema,
  withholdingGroundSchema,
} from '../../../machines/words.ts';

describe('the words of the field', () => {
  test.each([
    ['classes', rectificationClassSchema, 'immediate phased continuing'],
    [
      'posts',
      slotSchema,
      'actionOwner leadOfficial accountableExecutive verifier steeringGroup caseSponsor supportingUnit higherLevel',
    ],
    ['clocks', clockKindSchema, 'plan execute verify notice report recheck pause referral'],
    ['grades', gradeSchema, 'ordinary serious major'],
    ['ways of checking', verificationMethodSchema, 'onSite document data'],
    [
      'kinds of causes',
      causeCategorySchema,
      'awareness rules execution supervision capability resources history external other',
    ],
    [
      'reasons for more time',
      extensionReasonSchema,
      'dependsOnOthers procurement funding construction forceMajeure scopeChanged other',
    ],
    ['criteria of a plan', planCriterionSchema, 'answersFinding targeted responsibility dates'],
    [
      'what ladders propose',
      humanDecisionSchema,
      'summons circular specialOversight accountability',
    ],
    ['warnings, in rising order', warningSchema, 'blue yellow orange red'],
    ['channels of publication', disclosureChannelSchema, 'internal public'],
    [
      'grounds for withholding',
      withholdingGroundSchema,
      'secret pendingCase hype massPetition sensitive',
    ],
    ['results of a recheck', recheckResultSchema, 'held partlyHeld notHeld'],
    ['modes of a clock', clockModeSchema, 'enforcing advisory'],
    ['units of a period', dayUnitSchema, 'day workday'],
    ['dispositions', dispositionSchema, 'rectified withdrawn transferred merged accepted'],
    ['kinds of evidence', evidenceKindSchema, 'document photo data publication'],
    [
      'reasons to send back',
      returnReasonSchema,
      'evidenceMissing evidenceInsufficient measureIncomplete ineffective objection other',
    ],
    ['reasons to reopen', reopenReasonSchema, 'relapse failedRecheck objection'],
  ] as const)('for %s are these and no others', (_what, schema, words) => {
    expect(schema.options.join(' ')).toBe(words);
    expect(schema.safeParse('other word').success).toBe(false);
  });
});

describe('a day', () => {
  test.each(['2024-02-29', '2024-12-31', '1970-01-01', '2999-12-31'])('%s is one', (day) => {
    expect(daySchema.parse(day)).toBe(day);
  });
  test.each([
    '2023-02-29',
    '2024-13-01',
    '2024-1-1',
    '2024年1月1日',
    '2024-01-01T00:00:00Z',
    '',
    '1969-12-31',
    '3000-01-01',
  ])('%j is none', (day) => {
    expect(daySchema.safeParse(day).success).toBe(false);
  });
});

describe('a period', () => {
  test.each([1, 3660])('may last %d days', (days) => {
    expect(periodSchema.parse({ days, unit: 'workday' })).toEqual({ days, unit: 'workday' });
  });
  test.each([0, -1, 0.5, 3661])('may not last %d days', (days) => {
    expect(periodSchema.safeParse({ days, unit: 'day' }).success).toBe(false);
  });
  test('says what its days are', () => {
    expect(periodSchema.safeParse({ days: 1 }).success).toBe(false);
  });
});

describe('an instant', () => {
  test.each([0, 1_710_129_600_000])('%d is one', (instant) => {
    expect(instantSchema.parse(instant)).toBe(instant);
  });
  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '0', null])('%j is none', (instant) => {
    expect(instantSchema.safeParse(instant).success).toBe(false);
  });
});

describe('a text and a name', () => {
  test('are trimmed, never empty, and bounded', () => {
    expect(textSchema.parse(' 已整改 ')).toBe('已整改');
    expect(partySchema.parse(' wang ')).toBe('wang');
    for (const schema of [textSchema, partySchema]) {
      expect(schema.safeParse('　\t\n').success).toBe(false);
    }
    expect(textSchema.safeParse('字'.repeat(20_000)).success).toBe(true);
    expect(textSchema.safeParse('字'.repeat(20_001)).success).toBe(false);
    expect(partySchema.safeParse('字'.repeat(120)).success).toBe(true);
    expect(partySchema.safeParse('字'.repeat(121)).success).toBe(false);
  });

  test.each([
    ['NUL', 'a\0b'],
    ['the first half of a pair', 'a\ud83d'],
    ['the second half of a pair', '\ude00b'],
    ['two halves the wrong way round', '\ude00\ud83d'],
  ])('with %s cannot be stored, and are refused', (_what, text) => {
    expect(textSchema.safeParse(text).success).toBe(false);
    expect(partySchema.safeParse(text).success).toBe(false);
  });

  test('may hold characters beyond the first plane, which are whole pairs', () => {
    expect(textSchema.parse('𠮷野家 😀')).toBe('𠮷野家 😀');
  });
});
