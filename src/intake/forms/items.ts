/** Items of a list that has no labels: what is wrong, and what has come of it where the item says so. */
import { extractAttributes, takeAttributes } from '../readings/attributes.ts';
import { isResponse, reportsRemedy, statesFault } from '../readings/faults.ts';
import { statesTheWhole } from '../readings/status-clauses.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { readMark, type MarkStyle } from '../text/numbering.ts';
import { isQuotedHeading } from '../text/quoted-heading.ts';
import { fullSentences, withoutEnd } from '../text/sentences.ts';
import { listReporting } from './entry.ts';
import type { ReadContext } from './form.ts';
import { announces } from './placing.ts';
import type { Entry } from './skeleton.ts';
import { nodesOf, type Part, type TreeNode } from './tree.ts';

/** One entry of such a list. */
export interface Item {
  readonly style: MarkStyle | null;
  readonly value: number;
  readonly source: Line;
  readonly lines: readonly string[];
}

/** The numbered headings right below `parts`; where there are none, what its running text numbers. */
export function itemsOf(parts: readonly Part[], context: ReadContext): Item[] {
  const nodes = nodesOf(parts);
  if (nodes.length > 0) return nodes.map(itemOfNode);
  const first = parts.findIndex((part) => part.kind === 'text' && beginsList(part.text));
  return first === -1 ? [] : itemsInText(parts.slice(first), context);
}

/** At the head of a line: inside one, a list belongs to what the line says first. */
const beginsList = (text: string): boolean => readMark(fold(text))?.value === 1;

export function itemOfNode(node: TreeNode): Item {
  const { style, value, source, text } = node;
  return {
    style,
    value,
    source,
    lines: [...(text === '' ? [] : [text]), ...linesBelow(node.parts)],
  };
}

/** All that stands below a heading, numbers included. */
export function linesBelow(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [part.text];
    if (part.kind === 'node') return [part.node.printed, ...linesBelow(part.node.parts)];
    // Persons and dates keep their labels in the text.
    return [part.label.kind === 'attributes' ? part.text : `${part.label.name}:${part.text}`];
  });
}

/** 一是…二是… in running text, over as many lines as they take. */
function itemsInText(parts: readonly Part[], context: ReadContext): Item[] {
  const list = listReporting(context);
  const sources = new Map<number, Line>();
  for (const part of parts) {
    if (part.kind !== 'text') continue;
    // 局长强调: what somebody says next is no entry of the list.
    if (sources.size > 0 && announces(part.text) && readMark(fold(part.text)) === null) break;
    sources.set(part.source.number, part.source);
    list.feed(part.source.number, part.text);
  }
  return list.measures.flatMap(({ no, line, text }) => {
    const source = sources.get(line);
    if (source === undefined) return [];
    return [{ style: list.style, value: Number(no), source, lines: text.split('\n') }];
  });
}

/** An item as an entry: its sentences up to where the text turns to what is done about it are its heading. */
export function entryOfItem({ style, value, source, lines }: Item, context: ReadContext): Entry {
  const { rest, attributes } = takeAttributes(lines);
  const { fault, response } = partResponse(rest);
  const blocks: Entry['blocks'] = [];
  if (response.length > 0) {
    const list = listReporting(context);
    for (const line of response) list.feed(source.number, line);
    blocks.push({ name: '', kind: 'progress', status: null, list });
  }
  const kept = { value, caseNo: null, source, attributes: [...attributes], blocks, leaves: [] };
  return { ...kept, style: style ?? 'item', heading: fault };
}

/** Parts what is wrong from what is done about it. The first sentence always says what is wrong. */
export function partResponse(lines: readonly string[]): { fault: string[]; response: string[] } {
  const [first = '', ...rest] = lines;
  if (isQuotedHeading(fold(first))) return { fault: [first], response: rest };
  for (const [index, line] of lines.entries()) {
    const at = responseAt(line, index > 0);
    if (at === null) continue;
    const before = line.slice(0, at);
    return {
      fault: [...lines.slice(0, index), ...(before === '' ? [] : [before])],
      response: [line.slice(at), ...lines.slice(index + 1)],
    };
  }
  return { fault: [...lines], response: [] };
}

/** Where in a line the first sentence, or the first entry of a list, that answers begins; or null. */
function responseAt(line: string, hasFault: boolean): number | null {
  const folded = fold(line);
  for (const [index, { start, end }] of fullSentences(line).entries()) {
    if (index === 0 && !hasFault) continue;
    const mark = readMark(folded, start);
    const isList = mark?.value === 1;
    const sentence = line.slice(start + (isList ? mark.length : 0), end);
    const opening = openingOf(sentence);
    if (ANSWERS_EACH.test(fold(sentence)) || statesTheWhole(withoutEnd(sentence), false))
      return start;
    if (reportsRemedy(opening)) return start;
    if (isResponse(opening) && (isList || !statesFault(opening))) return start;
    if (isList && !statesFault(opening)) return start;
  }
  return null;
}

/** 对…问题,省财政厅已…: audits answer point by point. */
const ANSWERS_EACH = /^(?:对|针对)[^,。]{2,80}问题,/;

/** Whether a numbered line only names what the lines below it are about: 消防安全方面. */
export function isGroupHeading({ text, parts }: TreeNode): boolean {
  const own = extractAttributes(text).text;
  if (own.length > LONGEST_GROUP_HEADING || fullSentences(own).length > 1) return false;
  if (isQuotedHeading(fold(own))) return false;
  const lists =
    nodesOf(parts).length > 0 ||
    parts.some((part) => part.kind === 'text' && beginsList(part.text));
  const first = parts.find((part) => part.kind !== 'label');
  if (lists && answersItself(own, parts)) return false;
  const hasBody = first?.kind === 'text' && !beginsList(first.text) && first.text.length > 12;
  if (lists) return !hasBody;
  // Each paragraph below a heading that names a field is one.
  return parts.length > 0 && NAMES_A_FIELD.test(withoutEnd(fold(own)));
}

/** 针对学习不深不透问题 / 一是完善制度。: says what is wrong, and the list below what is done about it. */
function answersItself(heading: string, parts: readonly Part[]): boolean {
  const entries = parts.flatMap((part) => {
    if (part.kind === 'node') return [part.node.text];
    if (part.kind !== 'text') return [];
    const mark = readMark(fold(part.text));
    return mark === null ? [] : [part.text.slice(mark.length)];
  });
  const faults = entries.filter((entry) => statesFault(openingOf(entry)));
  return NAMES_FINDING.test(fold(heading)) && faults.length * 2 < entries.length;
}

const openingOf = (entry: string): string => fold(entry).split(/[,;。]/)[0] ?? '';

/** A fault, or 针对…问题; 食堂管理方面问题 is a field. */
const NAMES_FINDING = new RegExp(
  '^针对(?![^。]*方面的?问题$)[^。]{4,80}问题(?:的?整改(?:落实)?(?:情况)?)?[。:]?$' +
    '|(?:不够?[\\u4e00-\\u9fff]{1,3}|不深不透|不严不实|不到位|有差距|弱化|薄弱|缺失|滞后|流于形式|不力|不足|缺乏|欠缺|松散|混乱)(?:的?问题)?[。:]?$',
);

const LONGEST_GROUP_HEADING = 40;
const NAMES_A_FIELD = /方面(?:的|存在的?|主要){0,3}(?:问题|不足|情况|隐患)?$/;
