/** rectiflow counts: a round in figures. */
import { originSchema } from '../../../machines/origin.ts';
import { gradeSchema, rectificationClassSchema } from '../../../machines/words.ts';
import { oneLine } from '../../channels/one-line.ts';
import { gradeTerms, originTerms, type Term } from '../../glossary.ts';
import type { Counts, RoundCounts } from '../../rounds/round-counts.ts';
import { besideLabels } from '../columns.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

type Cause = RoundCounts['byCause'][number]['cause'];

export interface CountsOptions extends ConfigOption {
  readonly round: string;
  readonly json?: boolean;
}

export async function counts(options: CountsOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.rounds.counts(options.round);
  if (options.json === true) printJson(found);
  else for (const text of countLines(found)) print(text);
  return exitCode.done;
}

const classTerms = {
  immediate: { zh: '立行立改', en: 'immediate' },
  phased: { zh: '分阶段整改', en: 'phased' },
  continuing: { zh: '持续整改', en: 'continuing' },
} as const;

const causeTerms: Readonly<Record<NonNullable<Cause>, Term>> = {
  awareness: { zh: '思想认识不到位', en: 'awareness' },
  rules: { zh: '制度缺失', en: 'rules missing' },
  execution: { zh: '执行不力', en: 'not carried out' },
  supervision: { zh: '监督不到位', en: 'not supervised' },
  capability: { zh: '能力不足', en: 'capability' },
  resources: { zh: '条件不足', en: 'no means' },
  history: { zh: '历史遗留', en: 'history' },
  external: { zh: '外部因素', en: 'outside causes' },
  other: { zh: '其他', en: 'other' },
};

/** Kinds of which there is nothing are left out. */
export function countLines(found: RoundCounts): readonly string[] {
  const { round, title, at, all, byOrigin, byClass, byGrade, byCause, byUnit } = found;
  const pairs = [
    line({ zh: '合计', en: 'all' }, all),
    ...originSchema.options
      .map((option) => option.shape.kind.value)
      .map((kind) => line(originTerms[kind], byOrigin[kind])),
    ...rectificationClassSchema.options.map((kind) => line(classTerms[kind], byClass[kind])),
    ...gradeSchema.options.map((grade) => line(gradeTerms[grade], byGrade[grade])),
    ...byCause.map((counted) => line(causeTerm(counted.cause), counted)),
    ...byUnit.map((counted) => [oneLine(counted.unit ?? '(未认领 / none yet)'), said(counted)]),
  ].flatMap(([label = '', text = '']) => (text === '' ? [] : [[label, text] as const]));
  return [`${round}  ${oneLine(title)}  ${at}`, ...besideLabels(pairs, '  ')];
}

/** Other causes and other grades are told apart by what stands before them. */
function causeTerm(cause: Cause): Term {
  if (cause === null) return { zh: '原因未分析', en: 'cause not named' };
  const { zh, en } = causeTerms[cause];
  return { zh: `原因:${zh}`, en: `cause: ${en}` };
}

function line({ zh, en }: Term, counted: Counts): readonly [label: string, said: string] {
  return [`${zh} / ${en}`, said(counted)];
}

function sum(numbers: Readonly<Record<string, number>>): number {
  return Object.values(numbers).reduce((all, number) => all + number, 0);
}

/** Empty where there is nothing. */
function said({ total, open, closed, trueClosure, ...rest }: Counts): string {
  if (total === 0) return '';
  const { overdue, sustained, reopened, recurred } = rest;
  const { rate } = trueClosure;
  const percent = rate === null ? '—' : `${(rate * 100).toFixed(2)}%`;
  return [
    `共 ${total}`,
    `未销号 ${sum(open)}`,
    `已销号 ${sum(closed)}(整改到位 ${closed.rectified})`,
    `逾期 ${overdue}`,
    `长期坚持 ${sustained}`,
    `重新挂号 ${reopened}`,
    `再次发生 ${recurred}`,
    `真销号率 ${percent}`,
  ].join('  ');
}
