/** Reads findings told in plain paragraphs: what is wrong, then what is done about it, numbered or not. */
import { isResponse, statesFault } from '../readings/faults.ts';
import type { Finding } from '../schema.ts';
import { fold } from '../text/lines.ts';
import { clauses, withoutEnd } from '../text/sentences.ts';
import { listReporting } from './entry.ts';
import { readFinding } from './findings.ts';
import type { ReadContext } from './form.ts';
import type { Entry } from './skeleton.ts';
import { intentIn } from './standing.ts';
import type { Part } from './tree.ts';

/** One finding for each paragraph that begins with what is wrong. */
export function findingsInParagraphs(parts: readonly Part[], context: ReadContext): Finding[] {
  const findings: Finding[] = [];
  for (const part of parts) {
    if (part.kind !== 'text') continue;
    const split = splitParagraph(part.text);
    if (split === null) continue;
    const no = String(findings.length + 1);
    const list = listReporting(context);
    list.feed(part.source.number, split.response);
    const blocks: Entry['blocks'] =
      split.response === '' ? [] : [{ name: '', kind: 'progress', status: null, list }];
    const { source } = part;
    const heading = [split.fault];
    const value = findings.length + 1;
    const entry: Entry = {
      style: 'item',
      value,
      caseNo: null,
      source,
      heading,
      attributes: [],
      blocks,
      leaves: [],
    };
    const finding = readFinding(entry, { no, parent: null, isLabelled: false }, context);
    findings.push({
      ...finding,
      ...(finding.statusLevel === 'none' ? intentIn(list.lead || split.response) : null),
      title: withoutEnd(split.fault),
      description: part.text,
    });
  }
  return findings;
}

/** Opening formulas: 根据…文件要求, 对照问题清单,逐项整改落实. */
const OPENS_CHAPTER = /^(?:根据|按照|依据|为(?:了|深入|认真|切实|进一步)|围绕|对照|近年来|自|现将)/;

function splitParagraph(text: string): { fault: string; response: string } | null {
  const folded = fold(text);
  if (OPENS_CHAPTER.test(folded)) return null;
  let end = 0;
  let hasFault = false;
  for (const clause of clauses(text)) {
    const printed = text.slice(clause.start, clause.end);
    if (end > 0 && isResponse(printed)) break;
    if (end > 0 && hasFault && /[。!?]$/.test(fold(text.slice(0, end)).trimEnd())) break;
    hasFault ||= statesFault(printed);
    end = clause.end;
    if (/[:]/.test(fold(printed))) break;
  }
  if (!hasFault) return null;
  return { fault: text.slice(0, end), response: text.slice(end).trim() };
}
