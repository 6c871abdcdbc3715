/** Finds the persons a passage names, and tells those who hold an office from those who do not. */
import { bareNameAt } from './bare-names.ts';
import { isDealtWith } from './dealt-with.ts';
import { isUsualGivenName } from './given-names.ts';
import { nameAt, type Trust } from './name-at.ts';
import { strangeNameAt } from './strange-names.ts';
import { surnameAt } from './surnames.ts';
import { endsWord } from './word-tails.ts';
import { AFTER, whoAfter, type After } from './who-after.ts';
import { BEFORE, whoBefore, type Before } from './who-before.ts';

/** A stretch of the text; `end` exclusive. */
export interface FoundName {
  readonly start: number;
  readonly end: number;
  /** Characters of the family name; 0 where it is not known. */
  readonly surname: number;
  readonly isOfficial: boolean;
  /** The words right before say it. */
  readonly isSure: boolean;
}

/** In the order of the text, which is folded. Names nothing is said of are left out. */
export function findNames(text: string): FoundName[] {
  const found: FoundName[] = [];
  let at = 0;
  while (at < text.length) {
    const names = namesFrom(text, at);
    found.push(...names);
    at = Math.max(at + 1, names.at(-1)?.end ?? 0);
  }
  return found;
}

interface Named {
  readonly start: number;
  readonly end: number;
  readonly isMasked: boolean;
}

function namesFrom(text: string, at: number): FoundName[] {
  const isNamed = nameAt(text, at, 'trusting') > 0 || maskedAt(text, at) > 0;
  const before = text.slice(Math.max(0, at - BEFORE), at);
  if (!isNamed) {
    const length = strangeNameAt(text, at, () => whoBefore(before) === 'private');
    if (length === 0) return [];
    return [{ start: at, end: at + length, surname: 0, isOfficial: false, isSure: true }];
  }
  const who = whoBefore(before.replaceAll(' ', ''));
  const list =
    endsWord(text, at) && !standsAgainstWord(text, at, who) ? [] : listFrom(text, at, who);
  const last = list.at(-1);
  if (last === undefined) return [];
  const after = text.slice(last.end, last.end + AFTER);
  const surroundings = { list, who, before, after, end: whoAfter(after) };
  const isPrivate = speaksOfPrivate(surroundings) || standsAlone(text, surroundings);
  return list.flatMap(({ start, end, isMasked }) => {
    const own = whoAfter(text.slice(end, end + AFTER));
    const isOfficial = who === 'official' || own === 'official';
    if (isMasked || !(isOfficial || isPrivate)) return [];
    const surname = surnameAt(text, start)?.length ?? 0;
    return [{ start, end, surname, isOfficial, isSure: who === 'private' }];
  });
}

/** 救助金 is money, and 慰问金桂花 a visit to somebody. */
function standsAgainstWord(text: string, at: number, who: Before): boolean {
  if (who === 'none' && !/[对向由与和给为]/.test(text.charAt(at - 1))) return false;
  if (who !== 'none' && who !== 'met') return who !== 'school';
  const length = nameAt(text, at, 'careful');
  return length > 2 && isUsualGivenName(text.slice(at + 1, at + length));
}

/** In a passage on petitions whoever holds no office is taken for a private person. */
const standsAlone = (text: string, { list, who, end }: Surroundings): boolean =>
  who !== 'official' &&
  end !== 'official' &&
  list.some(
    ({ start, end: last, isMasked }) => !isMasked && bareNameAt(text, start) === last - start,
  );

interface Surroundings {
  readonly list: readonly Named[];
  readonly who: Before;
  readonly before: string;
  readonly after: string;
  readonly end: After;
}

function speaksOfPrivate({ list, who, before, after, end }: Surroundings): boolean {
  if (who === 'private') return true;
  if (who === 'official' || end === 'official') return false;
  if (who === 'somebody' || who === 'met' || end === 'private') return true;
  if (end === 'gone') return !/[到赴去进在从往]$/.test(before);
  // 前锋学校张三、李四: a list of names behind a school. One alone has to stand clear.
  if (who === 'school' && (list.length > 1 || /^[,。;)、]/.test(after))) return true;
  return isDealtWith(before, after);
}

const TRUST: Readonly<Record<Before, Trust>> = {
  private: 'trusting',
  official: 'trusting',
  somebody: 'leaning',
  met: 'leaning',
  school: 'careful',
  none: 'careful',
};

/** So many names are taken as one list; what follows is looked at anew. */
const LONGEST_LIST = 40;

/** 李校长与王建国 are not two of a kind, and a comma may end what is said. */
const PARTED = { official: /[、\s]/, none: /[、和及与]/, others: /[、,\s和及与]/ };

/** The names that stand one after another from a place on. */
function listFrom(text: string, from: number, who: Before): Named[] {
  const trust = TRUST[who];
  const list: Named[] = [];
  let at = from;
  while (list.length < LONGEST_LIST) {
    const masked = maskedAt(text, at);
    const length = masked || nameAt(text, at, trust) || bareNameAt(text, at);
    if (length === 0) break;
    list.push({ start: at, end: at + length, isMasked: masked > 0 });
    at += length;
    if (!PARTED[who === 'official' || who === 'none' ? who : 'others'].test(text.charAt(at))) break;
    at += 1;
    while (text.charAt(at) === ' ') at += 1;
  }
  return list;
}

/** 张某, 张某某 and 某某某 stay, and are names in a list of names. */
function maskedAt(text: string, at: number): number {
  const surname = surnameAt(text, at)?.length ?? 0;
  let end = at + surname;
  while (text.charAt(end) === '某' && end < at + surname + 3) end += 1;
  const marks = end - at - surname;
  return marks > 1 || (marks === 1 && surname > 0) ? end - at : 0;
}
