/** Header cells without what differs from one ledger to the next: width, spaces, brackets, characters. */
import { fold } from '../text/lines.ts';

export interface HeaderText {
  /** The words alone, in simplified characters. */
  readonly words: string;
  /** What stands in brackets behind them: 万元, 是/否. */
  readonly bracketed: string;
}

const LONGEST_HEADER = 120;

export function headerText(printed: string): HeaderText {
  const folded = simplified(printed.slice(0, LONGEST_HEADER)).toLowerCase();
  const bracketed = Array.from(folded.matchAll(/[([]([^()[\]]*)[)\]]/g), ([, inner = '']) => inner);
  const bare = folded
    .replaceAll(/[([][^()[\]]*[)\]]?/g, '')
    .replace(/^\s*(?:\d{1,2}\s*[.、]|[①-⑳])/, '')
    .replaceAll(/[^\p{L}\p{N}/%]/gu, '');
  // 存在问题 Finding: the one says it.
  const own = /\p{sc=Han}/u.test(bare) ? bare.replaceAll(/[a-z]{2,}/g, '') : bare;
  const words = own.replaceAll(/^\/{1,9}|\/{1,9}$/g, '');
  return { words, bracketed: bracketed.join(' ').replaceAll(/\s/g, '') };
}

/** What makes two header cells the same. Brackets count: 金额(元) is not 金额(万元). */
export const headerKey = (printed: string): string =>
  simplified(printed)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}%]/gu, '');

/** Half width, simplified characters, and one spelling of 台账. */
export const simplified = (text: string): string => fold(text).replaceAll('帐', '账');
