/** Finishes a finding: what every form reads out of its texts in the same way, whatever its layout. */
import { readAmounts } from '../readings/amounts.ts';
import { saysItRecurs } from '../readings/recurring.ts';
import { readTargets } from '../readings/targets.ts';
import type { Finding, Reading } from '../schema.ts';

/** What a form knows of a finding from where things stand in the document. */
export interface FindingDraft extends Omit<
  Finding,
  'targets' | 'amounts' | 'recurring' | 'confidence' | 'readings'
> {
  /** Where the form is not sure. What is not named here is taken as stated. */
  readonly doubts: Partial<Finding['readings']>;
}

/**
 * Its members are named one by one: an object made of the rest of another has a shape of its own, which
 * in a ledger of 100,000 findings is as much memory again as what they say.
 */
export function finishFinding(draft: FindingDraft): Finding {
  const { title, description, measures, remarks } = draft;
  const problem =
    description === null || description === title ? title : `${title}\n${description}`;
  const progress = [...measures.map(({ text }) => text), remarks ?? ''].join('\n');
  const readings = readingsOf(draft);
  return {
    no: draft.no,
    title,
    parentTitle: draft.parentTitle,
    description,
    measures,
    remarks,
    statusPhrase: draft.statusPhrase,
    statusLevel: draft.statusLevel,
    status: draft.status,
    responsible: draft.responsible,
    due: draft.due,
    requirements: shared(draft.requirements),
    requests: shared(draft.requests),
    targets: shared(readTargets({ problem, progress })),
    amounts: shared(readAmounts(`${problem}\n${progress}`)),
    recurring: saysItRecurs(problem),
    confidence: Math.min(...Object.values(readings).map(({ confidence }) => confidence)),
    readings,
    line: draft.line,
  };
}

/** Most findings have none. */
const NONE: never[] = [];
Object.freeze(NONE);
const shared = <T>(list: T[]): T[] => (list.length === 0 ? NONE : list);

export const reading = (confidence: number, chinese: string, english: string): Reading =>
  Object.freeze({ confidence, reason: `${chinese} / ${english}` });

// A ledger of 100,000 findings shares these.
const LISTED = reading(0.95, '文件按条目列出', 'listed by the document as an item');
const PLAIN_TITLE = reading(0.95, '标题有明确的起止', 'the title has a clear beginning and end');
const NO_MEASURES = reading(0.8, '文件没有列出措施', 'the document lists no measures');
const LISTED_MEASURES = reading(0.95, '措施逐条列出', 'the measures are listed one by one');
const SILENT = reading(0.9, '文件没有说明状态', 'the document states no status');
const INFERRED = reading(0.6, '由行文推断，并未明言', 'inferred from the wording, not stated');

function readingsOf({ measures, status, statusLevel, doubts }: FindingDraft): Finding['readings'] {
  const plain =
    statusLevel === 'none'
      ? status === 'unstated'
        ? SILENT
        : INFERRED
      : STATUS_READINGS[statusLevel];
  return {
    finding: doubts.finding ?? LISTED,
    title: doubts.title ?? PLAIN_TITLE,
    measures: doubts.measures ?? (measures.length === 0 ? NO_MEASURES : LISTED_MEASURES),
    status: doubts.status ?? plain,
  };
}

const STATUS_READINGS: Readonly<Record<Exclude<Finding['statusLevel'], 'none'>, Reading>> = {
  finding: reading(0.95, '文件对该问题明言', 'said of this finding'),
  measure: reading(
    0.7,
    '只说到其中一条措施，不等于问题',
    'said of one measure only, not of the finding',
  ),
  document: reading(0.7, '文件对全部问题一并而言', 'said of all findings together'),
};
