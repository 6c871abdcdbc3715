/** Names that do not begin with a Chinese family name, where the words before say that a name follows. */
import { mayBeGiven } from './given-names.ts';
import { stopWordAt } from './stop-words.ts';

/**
 * Length of 阿依古丽 in 信访人:阿依古丽, and of names with a dot; 0 where there is none. `isAwaited`
 * is asked only where there may be one.
 */
export function strangeNameAt(text: string, at: number, isAwaited: () => boolean): number {
  const length = dottedAt(text, at) || enclosedAt(text, at);
  return length > 0 && isAwaited() ? length : 0;
}

const LONGEST_PART = 7;

/** 阿卜杜拉·买买提. */
function dottedAt(text: string, at: number): number {
  const dot = text.slice(at, at + LONGEST_PART + 1).search(/[·•・]/);
  if (dot < 1 || !Array.from(text.slice(at, at + dot)).every(mayBeGiven)) return 0;
  let end = at + dot + 1;
  const last = end + LONGEST_PART;
  while (end < last && mayBeGiven(text.charAt(end))) end += 1;
  return end > at + dot + 1 ? end - at : 0;
}

/** Between a colon or bracket and the next mark. */
function enclosedAt(text: string, at: number): number {
  if (!/[:(“]/.test(text.charAt(at - 1))) return 0;
  const name = ENCLOSED.exec(text.slice(at, at + 6))?.[0] ?? '';
  if (name === '' || !Array.from(name).every(mayBeGiven)) return 0;
  return NOBODY.test(name) || stopWordAt(text, at) > 0 ? 0 : name.length;
}

const ENCLOSED = /^[\u3400-\u9fff]{2,4}(?=[,;。)”、 ]|$)/;

const NOBODY =
  /匿|某|不详|未知|保密|略|同上|无|家长|群众|村民|居民|业主|市民|网[民友]|教师|老师|学生|职工|员工|全体|部分|热心|患者|家属|多|老人|先生|女士|若干|代表|集体|联名/;
