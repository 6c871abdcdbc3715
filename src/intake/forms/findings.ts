/** Interprets the entries of an outline: titles, measures, statuses, persons and dates. */
import { extractAttributes, mergeAttributes } from '../readings/attributes.ts';
import type { Attributes } from '../readings/attributes.ts';
import { splitTitle } from '../readings/finding-title.ts';
import { fold } from '../text/lines.ts';
import type { Finding, StatedDate } from '../schema.ts';
import { statedDate } from '../stated-date.ts';
import { joinLines, withoutEnd } from '../text/sentences.ts';
import { readProgress, type StatusReading } from '../readings/status.ts';
import { statedStatus } from '../readings/status-fields.ts';
import { statesTheWhole } from '../readings/status-clauses.ts';
import type { ReadContext } from './form.ts';
import type { Entry } from './skeleton.ts';
import { finishFinding, reading } from './finish.ts';
import { findLabels } from '../readings/labels.ts';
import { dueInText } from '../readings/due-in-text.ts';
import { readBlocks, type ReadBlocks } from './progress-blocks.ts';
import { standingOf } from './standing.ts';

export interface Place {
  /** Number as the form prints it. */
  readonly no: string;
  /** The item above a nested finding. */
  readonly parent: Entry | null;
  /** False where the list has no labels: then what the text says of the problem is all there is. */
  readonly isLabelled: boolean;
}

export function readFinding(
  entry: Entry,
  { no, parent, isLabelled }: Place,
  context: ReadContext,
): Finding {
  const line = entry.source.number;
  const head = readHead(entry.heading);
  const { title, description, isDoubtful } = splitTitle(head.lines);
  const blocks = readBlocks(entry.blocks);
  const progress = readProgress({
    labelled: [...blocks.labelled, ...head.statuses.flatMap(statedStatus)],
    measures: blocks.measures.map(({ text }) => text),
    remarks: blocks.remarks,
  });
  const { responsible, due } = mergeAttributes([
    ...head.attributes,
    ...entry.attributes,
    ...blocks.attributes,
  ]);
  const finding = finishFinding({
    no,
    title,
    parentTitle: parent === null ? null : splitTitle(readHead(parent.heading).lines).title,
    description: description === '' ? null : description,
    measures: blocks.measures.map((measure, index) => ({
      no: measure.no,
      text: progress.measures[index]?.text ?? measure.text,
      statusPhrase: progress.measures[index]?.statusPhrase ?? null,
      responsible: measure.responsible,
      due: statedDate(measure.due),
    })),
    remarks: progress.remarks.length === 0 ? null : progress.remarks.join('\n'),
    ...(isLabelled || progress.statusLevel !== 'none' || blocks.measures.length > 0
      ? statusIn(progress)
      : standingOf([title, description])),
    responsible,
    due: statedDate(due ?? dueIn(blocks, description)),
    requirements: [...blocks.requirements],
    requests: [...blocks.requests],
    line,
    doubts: isDoubtful ? { title: UNSURE_TITLE } : {},
  });
  if (isLabelled) noteMissing(finding, context);
  noteDoubts(finding, { isDoubtful, isContradicted: progress.isContradicted }, context);
  return finding;
}

/** Said in passing: in what is to be done, or with the problem. */
const dueIn = (
  { measures, remarks, requirements }: ReadBlocks,
  description: string,
): StatedDate | null =>
  dueInText(requirements.join('\n')) ??
  dueInText(remarks.join('\n')) ??
  dueInText(measures.at(-1)?.text ?? '') ??
  dueInText(description);

const statusIn = ({ statusPhrase, statusLevel, status }: StatusReading): StatusReading => ({
  statusPhrase,
  statusLevel,
  status,
});

const UNSURE_TITLE = reading(
  0.6,
  '标题与描述之间没有可靠的分界',
  'no safe place to part title and description',
);

interface Head {
  readonly lines: string[];
  readonly attributes: Attributes[];
  readonly statuses: string[];
}

/** Takes persons, dates and statuses in brackets out of the heading and its description. */
function readHead(heading: readonly string[]): Head {
  const head: Head = { lines: [], attributes: [], statuses: [] };
  for (const printed of heading) {
    const { text, responsible, due } = extractAttributes(printed);
    if (responsible !== null || due !== null) head.attributes.push({ responsible, due });
    const { rest, status } = takeBracketStatus(text);
    if (status !== null) head.statuses.push(status);
    const line = rest.slice(fieldName(rest));
    if (withoutEnd(line) !== '') head.lines.push(line);
  }
  return head;
}

/** 存在问题:护理记录缺失: the length of the field's name, where the text begins with one. */
function fieldName(text: string): number {
  const folded = fold(text);
  const [label] = findLabels(folded);
  if (label?.kind === 'problem' && label.start === 0) return label.end;
  return FIELD_NAME.exec(folded)?.[0].length ?? 0;
}

const FIELD_NAME = /^(?:具体|主要|问题|突出)(?:表现|描述|情形)(?:为|如下)?:\s{0,4}/;

/** 1.食堂管理不规范(已完成整改)。 */
function takeBracketStatus(text: string): { rest: string; status: string | null } {
  for (const match of fold(text).matchAll(/[([]([^()[\]]{2,24})[)\]]/g)) {
    const status = text.slice(match.index + 1, match.index + match[0].length - 1);
    if (!statesTheWhole(status, false)) continue;
    const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
    return { rest, status };
  }
  return { rest: text, status: null };
}

/** The description of an item whose nested points share one list of measures. */
export function withPointsAsDescription(item: Entry): Entry {
  const points = item.leaves.map(({ value, heading }) => `(${value})${joinLines(heading)}`);
  return {
    ...item,
    heading: [...item.heading, ...points],
    attributes: [...item.attributes, ...item.leaves.flatMap(({ attributes }) => attributes)],
    blocks: item.leaves.flatMap(({ blocks }) => blocks),
    leaves: [],
  };
}

/** Where others have measures, one without is worth a look. */
export function noteMissing({ line, no, measures }: Finding, { warn }: ReadContext): void {
  if (measures.length > 0) return;
  warn(
    line,
    'finding_without_measures',
    `问题${no}没有列出整改措施 / Finding ${no} lists no measures`,
  );
}

function noteDoubts(
  { line, no, measures, due }: Finding,
  { isDoubtful, isContradicted }: { isDoubtful: boolean; isContradicted: boolean },
  { warn }: ReadContext,
): void {
  if (isDoubtful) {
    warn(
      line,
      'title_not_separated',
      `问题${no}的标题与描述之间没有可靠的分界，整句作为标题 / Finding ${no}: no safe place to part title and description; the whole sentence is the title`,
    );
  }
  if (isContradicted) {
    warn(
      line,
      'status_contradicted',
      `问题${no}称已整改到位，但其中有措施未完成 / Finding ${no} is called rectified, but one of its measures is reported as not done`,
    );
  }
  if ([due, ...measures.map((measure) => measure.due)].some((d) => d.precision === 'unreadable')) {
    warn(
      line,
      'date_unreadable',
      `问题${no}的期限无法识别 / Finding ${no}: the deadline cannot be read`,
    );
  }
}
