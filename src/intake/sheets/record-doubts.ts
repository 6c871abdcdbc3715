/** What is not sure in a finding read from a ledger, and what a person should look at in its row. */
import { reading } from '../forms/finish.ts';
import type { ReadContext } from '../forms/form.ts';
import type { Finding, Reading } from '../schema.ts';
import type { RecordStanding } from './record-status.ts';
import { hasColumn, type LedgerRecord } from './records.ts';

interface Doubtful {
  readonly isDoubtful: boolean;
  readonly byLine: boolean;
  readonly standing: RecordStanding;
}

export function doubtsOf({ isDoubtful, byLine, standing }: Doubtful): Partial<Finding['readings']> {
  const doubts: { title?: Reading; measures?: Reading; status?: Reading } = {};
  if (isDoubtful) doubts.title = LONG_TITLE;
  if (byLine) doubts.measures = BY_LINE;
  if (standing.doubt !== null) doubts.status = standing.doubt;
  return doubts;
}

const LONG_TITLE = reading(
  0.75,
  '一格内没有可靠的分界，整句作为标题',
  'the cell has no safe place to part title and description; the whole sentence is the title',
);
const BY_LINE = reading(
  0.7,
  '措施没有编号，按行分开',
  'the measures have no numbers and are parted by lines',
);

interface Noted {
  readonly record: LedgerRecord;
  readonly isDoubtful: boolean;
  readonly isContradicted: boolean;
}

export function noteDoubts(
  { line, no, measures, due }: Finding,
  { record, isDoubtful, isContradicted }: Noted,
  { warn }: ReadContext,
): void {
  if (isDoubtful) {
    warn(
      line,
      'title_not_separated',
      `第${line}行：问题${no}的标题与描述之间没有可靠的分界，整句作为标题 / Row ${line}, finding ${no}: no safe place to part title and description; the whole sentence is the title`,
    );
  }
  if (measures.length === 0 && tellsMeasures(record)) {
    warn(
      line,
      'finding_without_measures',
      `第${line}行：问题${no}没有列出整改措施 / Row ${line}: finding ${no} lists no measures`,
    );
  }
  if (isContradicted) {
    warn(
      line,
      'status_contradicted',
      `第${line}行：问题${no}称已整改到位，但其中有措施未完成 / Row ${line}: finding ${no} is called rectified, but one of its measures is reported as not done`,
    );
  }
  const dates = [due, ...measures.map((measure) => measure.due)];
  if (dates.some(({ precision }) => precision === 'unreadable')) {
    warn(
      line,
      'date_unreadable',
      `第${line}行：问题${no}的期限无法识别 / Row ${line}: the deadline of finding ${no} cannot be read`,
    );
  }
}

/** Ledgers of bare problems have no column a measure could stand in. */
const tellsMeasures = ({ columns }: LedgerRecord): boolean =>
  hasColumn(columns, 'measures') || hasColumn(columns, 'progress');
