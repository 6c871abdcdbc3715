/** The shape of a document that has been read: the contract of `rectiflow intake --json`. */
import { z } from 'zod';
import { STATUS_LEVELS } from './status.ts';
import { STATUSES } from './status-phrases.ts';

const printed = z.string();
const lineNumber = z.number().int().positive();
const count = z.number().int().nonnegative();

/** A date as far as the document states it; all three members are null where it states none. */
export const StatedDate = z.object({
  raw: printed.nullable(),
  precision: z
    .enum([
      'day',
      'month',
      'year',
      'ten_days',
      'quarter',
      'half_year',
      'range',
      'masked',
      'yearless',
      'relative',
      'none',
      'unreadable',
    ])
    .nullable(),
  /** ISO date: the last day of a period that is stated in full. */
  value: z.iso.date().nullable(),
});
export type StatedDate = z.infer<typeof StatedDate>;

const Measure = z.object({
  no: printed.nullable(),
  text: printed,
  statusPhrase: printed.nullable(),
  /** Stated for this one measure: (责任人:…). Those of the whole finding are on the finding. */
  responsible: printed.nullable(),
  due: StatedDate,
});

export const Finding = z.object({
  /** As the form numbers it, in half width: `(一)-1`, `7`, `2(1)`. */
  no: printed,
  title: printed,
  /** The item a nested finding stands under. */
  parentTitle: printed.nullable(),
  description: printed.nullable(),
  measures: z.array(Measure),
  /** Progress text outside the measures: an introduction, an outcome. */
  remarks: printed.nullable(),
  statusPhrase: printed.nullable(),
  statusLevel: z.enum(STATUS_LEVELS),
  status: z.enum(STATUSES),
  responsible: printed.nullable(),
  due: StatedDate,
  line: lineNumber,
});
export type Finding = z.infer<typeof Finding>;

export const Aspect = z.object({
  /** As printed, number included; null for findings that stand under no heading. */
  title: printed.nullable(),
  line: lineNumber,
  findings: z.array(Finding),
});
export type Aspect = z.infer<typeof Aspect>;

export const Difference = z.object({
  what: z.enum(['aspects', 'findings', 'suggestions', 'measures']),
  declared: count,
  listed: count,
  message: z.string(),
});
export type Difference = z.infer<typeof Difference>;

const WARNING_CODES = [
  'numbering_gap',
  'numbering_duplicate',
  'text_truncated',
  'title_not_separated',
  'finding_without_measures',
  'measures_shared',
  'declared_conflict',
  'date_unreadable',
  'status_contradicted',
  'second_document',
] as const;

export const Warning = z.object({
  line: lineNumber,
  code: z.enum(WARNING_CODES),
  message: z.string(),
});
export type Warning = z.infer<typeof Warning>;

export const IntakeDocument = z.object({
  /** Name of the file it was read from, where the caller gave one. */
  file: z.string().optional(),
  document: z.object({
    title: printed.nullable(),
    inspectedOrg: printed.nullable(),
    inspectingBody: printed.nullable(),
    /** ISO date where the document states it in full, otherwise as printed (X月12日). */
    feedbackDate: printed.nullable(),
    feedback: StatedDate,
    declared: z.object({
      aspects: count.nullable(),
      findings: count.nullable(),
      suggestions: count.nullable(),
      measures: count.nullable(),
    }),
    /** The form it was read as. */
    form: z.string(),
  }),
  aspects: z.array(Aspect),
  /** `items` are the numbered entries; one can hold several findings. */
  listed: z.object({ aspects: count, items: count, findings: count, measures: count }),
  differences: z.array(Difference),
  warnings: z.array(Warning),
});
export type IntakeDocument = z.infer<typeof IntakeDocument>;

/** `line` is null where the fault is not in a line: an empty, oversized or binary file. */
export const IntakeError = z.object({
  code: z.enum([
    'empty_document',
    'too_large',
    'binary_content',
    'undecodable_text',
    'no_findings',
    'measures_before_finding',
  ]),
  message: z.string(),
  line: lineNumber.nullable(),
});
export type IntakeError = z.infer<typeof IntakeError>;

export type ReadResult =
  | { readonly ok: true; readonly document: IntakeDocument }
  | { readonly ok: false; readonly error: IntakeError };
