/** The shape of a document that has been read: the contract of `rectiflow intake --json`. */
import { z } from 'zod';
import type { ColumnMapping } from './sheets/column-mapping.ts';
import { STATUS_LEVELS } from './readings/status.ts';
import { STATUSES } from './readings/status-phrases.ts';

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

/** How far a reading can be relied on, and why; `confidence` runs from 0 to 1. */
export const Reading = z.object({
  confidence: z.number().min(0).max(1),
  /** Chinese first, then English. */
  reason: z.string(),
});
export type Reading = z.infer<typeof Reading>;

/** A target in figures, and what the document says has been reached. */
export const StatedTarget = z.object({
  raw: printed,
  /** What is counted, as far as the text names it. */
  metric: printed.nullable(),
  comparison: z.enum(['at_least', 'at_most', 'exactly', 'reduce_by', 'raise_by']),
  value: z.number(),
  /** %, 名, 万元, 1:N … as printed; null for a bare number. */
  unit: printed.nullable(),
  /** The result the text claims, in the same unit; null where it states none. */
  claimed: z.object({ raw: printed, value: z.number() }).nullable(),
  /** Whether the claim meets the target; null where nothing is claimed. */
  met: z.boolean().nullable(),
});
export type StatedTarget = z.infer<typeof StatedTarget>;

/** A sum of money as printed, and in yuan. */
export const StatedAmount = z.object({ raw: printed, yuan: z.number() });
export type StatedAmount = z.infer<typeof StatedAmount>;

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
  /** What the inspectors ask for; asked is not done, so these are no measures. */
  requirements: z.array(printed),
  /** What the unit asks of its superiors. */
  requests: z.array(printed),
  targets: z.array(StatedTarget),
  amounts: z.array(StatedAmount),
  /** Reported in an earlier round too, as the text says. */
  recurring: z.boolean(),
  /** The least of its readings. */
  confidence: z.number().min(0).max(1),
  readings: z.object({ finding: Reading, title: Reading, measures: Reading, status: Reading }),
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

/** What a person has to decide before the document is taken in. */
export const Question = z.object({
  line: lineNumber,
  /** Number of the finding it is about; null for the document. */
  finding: printed.nullable(),
  about: z.enum(['finding', 'title', 'measures', 'status', 'due', 'document']),
  code: z.string(),
  /** Chinese first, then English. */
  message: z.string(),
});
export type Question = z.infer<typeof Question>;

/** How readers of a bulletin may answer it. */
const FeedbackChannel = z.object({
  kind: z.enum(['phone', 'email', 'post', 'visit', 'web']),
  raw: printed,
});
export type FeedbackChannel = z.infer<typeof FeedbackChannel>;

/** What the inspectors handed over besides the findings; `count` null where the text gives none. */
const Referral = z.object({
  kind: z.enum(['petition', 'lead', 'immediate', 'other']),
  count: count.nullable(),
  raw: printed,
});
export type Referral = z.infer<typeof Referral>;

/** How many findings the document says stand at which state; it need not list them. */
const Tally = z.object({ status: z.enum(STATUSES), count, raw: printed });
export type Tally = z.infer<typeof Tally>;

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
  'figures_disagree',
  'target_not_met',
  'names_masked',
  'paired_by_order',
  'row_without_finding',
  'unit_unknown',
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
    /** Day the document was signed; as far as stated. */
    reported: StatedDate,
    channels: z.array(FeedbackChannel),
    referrals: z.array(Referral),
    tallies: z.array(Tally),
  }),
  aspects: z.array(Aspect),
  /** `items` are the numbered entries; one can hold several findings. */
  listed: z.object({ aspects: count, items: count, findings: count, measures: count }),
  differences: z.array(Difference),
  warnings: z.array(Warning),
  questions: z.array(Question),
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
    'format_unknown',
    'file_damaged',
    'file_encrypted',
    'unsafe_archive',
    'no_text_layer',
    'took_too_long',
    'header_not_found',
  ]),
  message: z.string(),
  line: lineNumber.nullable(),
});
export type IntakeError = z.infer<typeof IntakeError>;

export type ReadResult =
  | {
      readonly ok: true;
      readonly document: IntakeDocument;
      /** How the headers of its spreadsheets were read, to be given to the reader of the next. */
      readonly mapping?: readonly ColumnMapping[];
    }
  | { readonly ok: false; readonly error: IntakeError };
