/** Reads fields that state nothing but how far things have come: 整改状态:整改中, 是否办结:是. */
import { fold } from '../text/lines.ts';
import { statements, withoutEnd } from '../text/sentences.ts';
import { classifyStatus } from './status-phrases.ts';
import type { Status } from './status-phrases.ts';

export interface StatedStatus {
  /** As printed. */
  readonly phrase: string;
  readonly status: Status;
}

const STATE_FIELD = /状态|进度|是否|结果|(?:办结|销号|完成|到位)(?:情况)?$|进展$/;
const LONGEST_STATE = 24;

/**
 * The status a field with that name states, or null. Fields named for a state hold one wherever their
 * text is short; others (整改情况) are left to whoever reads measures.
 */
export function readStatusField(name: string, text: string): StatedStatus | null {
  const phrase = withoutEnd(text).trim();
  const folded = fold(phrase);
  if (name.startsWith('是否') && !name.includes('属实')) {
    if (/^(?:是|已|√|对)$/.test(folded)) return { phrase, status: 'closed' };
    if (/^(?:否|未|×|没有|x)$/i.test(folded)) return { phrase, status: 'not_completed' };
  }
  if (!STATE_FIELD.test(name) || statements(phrase).length > 1) return null;
  if (folded.length > LONGEST_STATE) return null;
  const status = classifyStatus(phrase);
  return status === null ? null : { phrase, status };
}

/** The status words state, as a list: none where they state none. */
export function statedStatus(phrase: string): StatedStatus[] {
  const status = classifyStatus(phrase);
  return status === null ? [] : [{ phrase, status }];
}
