/** Reads findings told in running text: what is wrong, then what is done about it, numbered or not. */
import { isResponse, statesFault } from '../readings/faults.ts';
import type { Finding } from '../schema.ts';
import { splitTitle } from '../readings/finding-title.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { clauses, fullSentences } from '../text/sentences.ts';
import { listReporting } from './entry.ts';
import { readFinding } from './findings.ts';
import type { ReadContext } from './form.ts';
import type { Block, Entry } from './skeleton.ts';
import { intentIn, type Standing } from './standing.ts';
import type { Part } from './tree.ts';

/** One finding for each paragraph that begins with what is wrong. */
export function findingsInParagraphs(parts: readonly Part[], context: ReadContext): Finding[] {
  const findings: Finding[] = [];
  for (const part of parts) {
    if (part.kind !== 'text') continue;
    const turn = turnOf(part.text);
    if (turn === null) continue;
    const no = String(findings.length + 1);
    findings.push(findingTold(turn, { no, text: part.text, source: part.source }, context));
  }
  return findings;
}

/** Where a text turns from what is wrong to what is done about it. */
export interface Turn {
  readonly fault: string;
  readonly response: string;
  /** What is done is listed: 采取以下措施:1.…;2.…. */
  readonly isListed: boolean;
}

/** Opening formulas: 根据…文件要求, 对照问题清单,逐项整改落实. */
const OPENS_CHAPTER =
  /^(?:根据|按照|依据|围绕|对照|近年来|自|现将|为(?:了|深入|认真|切实|进一步|做好))/;

/** Null for a text that neither finds fault nor turns to a list of what is done. */
export function turnOf(text: string): Turn | null {
  if (OPENS_CHAPTER.test(fold(text))) return null;
  let end = 0;
  let hasFault = false;
  for (const clause of clauses(text)) {
    const printed = text.slice(clause.start, clause.end);
    if (end > 0 && isResponse(printed) && !statesFault(printed)) break;
    hasFault ||= statesFault(printed);
    end = clause.end;
    // 内科:3份病历超时;… goes on with what is wrong.
    if (fold(printed).includes(':') && !NAMES_WHO.test(fold(printed))) break;
  }
  const response = text.slice(end).trim();
  const isListed = end < text.length && LISTS.test(fold(response));
  return hasFault || isListed ? { fault: text.slice(0, end), response, isListed } : null;
}

const NAMES_WHO =
  /^[^,。;:]{1,16}(?:科|室|局|委|办|院|校|中学|小学|园|组|站|所|队|中心|公司|镇|乡|村|街道|班):\S/;

const LISTS = /:\s{0,4}(?:\(?[1一]\)|[1一][.、]|①|一是|首先|第一)/;

/** The finding a turning text tells of. */
export function findingTold(
  { fault, response }: Turn,
  { no, text, source }: { readonly no: string; readonly text: string; readonly source: Line },
  context: ReadContext,
): Finding {
  const { told, outcome } = partOutcome(response);
  const list = listOf(told, source.number, context);
  const blocks: Block[] =
    response === '' ? [] : [{ name: '', kind: 'progress', status: null, list }];
  if (outcome !== '') {
    const hoped = listOf(outcome, source.number, context);
    blocks.push({ name: '', kind: 'inquiry', status: null, list: hoped });
  }
  const kept = { style: 'item', value: 1, caseNo: null, source } as const;
  const entry: Entry = { ...kept, heading: [fault], attributes: [], blocks, leaves: [] };
  const finding = readFinding(entry, { no, parent: null, isLabelled: false }, context);
  return {
    ...finding,
    ...standing(finding, intentIn(list.lead || response)),
    title: splitTitle([fault]).title,
    description: text,
  };
}

/** 目前已加快推进,…预计年底前完成: what is under way is more than planned. */
function standing(finding: Finding, intent: Standing | null): Standing | null {
  const isHope = finding.status === 'planned' && intent?.status === 'in_progress';
  return finding.statusLevel === 'none' || isHope ? intent : null;
}

/** What is hoped for when all measures are done stands behind the last of them: 到年底,达到国家标准. */
function partOutcome(response: string): { told: string; outcome: string } {
  const sentences = fullSentences(response);
  const at = sentences.findIndex(
    ({ start, end }, index) => index > 0 && LOOKS_AHEAD.test(fold(response.slice(start, end))),
  );
  const from = sentences[at]?.start ?? response.length;
  return { told: response.slice(0, from).trim(), outcome: response.slice(from).trim() };
}

const LOOKS_AHEAD =
  /^\s*(?:力争|争取|确保|预计|计划|届时|待|到|至|截至|目前|通过(?:以上|上述)|\d{4}年[^,。]{1,12}(?:前|底))/;

function listOf(text: string, line: number, context: ReadContext): Block['list'] {
  const list = listReporting(context);
  list.feed(line, text);
  return list;
}
