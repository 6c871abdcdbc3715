/** What a document says of itself as a whole: who inspected whom, when, how it may be answered. */
import { readChannels } from './readings/channels.ts';
import { readHeader } from './readings/header.ts';
import { readReferrals } from './readings/referrals.ts';
import { readTallies } from './readings/tallies.ts';
import type { IntakeDocument } from './schema.ts';
import { statedDate } from './stated-date.ts';
import { isDateLine } from './text/boilerplate.ts';
import { readDate } from './text/dates.ts';
import type { Line } from './text/lines.ts';

type Facts = Omit<IntakeDocument['document'], 'declared' | 'form'>;

/** `before` are the lines before the first finding; `lines` is all of the document. */
export function documentFacts(before: readonly Line[], lines: readonly Line[]): Facts {
  const { title, inspectedOrg, inspectingBody, feedback } = readHeader(before);
  const outside = [...before, ...lines.slice(-LAST_LINES)];
  return {
    title,
    inspectedOrg,
    inspectingBody,
    // Only a date stated in full becomes ISO; a partial one stays as printed.
    feedbackDate: feedback?.precision === 'day' ? feedback.value : (feedback?.raw ?? null),
    feedback: statedDate(feedback),
    reported: statedDate(readSignedDate(lines)),
    channels: readChannels(lines.slice(-LAST_LINES)),
    referrals: readReferrals(lines),
    tallies: readTallies(outside),
  };
}

/** Calls for comments and signatures stand at the end. */
const LAST_LINES = 40;

/** The last date that stands alone on a line. */
function readSignedDate(lines: readonly Line[]): ReturnType<typeof readDate> | null {
  const signed = lines.slice(-LAST_LINES).findLast(({ folded }) => isDateLine(folded));
  return signed === undefined ? null : readDate(signed.text);
}
