/** What a document says of all its findings at once: that all are done, or by when they are to be. */
import { mergeAttributes, readAttributes, type Attributes } from '../readings/attributes.ts';
import { dueInText } from '../readings/due-in-text.ts';
import { readDocumentStatus, type StatusReading } from '../readings/status.ts';
import { classifyStatus } from '../readings/status-phrases.ts';
import type { Aspect, Finding, StatedDate } from '../schema.ts';
import { statedDate } from '../stated-date.ts';
import { fold, lineAt, type Line } from '../text/lines.ts';
import { statements } from '../text/sentences.ts';
import { finishFinding } from './finish.ts';
import { linesBelow } from './items.ts';
import { nodesOf, type Part, type Tree, type TreeNode } from './tree.ts';

/** Gives each finding that states none the status and the date the document states for all. */
export function applyToAll(aspects: readonly Aspect[], tree: Tree): Aspect[] {
  const free = freeLines(tree, aspects);
  const ofAll = readDocumentStatus(linesOnAll(tree, aspects));
  const stated = attributesForAll(tree, aspects);
  const due = stated.due === null ? dueForAll(free) : statedDate(stated.due);
  return aspects.map((aspect) => {
    const status = statusInHeading(aspect.title) ?? ofAll;
    if (status === null && due === null && stated.responsible === null) return aspect;
    return { ...aspect, findings: aspect.findings.map((finding) => told(finding, status)) };
  });

  function told(finding: Finding, status: StatusReading | null): Finding {
    // What is left to others is not done because all else is.
    const isPassedOn = finding.requests.length > 0 && finding.measures.length === 0;
    // 现已全部到岗 is said of a measure, and leaves open how the finding stands.
    const saysNothing =
      finding.statusLevel === 'none' ||
      (finding.statusLevel === 'measure' && finding.status === 'unstated');
    const isSilent = saysNothing && !isPassedOn;
    return finishFinding({
      ...finding,
      ...(isSilent && status !== null ? status : null),
      due: finding.due.raw === null && due !== null ? due : finding.due,
      responsible: finding.responsible ?? stated.responsible,
      doubts: isSilent && status !== null ? {} : finding.readings,
    });
  }
}

/** 已完成整改的问题 above several findings. */
function statusInHeading(title: string | null): StatusReading | null {
  const heading = fold(title ?? '').replace(/^[(\d一二三四五六七八九十)、.\s]{1,8}/, '');
  const words = STATED_ABOVE.exec(heading)?.[1];
  const status = words === undefined ? null : classifyStatus(words);
  if (words === undefined || status === null) return null;
  return { statusPhrase: words, statusLevel: 'document', status };
}

const STATED_ABOVE =
  /^((?:已|基本|正在|尚未|未|仍未|部分|持续|长期|需长期|暂未)[^,。;:]{0,8}?(?:整改|完成|推进|销号|办结|到位|坚持))的?(?:问题|事项|任务)(?:情况|清单)?(?:\([^()]{1,12}\))?[。:]?$/;

/** 整改时限:…, 责任人:… below the list of findings, and not below one of them. */
function attributesForAll(tree: Tree, aspects: readonly Aspect[]): Attributes {
  const labels = freeParts(tree, aspects).filter((part) => part.kind === 'label');
  return mergeAttributes(
    labels.flatMap(({ label, text }) =>
      label.kind === 'attributes' ? (readAttributes(text) ?? []) : [],
    ),
  );
}

/** The lines of those parts of the document that list no finding. */
function freeLines(tree: Tree, aspects: readonly Aspect[]): Line[] {
  return [...freeParts(tree, aspects).flatMap(linesOf), ...tree.outside];
}

/** 上年度反馈的3个问题已全部整改到位, and below it these: that is said of them, and not of what is listed elsewhere. */
function linesOnAll(tree: Tree, aspects: readonly Aspect[]): Line[] {
  const parts = freeParts(tree, aspects).filter(
    (part) => part.kind !== 'node' || !nodesOf(part.node.parts).some(namesFinding),
  );
  return [...parts.flatMap(linesOf), ...tree.outside];
}

const namesFinding = ({ text }: TreeNode): boolean =>
  /^(?:关于|针对)[^。]{4,60}问题/.test(fold(text));

function freeParts({ parts }: Tree, aspects: readonly Aspect[]): Part[] {
  const listed = aspects
    .flatMap(({ findings }) => findings.map(({ line }) => line))
    .toSorted((a, b) => a - b);
  let next = 0;
  return parts.filter((part, index) => {
    if (part.kind !== 'node') return true;
    const from = lineOf(part);
    const after = parts[index + 1];
    const end = after === undefined ? Number.POSITIVE_INFINITY : lineOf(after);
    while ((listed[next] ?? Number.POSITIVE_INFINITY) < from) next += 1;
    return (listed[next] ?? Number.POSITIVE_INFINITY) >= Math.max(end, from + 1);
  });
}

const lineOf = (part: Part): number =>
  part.kind === 'node' ? part.node.source.number : part.source.number;

function linesOf(part: Part): Line[] {
  const number = lineOf(part);
  return linesBelow([part]).map((text) => lineAt(number, text));
}

// 现责令你单位于…前整改完毕.
const SETS_DATE = /责令|限期?于?|请(?:你|贵|各|于|在|按)|务必|(?:须|应|要求)(?:于|在|你|各)/;

function dueForAll(lines: readonly Line[]): StatedDate | null {
  for (const { text } of lines) {
    for (const { start, end } of statements(text)) {
      const printed = text.slice(start, end);
      if (!SETS_DATE.test(fold(printed)) || !/整改|改正|消除|落实到位/.test(fold(printed)))
        continue;
      const due = dueInText(printed);
      if (due !== null) return statedDate(due);
    }
  }
  return null;
}
