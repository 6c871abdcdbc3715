/** Takes the responsible persons and the due date out of a finding's or measure's text. */
import { fold } from '../text/lines.ts';
import { findDates, readDate } from '../text/dates.ts';
import type { PartialDate } from '../text/dates.ts';
import { DUE_NAME, RESPONSIBLE_NAME } from './labels.ts';

export interface Attributes {
  /** As printed, labels included: 责任领导:…;责任科室:…. */
  readonly responsible: string | null;
  readonly due: PartialDate | null;
}

export interface Extracted extends Attributes {
  /** The text without the brackets that held the attributes. */
  readonly text: string;
}

/**
 * Cuts out brackets such as (责任领导:…;整改时限:…) or (2024年6月底前完成). Other brackets stay.
 */
export function extractAttributes(text: string): Extracted {
  const folded = fold(text);
  const held: Attributes[] = [];
  let rest = '';
  let from = 0;
  for (const match of folded.matchAll(BRACKETS)) {
    const inner = text.slice(match.index + 1, match.index + match[0].length - 1);
    const attributes = readAttributes(inner) ?? readDeadlineOnly(inner);
    if (attributes === null) continue;
    held.push(attributes);
    rest += text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  rest += text.slice(from);
  return { text: held.length === 0 ? text : rest.trim(), ...mergeAttributes(held) };
}

/** Reads 责任领导:…;整改时限:…; null where the text opens with no such label. */
export function readAttributes(text: string): Attributes | null {
  const folded = fold(text);
  const labels = [...folded.matchAll(LABELS)];
  const first = labels[0];
  if (first === undefined || !/^[\s[(]*$/.test(folded.slice(0, first.index))) return null;
  // Neighbouring persons stay one piece, so that the separators between them stay as printed.
  const persons: { start: number; end: number }[] = [];
  let due: PartialDate | null = null;
  labels.forEach((label, position) => {
    const end = labels[position + 1]?.index ?? text.length;
    const value = trimSeparators(text.slice(label.index + label[0].length, end));
    const open = persons.at(-1);
    if (value === '') return;
    if (label[1] === undefined) due ??= readDate(firstPart(value));
    else if (open?.end === label.index) open.end = end;
    else persons.push({ start: label.index, end });
  });
  const names = persons.map(({ start, end }) => trimSeparators(text.slice(start, end)));
  return { responsible: names.length === 0 ? null : names.join('\uff1b'), due };
}

/** The lines that name who and when apart from those that say something. */
export function takeAttributes(lines: readonly string[]): {
  readonly rest: readonly string[];
  readonly attributes: readonly Attributes[];
} {
  const told = lines.map((line) => ({ line, held: readAttributes(line) }));
  return {
    rest: told.flatMap(({ line, held }) => (held === null ? [line] : [])),
    attributes: told.flatMap(({ held }) => held ?? []),
  };
}

/** The first stated due date; every stated person, in the order printed. */
export function mergeAttributes(all: readonly Attributes[]): Attributes {
  const persons = all.flatMap(({ responsible }) => (responsible === null ? [] : [responsible]));
  return {
    responsible: persons.length === 0 ? null : persons.join('\uff1b'),
    due: all.find(({ due }) => due !== null)?.due ?? null,
  };
}

/** 10月13日前  县督查组  2022年12月10日: what a space parts from the date is not part of it. */
function firstPart(value: string): string {
  const dates = findDates(value);
  for (const { index } of fold(value).matchAll(GAP)) {
    if (dates.some(({ start, end }) => start < index && index < end)) continue;
    const first = value.slice(0, index);
    if (readDate(first).precision !== 'none') return first;
  }
  return value;
}

/** Not the one before a word that belongs to the date: 12月 底前. */
const GAP = /\s{1,8}(?![\s上中下底末前月日]|年底|月底)/g;

const BRACKETS = /[([](?:[^()[\]]|\([^()]{0,60}\)){2,200}[)\]]/g;
const COLON = '\\s?(?:\\]\\s?:?|:)';
const LABELS = new RegExp(`(${RESPONSIBLE_NAME})${COLON}|(?:${DUE_NAME})${COLON}`, 'g');

/** A bracket that is nothing but a deadline, or one of the categories used in its place. */
const DEADLINE_ONLY =
  /^(?:(?:于|在)?[\dXx×*年月日号底末初上中下旬半季度第一二三四至到.\-/]{3,24}(?:前|底|末)(?:完成|整改到位|整改完成)?|立行立改|即知即改|长期坚持|常态化)(?:[,、;](?:并)?(?:长期坚持|持续推进|立行立改|常态化))?$/;

function readDeadlineOnly(inner: string): Attributes | null {
  if (!DEADLINE_ONLY.test(fold(inner).trim())) return null;
  return { responsible: null, due: readDate(inner) };
}

function trimSeparators(text: string): string {
  const folded = fold(text);
  const start = /^[\s;,、。.]*/.exec(folded)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && /[\s;,、。)\]]/.test(folded.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
