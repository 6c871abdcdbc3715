/** What a document would do to the ledger, or has done, line by line. */
import { oneLine, shortened } from '../channels/one-line.ts';
import type { Field } from '../imports/corrections.ts';
import type { FieldResult } from '../imports/differences.ts';
import type {
  AbsentRow,
  ComparedRow,
  DifferenceAction,
  ImportReview,
  ReviewedDifference,
  ReviewQuestion,
  RowRef,
  RowToOpen,
  SkippedRow,
  UndecidedRow,
} from '../imports/review.ts';

const statuses: Readonly<Record<ImportReview['status'], string>> = {
  new: '新文件 / a document new to the round',
  later: '文件有新版本 / a later state of a document',
  same: '与已导入的文件相同 / the same file as before',
};

const fieldNames: Readonly<Record<Field, string>> = {
  title: '标题 / title',
  description: '描述 / description',
  sourceNo: '编号 / number',
  aspect: '方面 / aspect',
  class: '整改类别 / class',
  grade: '程度 / grade',
  responsibleUnit: '责任单位 / responsible unit',
  actionOwner: '责任人 / action owner',
  leadOfficial: '责任领导 / lead official',
  accountableExecutive: '第一责任人 / accountable executive',
  verifier: '核查人 / verifier',
  steeringGroup: '领导小组 / steering group',
  caseSponsor: '包案领导 / case sponsor',
  supportingUnit: '配合单位 / supporting unit',
  higherLevel: '上级 / higher level',
  measures: '措施 / measures',
  targets: '量化目标 / targets',
  due: '期限 / date',
};

const results: Readonly<Record<FieldResult, string>> = {
  changedInFile: '文件已改 / changed in the file',
  changedLive: '台账已改 / changed in the ledger',
  bothSame: '两边改得一样 / changed in both alike',
  conflict: '冲突 / conflict',
};

const actions: Readonly<Record<DifferenceAction, string>> = {
  write: '将写入 / to be written',
  written: '已写入 / written',
  refused: '当前不能写入 / not possible now',
  person: '须人工处理 / for a person to do',
  none: '不写入 / nothing is written',
};

const textMax = 60;

export function reviewLines(review: ImportReview): readonly string[] {
  const { file, round, status, toOpen, changed, vanished, skipped, undecided, questions } = review;
  return [
    `${oneLine(file ?? '—')}  ${round}  ${statuses[status]}`,
    ...toOpen.flatMap(openLines),
    ...changed.flatMap(changedLines),
    ...vanished.map(vanishedLine),
    ...skipped.map(skippedLine),
    ...undecided.flatMap(undecidedLines),
    ...questions.flatMap(questionLines),
    countLine(review),
  ];
}

function openLines(row: RowToOpen): readonly string[] {
  const number = row.opened === null ? '' : `  ${row.opened.number}`;
  const problems = row.problems.map(({ path, message }) => `    ! ${path}: ${message}`);
  return [`+ ${named(row)}${number}`, ...problems];
}

function changedLines(row: ComparedRow): readonly string[] {
  const line = `~ ${named(row)}  ${row.finding.number}${recognised(row)}`;
  return [line, ...row.fields.flatMap(differenceLines)];
}

function vanishedLine(row: AbsentRow): string {
  return `- ${named(row)}  ${row.finding?.number ?? ''}  文件中已无 / no longer in the file`;
}

function skippedLine(row: SkippedRow): string {
  const outdated = row.outdated ? ';原文已改变,冲突 / its text has changed: conflict' : '';
  return `  ${named(row)}  不导入 / left out${outdated}`;
}

function undecidedLines(row: UndecidedRow): readonly string[] {
  const maybe = row.maybe.map(({ is, title }) => `    ${is}  ${short(title)}`);
  return [`? ${named(row)}  待定,未登记;可能是 / not opened; it may be`, ...maybe];
}

function questionLines({ code, no, message, findings }: ReviewQuestion): readonly string[] {
  const about = no === null ? '' : `  ${oneLine(no)}`;
  const similar = findings.map(
    ({ number, title, state, likeness }) => `    ${number}  ${short(title)}  ${state}  ${likeness}`,
  );
  return [`? ${code}${about}  ${oneLine(message)}`, ...similar];
}

function named({ row, no, title }: RowRef): string {
  return [row, oneLine(no), short(title)].filter((part) => part !== '').join('  ');
}

/** With what a correction calls the row of the file by, to say that it is another one. */
function recognised({ matchedBy, row, rowInFile }: ComparedRow): string {
  const name = rowInFile === row ? '' : ` (${rowInFile})`;
  if (matchedBy === 'exact' || matchedBy === 'word') return '';
  return matchedBy === 'number'
    ? `  凭编号认出 / by its number${name}`
    : `  凭文字认出 / by its words${name}`;
}

function differenceLines(difference: ReviewedDifference): readonly string[] {
  const { field, result, last, file, live, action, why, correction } = difference;
  const done = why === null ? actions[action] : `${actions[action]} (${why})`;
  return [
    `    ${result === 'conflict' ? '! ' : ''}${fieldNames[field]}: ${results[result]};${done}`,
    `        上次 / last: ${shown(last)}`,
    `        文件 / file: ${shown(file)}`,
    `        台账 / ledger: ${shown(live)}`,
    ...(correction === null ? [] : [`        更正 / correction: ${shown(correction.to)}`]),
  ];
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'string') return short(value);
  if (!Array.isArray(value)) return short(JSON.stringify(value));
  if (value.length === 0) return '—';
  const texts = value.map((each: unknown) =>
    typeof each === 'object' && each !== null && 'text' in each
      ? String(each.text)
      : JSON.stringify(each),
  );
  return `${value.length}: ${short(texts.join(' | '))}`;
}

function short(text: string): string {
  return shortened(oneLine(text), textMax);
}

function countLine({ counts }: ImportReview): string {
  const { toOpen, unchanged, changed, conflicts, vanished, skipped, undecided } = counts;
  return (
    `新增 ${toOpen}、不变 ${unchanged}、有差异 ${changed}(冲突 ${conflicts} 处)、消失 ${vanished}、不导入 ${skipped}、待定 ${undecided} / ` +
    `${toOpen} new, ${unchanged} unchanged, ${changed} differ (${conflicts} conflicts), ${vanished} vanished, ` +
    `${skipped} left out, ${undecided} undecided`
  );
}
