/** Reads findings told in plain paragraphs: what is wrong, then what is done about it, numbered or not. */
import { isResponse, statesFault } from '../readings/faults.ts';
import type { Finding } from '../schema.ts';
import { fold } from '../text/lines.ts';
import { clauses, fullSentences, withoutEnd } from '../text/sentences.ts';
import { listReporting } from './entry.ts';
import { readFinding } from './findings.ts';
import type { ReadContext } from './form.ts';
import type { Block, Entry } from './skeleton.ts';
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
    const { told, outcome } = partOutcome(split.response);
    list.feed(part.source.number, told);
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
    if (outcome !== '')
      blocks.push({
        name: '',
        kind: 'inquiry',
        status: null,
        list: listOf(outcome, part.source.number, context),
      });
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

/** What is hoped for when all measures are done stands behind the last of them: 到年底,达到国家标准. */
function partOutcome(response: string): { told: string; outcome: string } {
  const sentences = fullSentences(response);
  const at = sentences.findIndex(
    ({ start, end }, index) => index > 0 && LOOKS_AHEAD.test(fold(response.slice(start, end))),
  );
  const from = sentences[at]?.start ?? response.length;
  return { told: response.slice(0, from).trim(), outcome: response.slice(from).trim() };
}

const LOOKS_AHEAD = /^\s*(?:力争|争取|确保|预计|计划|届时|待|到|至|截至|目前|通过(?:以上|上述))/;

function listOf(text: string, line: number, context: ReadContext): Block['list'] {
  const list = listReporting(context);
  list.feed(line, text);
  return list;
}

/** Opening formulas: 根据…文件要求, 对照问题清单,逐项整改落实. */
const OPENS_CHAPTER =
  /^(?:根据|按照|依据|围绕|对照|近年来|自|现将|为(?:了|深入|认真|切实|进一步|做好))/;

/**
 * What is wrong goes up to where the paragraph turns to what is done about it, or announces a list. Only
 * a paragraph that turns, or finds fault, tells of a finding.
 */
function splitParagraph(text: string): { fault: string; response: string } | null {
  if (OPENS_CHAPTER.test(fold(text))) return null;
  let end = 0;
  let hasFault = false;
  let turns = false;
  for (const clause of clauses(text)) {
    const printed = text.slice(clause.start, clause.end);
    turns = end > 0 && isResponse(printed);
    if (turns) break;
    hasFault ||= statesFault(printed);
    end = clause.end;
    if (fold(printed).includes(':')) {
      turns = true;
      break;
    }
  }
  const response = text.slice(end).trim();
  const listsMeasures = LISTS.test(fold(response));
  if (!hasFault && !(turns && listsMeasures)) return null;
  return { fault: text.slice(0, end), response };
}

/** 采取以下措施:1.…;2.… */
const LISTS = /:\s{0,4}(?:\(?[1一]\)|[1一][.、]|①|一是|首先)/;
