/** Reads reports that mostly praise: a finding is a sentence that plainly says what is wrong. */
import type { Aspect, Finding } from '../schema.ts';
import type { Line } from '../text/lines.ts';
import { fullSentences, statements } from '../text/sentences.ts';
import { finishFinding, reading } from './finish.ts';
import type { FormReading, ReadContext } from './form.ts';
import { faultIn, numberIn, readException, readIntroduced, type Fault } from './prose-faults.ts';
import { roleOf } from './roles.ts';
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
    findings: findingsIn([{ kind: 'node', node }], count),
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
      const role = roleOf(node.text);
      if (role === 'plans' || role === 'requirements') return [];
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
  const introduced = readIntroduced(sentence);
  if (introduced.length > 0) {
    return introduced.map((fault) => findingOf(fault, source, numberIn(sentence) ?? count()));
  }
  return statements(sentence).flatMap(({ start, end }) => {
    const printed = sentence.slice(start, end);
    const fault = faultIn(printed);
    return fault === null ? [] : [findingOf(fault, source, numberIn(printed) ?? count())];
  });
}

const FROM_PROSE = reading(
  0.55,
  '由行文中指出不足的语句读出，文件没有列为条目',
  'read out of a sentence that finds fault; the document does not list it as an item',
);

/** A finding that stands in prose. */
export function findingOf({ title, description }: Fault, source: Line, no: string): Finding {
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
