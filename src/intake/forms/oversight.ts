/** Reads reports that mostly praise: a finding is a sentence that plainly says what is wrong. */
import { statesPlainFault } from '../readings/faults.ts';
import type { Aspect, Finding } from '../schema.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { clauses, fullSentences, statements, withoutEnd } from '../text/sentences.ts';
import { finishFinding, reading } from './finish.ts';
import type { FormReading, ReadContext } from './form.ts';
import { listsNoFindings, roleOf } from './roles.ts';
import { aspectOf } from './skeleton.ts';
import { standingOf } from './standing.ts';
import { nodesOf, type Part, type Tree } from './tree.ts';

/** Null where no sentence says that anything is wrong. */
export function readOversight(tree: Tree, _context: ReadContext): FormReading | null {
  const roots = nodesOf(tree.parts);
  const loose = tree.parts.filter(({ kind }) => kind !== 'node');
  const count = counter();
  const aspects: Aspect[] = roots.map((node) => ({
    title: aspectOf(node).title,
    line: node.source.number,
    findings:
      roleOf(node.text) === 'plans' || roleOf(node.text) === 'requirements'
        ? []
        : findingsIn([{ kind: 'node', node }], count),
  }));
  const own = findingsIn(loose, count);
  const all =
    own.length > 0
      ? [{ title: null, line: own[0]?.line ?? 1, findings: own }, ...aspects]
      : aspects;
  const first = firstLine(tree.parts);
  if (first === null || all.every(({ findings }) => findings.length === 0)) return null;
  const items = all.reduce((sum, { findings }) => sum + findings.length, 0);
  return { ok: true, form: 'oversight-report', aspects: all, items, first };
}

const counter = (): (() => string) => {
  let last = 0;
  return () => String((last += 1));
};

function firstLine(parts: readonly Part[]): Line | null {
  const node = nodesOf(parts)[0];
  if (node !== undefined) return node.source;
  const text = parts.find((part) => part.kind === 'text');
  return text?.kind === 'text' ? text.source : null;
}

function findingsIn(parts: readonly Part[], count: () => string): Finding[] {
  return parts.flatMap((part) => {
    if (part.kind === 'node') {
      const { node } = part;
      if (listsNoFindings(roleOf(node.text)) && roleOf(node.text) === 'plans') return [];
      return [...inText(node.text, node.source, count), ...findingsIn(node.parts, count)];
    }
    return inText(part.text, part.source, count);
  });
}

function inText(text: string, source: Line, count: () => string): Finding[] {
  return fullSentences(text).flatMap(({ start, end }) =>
    inSentence(text.slice(start, end), source, count),
  );
}

function inSentence(sentence: string, source: Line, count: () => string): Finding[] {
  const excepted = readException(sentence);
  if (excepted !== null) return [findingOf(excepted, source, numberIn(sentence) ?? count())];
  return statements(sentence).flatMap(({ start, end }) => {
    const printed = sentence.slice(start, end);
    const fault = faultIn(printed);
    return fault === null ? [] : [findingOf(fault, source, numberIn(printed) ?? count())];
  });
}

interface Fault {
  readonly title: string;
  readonly description: string;
}

/** 除个别学校第16条“…”,需要较大资金不能马上整改外: what is excepted is what is wrong. */
function readException(sentence: string): Fault | null {
  const folded = fold(sentence);
  const match = /除(?!了)([^。;]{6,160}?)[之以]?外(?=[,。;]|$)/.exec(folded);
  if (match?.[1] === undefined) return null;
  const from = match.index + 1;
  const inner = sentence.slice(from, from + match[1].length);
  if (!clauses(inner).some(({ start, end }) => statesPlainFault(inner.slice(start, end))))
    return null;
  const first = clauses(inner)[0];
  return {
    title: withoutEnd(inner.slice(first?.start, first?.end)),
    description: sentence.slice(match.index, match.index + match[0].length),
  };
}

/** From the clause that names who or what to the last that finds fault. */
function faultIn(statement: string): Fault | null {
  const spans = clauses(statement);
  const faults = spans.flatMap(({ start, end }, index) =>
    statesPlainFault(statement.slice(start, end)) ? [index] : [],
  );
  const first = faults[0];
  const last = faults.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = subjectBefore(statement, spans, first);
  const to = spans[last]?.end ?? statement.length;
  const title = withoutEnd(statement.slice(from, to)).replace(LEAD_IN, '');
  return { title, description: statement.trim() };
}

const LEAD_IN =
  /^\s*(?:但是?|然而|不过|同时|此外|另外|其中|也|还|经(?:检查|查|核查|核实)|检查(?:中)?发现|督查(?:中)?发现|发现)[,，:：]?/;

/** A clause without a subject of its own takes that of the clause before it. */
function subjectBefore(
  statement: string,
  spans: readonly { start: number; end: number }[],
  index: number,
): number {
  const own = spans[index];
  const before = spans[index - 1];
  if (own === undefined) return 0;
  const clause = fold(statement.slice(own.start, own.end)).trim();
  const isBare = /^(?:且|并|不|未|没有|缺|无|存在|难以|无法|也|仍|尚|还)/.test(clause);
  if (!isBare || before === undefined) return own.start;
  const words = fold(statement.slice(before.start, before.end));
  return /^(?:但|不过)/.test(words) || words.length <= 24 ? before.start : own.start;
}

/** 第16条 of a list that the sentence quotes names the finding. */
function numberIn(sentence: string): string | null {
  const folded = fold(sentence);
  const item = /第(\d{1,3}|[一二三四五六七八九十]{1,3})[条项款]/.exec(folded)?.[0];
  if (item === undefined) return null;
  const list = /[“"《]([^”"》]{2,20}(?:要求|标准|清单|条例|规定|规范))[”"》]/.exec(folded)?.[1];
  return list === undefined ? item : `${list}-${item}`;
}

const FROM_PROSE = reading(
  0.55,
  '由行文中指出不足的语句读出，文件没有列为条目',
  'read out of a sentence that finds fault; the document does not list it as an item',
);

function findingOf({ title, description }: Fault, source: Line, no: string): Finding {
  return finishFinding({
    no,
    title,
    parentTitle: null,
    description,
    measures: [],
    remarks: null,
    ...standingOf([description]),
    responsible: null,
    due: { raw: null, precision: null, value: null },
    requirements: [],
    requests: [],
    line: source.number,
    doubts: { finding: FROM_PROSE },
  });
}
