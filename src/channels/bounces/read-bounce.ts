/** Reads a bounce (delivery status notification): which of our mails it speaks of, and what became of it. */
import { bytesAsText } from './charset.ts';
import {
  type Headers,
  headerOf,
  mailOf,
  mediaTypeOf,
  parameterOf,
  readable,
} from './mime-headers.ts';
import { contentOf, isDeliveryStatus, type Leaf, leavesOf } from './mime-parts.ts';
import { hasNullReturnPath, isAutomaticReply, isFromDaemon } from './origin.ts';
import { actionTold, type Prose, proseOf, statusTold } from './prose.ts';
import { type BounceAction, blocksOf, type Fate, worstFate } from './status.ts';
import { idAnswered, idInReport, idInText, idOfOriginal } from './which-mail.ts';

export interface Bounce {
  /** The Message-ID of our mail, as it stands between and with its angle brackets, e.g. <id@host>. */
  readonly messageId: string;
  /** failed: it will not arrive. delayed: the server still tries. delivered: it has arrived (a positive DSN). */
  readonly action: BounceAction;
  /** Stable word, never an address or a server's words: `bounce_5.1.1`, or `bounce_smtp_550`, or `bounce` where no status is given. */
  readonly code: string;
}

/** What a bounce says comes first; behind it is our own mail, which may be long. */
const maxBytes = 1_048_576;

/** A mail, taken apart once. */
interface Parts {
  readonly headers: Headers;
  readonly leaves: readonly Leaf[];
  readonly prose: readonly Prose[];
  /** Of all reports for machines in it. */
  readonly blocks: readonly Headers[];
}

/** Null when the mail is no bounce, or does not say of which mail. Never throws, whatever the bytes. */
export function readBounce(mail: Uint8Array): Bounce | null {
  const whole = mailOf(bytesAsText(mail.subarray(0, maxBytes)));
  const { headers } = whole;
  const isReport = mediaTypeOf(headers) === 'multipart/report';
  if (!isReport && !isFromDaemon(headers) && !hasNullReturnPath(headers)) return null;
  const leaves = leavesOf(whole);
  const blocks = leaves.filter(isDeliveryStatus).flatMap((leaf) => blocksOf(contentOf(leaf)));
  const parts = { headers, leaves, blocks, prose: proseOf(leaves) };
  const fate = worstFate(blocks) ?? fateTold(parts);
  const messageId = whichMail(parts);
  if (fate === null || fate.action === null || messageId === undefined) return null;
  const status = fate.status ?? (fate.action === 'delivered' ? null : statusIn(parts));
  return { messageId, action: fate.action, code: status === null ? 'bounce' : `bounce_${status}` };
}

/** What the words say, where no report for machines does. */
function fateTold(parts: Parts): Fate | null {
  const { headers, prose } = parts;
  if (isAutomaticReply(headers) || isAnotherReport(parts)) return null;
  // With nothing but a missing envelope sender, which automatic replies lack as well, it must bring
  // our mail back: to say that it answers one is what any reply does.
  if (!isMailSystem(headers) && returnedId(parts) === undefined) return null;
  const told = prose.map((each) => each.told).join('\n');
  const action =
    actionTold(readable(headerOf(headers, 'subject')), told) ??
    (headers.has('x-failed-recipients') ? 'failed' : null);
  return action === null ? null : { action, status: null };
}

function isMailSystem(headers: Headers): boolean {
  return isFromDaemon(headers) || reportType(headers) === 'delivery-status';
}

/** That a mail was read, or called spam by its reader (RFC 8098, RFC 5965): it arrived. */
function isAnotherReport({ headers, leaves }: Parts): boolean {
  return (
    !['', 'delivery-status'].includes(reportType(headers)) ||
    leaves.some(({ type }) => /^message\/(?:disposition-notification|feedback-report)$/u.test(type))
  );
}

function reportType(headers: Headers): string {
  return parameterOf(headers, 'report-type').toLowerCase();
}

function statusIn({ prose }: Parts): string | null {
  for (const { told } of prose) {
    const status = statusTold(told);
    if (status !== null) return status;
  }
  return null;
}

function whichMail(parts: Parts): string | undefined {
  const told = parts.prose.map((each) => each.told).join('\n');
  return returnedId(parts) ?? idInText(told) ?? idAnswered(parts.headers);
}

function returnedId({ leaves, blocks, prose }: Parts): string | undefined {
  return (
    idOfOriginal(leaves) ??
    idInReport(blocks) ??
    idInText(prose.map(({ returned }) => returned).join('\n'))
  );
}
