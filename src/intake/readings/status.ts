/** Decides of what a status phrase speaks: the finding, one measure, or the whole document. */
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { fullSentences, withoutEnd } from '../text/sentences.ts';
import { clauseOnTheWhole, measureStatus, takeClosing, takeOpening } from './status-clauses.ts';
import { classifyStatus, statesFailure } from './status-phrases.ts';
import type { StatedStatus } from './status-fields.ts';
import type { Status } from './status-phrases.ts';

/** The thing a status phrase speaks of. */
export const STATUS_LEVELS = ['finding', 'measure', 'document', 'none'] as const;

export interface StatusReading {
  readonly statusPhrase: string | null;
  readonly statusLevel: (typeof STATUS_LEVELS)[number];
  readonly status: Status;
}

export interface ProgressText {
  /** Statuses printed in a field of their own: 整改结果:…, 整改情况(已完成):. */
  readonly labelled: readonly StatedStatus[];
  readonly measures: readonly string[];
  /** Progress text that belongs to no measure: an introduction, an outcome. */
  readonly remarks: readonly string[];
}

export interface ReadProgress extends StatusReading {
  /** As given, but without a closing sentence on the whole finding (此问题已整改到位。). */
  readonly measures: readonly { readonly text: string; readonly statusPhrase: string | null }[];
  readonly remarks: readonly string[];
  /** The finding is called closed although one of its measures is reported as failed. */
  readonly isContradicted: boolean;
}

/**
 * A field of its own or a closing sentence speaks of the finding. What is said inside one measure
 * speaks of that measure: its failure leaves the finding open, its completion does not close it.
 */
export function readProgress({ labelled, measures, remarks }: ProgressText): ReadProgress {
  const isOneOfSeveral = measures.length > 1;
  // Before all that was done, where that is not numbered.
  const opening = takeOpening(isOneOfSeveral ? '' : (measures[0] ?? ''));
  const last = opening.phrase === null ? (measures.at(-1) ?? '') : opening.rest;
  const closing = takeClosing(last, isOneOfSeveral);
  const clause = closing.phrase === null ? clauseOnTheWhole(last, isOneOfSeveral) : null;
  const openRemarks = remarks.map((remark) => takeClosing(remark, false));
  const [field] = labelled;
  const phrase =
    field?.phrase ??
    opening.phrase ??
    closing.phrase ??
    clause ??
    openRemarks.find((remark) => remark.phrase !== null)?.phrase ??
    remarks.map((remark) => clauseOnTheWhole(remark, false)).find((said) => said !== null) ??
    null;

  // A numbered measure that says nothing else keeps its sentence: it was counted as a measure.
  const lastText = closing.rest === '' ? last : closing.rest;
  const read = measures.map((given, index) => {
    const isLast = index === measures.length - 1;
    const text = isLast ? lastText : given;
    return { text, statusPhrase: isLast && clause !== null ? null : measureStatus(text) };
  });
  const reading =
    phrase === null ? statusOfMeasures(read) : statusOfFinding(phrase, field?.status ?? null);
  return {
    ...reading,
    measures: read,
    remarks: openRemarks.map(({ rest }) => rest).filter((rest) => rest !== ''),
    isContradicted:
      CLOSED.has(reading.status) &&
      read.some(({ statusPhrase }) => statesFailure(statusPhrase ?? '')),
  };
}

/** 截至目前,反馈的18个问题已全部整改到位: the only statement that reaches findings without one. */
export function readDocumentStatus(lines: readonly Line[]): StatusReading | null {
  for (const { text } of lines) {
    for (const { start, end } of fullSentences(text)) {
      const phrase = withoutEnd(text.slice(start, end)).trim();
      const folded = fold(phrase);
      const isOfAll = ALL_FINDINGS.test(folded) && !SOME_ONLY.test(folded);
      const status = isOfAll ? classifyStatus(phrase) : null;
      if (status !== null && CLOSED.has(status)) {
        return { statusPhrase: phrase, statusLevel: 'document', status };
      }
    }
  }
  return null;
}

const CLOSED: ReadonlySet<Status> = new Set(['closed', 'closed_ongoing']);

const ALL_FINDINGS =
  /(?:问题|整改任务|反馈意见)[^。;]{0,12}(?:已经?|现)(?:全部|均|都)(?:整改|完成|销号|解决|落实)|(?:全部|所有)[^。;]{0,12}问题[^。;]{0,6}(?:均|都)?已/;

/** 移交立行立改问题3个,已全部整改完成, or 上年度…: says nothing of the findings that are listed. */
const SOME_ONLY =
  /上一?(?:年度|年(?!内|来)|轮|次|届|学期)|去年|以往|历次|前[一二两几]?[轮次年]|移交|转办|交办|信访件|立行立改(?:的)?(?:问题|事项)|部分问题/;

const statusOfFinding = (statusPhrase: string, status: Status | null): StatusReading => ({
  statusPhrase,
  statusLevel: 'finding',
  status: status ?? classifyStatus(statusPhrase) ?? 'unstated',
});

function statusOfMeasures(
  measures: readonly { readonly statusPhrase: string | null }[],
): StatusReading {
  const phrases = measures.flatMap(({ statusPhrase }) => statusPhrase ?? []);
  const open =
    phrases.find(statesFailure) ??
    phrases.find((phrase) => classifyStatus(phrase) === 'in_progress');
  const statusPhrase = open ?? phrases[0];
  if (statusPhrase === undefined) {
    return { statusPhrase: null, statusLevel: 'none', status: 'unstated' };
  }
  const status = open === undefined ? 'unstated' : (classifyStatus(open) ?? 'unstated');
  return { statusPhrase, statusLevel: 'measure', status };
}
