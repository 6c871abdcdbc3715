/** The number of a document in due form, as it is read beside its notice. */
import type { Calendar } from '../engine/calendar-port.ts';
import { msOf } from './sql-time.ts';

export interface NoticeDocument {
  /** E.g. `督办〔XC-2024-01〕3号`. */
  readonly no: string;
  /** By when it asks for an answer: ISO 8601 with the zone's offset; null where it does not. */
  readonly replyBy: string | null;
}

export interface DocumentRecord {
  readonly document_no: string | null;
  readonly reply_by: Date | null;
}

/** Null for what is no document, or has not been issued. */
export function documentOf(
  { document_no: no, reply_by: replyBy }: DocumentRecord,
  calendar: Pick<Calendar, 'print'>,
): NoticeDocument | null {
  if (no === null) return null;
  return { no, replyBy: replyBy === null ? null : calendar.print(msOf(replyBy)) };
}
