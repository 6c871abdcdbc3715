/** Writes inspection documents with known truth: the same seed, the same document. */
import { diceOf, type Dice } from './dice.ts';
import type { Drafted } from './draft.ts';
import { aggregate } from './forms/aggregate.ts';
import { audit } from './forms/audit.ts';
import { flattenedTable } from './forms/flattened-table.ts';
import { labelledBlocks } from './forms/labelled-blocks.ts';
import { findingList } from './forms/finding-list.ts';
import { notice } from './forms/notices.ts';
import { outlined } from './forms/outlined.ts';
import { oversight } from './forms/oversight.ts';
import { parallelLists, safetySelfCheck } from './forms/paired-lists.ts';
import { petitionBatch } from './forms/petitions.ts';
import { selfAssessment } from './forms/self-assessment.ts';
import { worn, type NoiseName } from './noise/worn.ts';
import { FORMS, type DocumentForm, type WrittenDocument } from './truth.ts';

export interface WritingOptions {
  readonly form?: DocumentForm;
  /** These and no others; drawn where left out. */
  readonly noise?: readonly NoiseName[];
}

const writers: Readonly<Record<DocumentForm, (dice: Dice) => Drafted>> = {
  progress_report: (dice) => outlined('progress_report', dice),
  public_bulletin: (dice) => outlined('public_bulletin', dice),
  self_assessment: selfAssessment,
  safety_self_check: safetySelfCheck,
  oversight_report: oversight,
  notice,
  finding_list: findingList,
  parallel_lists: parallelLists,
  flattened_table: flattenedTable,
  aggregate_bulletin: aggregate,
  audit_report: audit,
  petition_batch: petitionBatch,
  labelled_blocks: labelledBlocks,
};

/** Reports and bulletins are the most common, and have the most ways to be laid out. */
const DRAWN: readonly DocumentForm[] = [
  ...FORMS,
  'progress_report',
  'progress_report',
  'progress_report',
  'public_bulletin',
  'public_bulletin',
  'public_bulletin',
];

export function writeDocument(seed: number, options: WritingOptions = {}): WrittenDocument {
  const dice = diceOf(seed);
  const form = options.form ?? dice.fork('form').pick(DRAWN);
  const draft = writers[form](dice.fork(form));
  const { text, truth, noise } = worn(draft, options.noise, dice.fork('noise'));
  return { seed, text, form, noise: [...draft.switches, ...noise], truth };
}
