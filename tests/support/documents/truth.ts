/** What a careful person reads in a document: written down while the document is made. */
import type { Finding } from '../../../src/intake/index.ts';

export type Status = Finding['status'];
export type Level = Finding['statusLevel'];
export type Precision = NonNullable<Finding['due']['precision']>;

export const FORMS = [
  'progress_report',
  'public_bulletin',
  'self_assessment',
  'safety_self_check',
  'oversight_report',
  'notice',
  'finding_list',
  'parallel_lists',
  'flattened_table',
  'aggregate_bulletin',
  'audit_report',
  'petition_batch',
  'labelled_blocks',
] as const;
export type DocumentForm = (typeof FORMS)[number];

/** A date as far as it is stated; more than one value where the words allow more than one reading. */
export interface TruthDue {
  readonly raw: string;
  readonly precisions: readonly Precision[];
  /** ISO dates of the last day meant; null where the words leave it open. */
  readonly values: readonly (string | null)[];
}

export interface TruthFinding {
  /** As printed, without number and trailing 问题. */
  readonly title: string;
  /** The words a reading of it cannot leave out. */
  readonly core: string;
  readonly description: string | null;
  readonly measures: readonly string[];
  /** Texts that may be read as measures of it, and need not. */
  readonly mayRead: readonly string[];
  /** The first is the best reading. */
  readonly statuses: readonly Status[];
  readonly levels: readonly Level[];
  readonly responsible: string | null;
  readonly due: TruthDue | null;
  /** Deadlines stated inside its measures, or with its status: they may be read, and need not. */
  readonly otherDues: readonly TruthDue[];
  /** Findings it may be read as instead: points under one heading that share their measures. */
  readonly leaves: readonly TruthFinding[];
}

/** A finding of which nothing is known but `more`. */
export function bareFinding(
  title: string,
  core: string,
  more: Partial<TruthFinding> = {},
): TruthFinding {
  return {
    title,
    core,
    description: null,
    measures: [],
    mayRead: [],
    statuses: ['unstated'],
    levels: ['none'],
    responsible: null,
    due: null,
    otherDues: [],
    leaves: [],
    ...more,
  };
}

export interface TruthAspect {
  readonly title: string | null;
  readonly findings: readonly TruthFinding[];
}

export interface Truth {
  readonly title: string;
  readonly aspects: readonly TruthAspect[];
  readonly declared: Declared;
  /** The day the findings were handed over; null where the document does not say. */
  readonly feedback: TruthDue | null;
}

export interface Declared {
  readonly aspects: number | null;
  readonly findings: number | null;
  readonly suggestions: number | null;
  readonly measures: number | null;
}

export const NOTHING_DECLARED: Declared = {
  aspects: null,
  findings: null,
  suggestions: null,
  measures: null,
};

export interface WrittenDocument {
  readonly seed: number;
  readonly text: string;
  readonly form: DocumentForm;
  /** Names of the switches that are on. */
  readonly noise: readonly string[];
  readonly truth: Truth;
}
