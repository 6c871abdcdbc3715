/** Finds the persons a passage names, and tells those who hold an office from those who do not. */
import { bareNameAt } from './bare-names.ts';
import { isDealtWith } from './dealt-with.ts';
import { isUsualGivenName } from './given-names.ts';
import { nameAt, type Trust } from './name-at.ts';
import { maskedAt, namesInRow, nextInRow, type ListedName } from './name-lists.ts';
import { strangeNameAt } from './strange-names.ts';
import { surnameAt } from './surnames.ts';
import { AFTER, whoAfter, type After } from './who-after.ts';
import { BEFORE, whoBefore, type Before } from './who-before.ts';
import { endsWord } from './word-tails.ts';

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

/**
 * In the order of the text, which is folded. Who holds no office by the words around is taken for a
 * private person: this is asked of passages on petitions only.
 */
export function findNames(text: string): FoundName[] {
  const found: FoundName[] = [];
  let at = 0;
  while (at < text.length) {
    const names = namesFrom(text, at);
    found.push(...names);
    at = Math.max(bookEnd(text, at), names.at(-1)?.end ?? 0);
  }
  return found;
}

/** Titles of books and laws are passed over: 《…》. */
function bookEnd(text: string, at: number): number {
  if (text.charAt(at) !== '《') return at + 1;
  const end = text.slice(at, at + LONGEST_TITLE).indexOf('》');
  return end === -1 ? at + 1 : at + end + 1;
}

const LONGEST_TITLE = 80;

function namesFrom(text: string, at: number): FoundName[] {
  const before = text.slice(Math.max(0, at - BEFORE), at);
  if (nameAt(text, at, 'trusting') === 0 && maskedAt(text, at) === 0) {
    const length = strangeNameAt(text, at, () => whoBefore(before) === 'private');
    if (length === 0) return [];
    const end = at + length;
    return [
      { start: at, end, surname: 0, isOfficial: false, isSure: true },
      ...restOfRow(text, end),
    ];
  }
  const who = whoBefore(before.replaceAll(' ', ''));
  if (isPartOfWord(text, at, who)) return [];
  const list = namesInRow(text, at, { trust: TRUST[who], parts: PARTS[who] });
  const last = list.at(-1);
  if (last === undefined) return [];
  const after = text.slice(last.end, last.end + AFTER);
  const arePrivate = speakOfPrivate(text, { list, who, before, after, end: whoAfter(after) });
  return foundIn(text, list, who).filter(({ isOfficial }) => isOfficial || arePrivate);
}

/** Who they are, each by what stands behind the name. */
function foundIn(text: string, list: readonly ListedName[], who: Before): FoundName[] {
  return list.flatMap(({ start, end, isMasked }) => {
    if (isMasked) return [];
    const isOfficial =
      who === 'official' || holdsOffice(who, whoAfter(text.slice(end, end + AFTER)));
    const surname = surnameAt(text, start)?.length ?? 0;
    return [{ start, end, surname, isOfficial, isSure: who === 'private' }];
  });
}

/** 信访人:阿依古丽、张三: the names behind one that is known only by its place. */
function restOfRow(text: string, from: number): FoundName[] {
  const at = nextInRow(text, from, PARTS.private);
  if (at === null) return [];
  const list = namesInRow(text, at, { trust: TRUST.private, parts: PARTS.private });
  return foundIn(text, list, 'private');
}

const TRUST: Readonly<Record<Before, Trust>> = {
  private: 'trusting',
  official: 'trusting',
  somebody: 'leaning',
  met: 'leaning',
  school: 'careful',
  none: 'careful',
};

const OF_A_KIND = /[、,\s和及与]/;

/** 校长李伟与王建国 are not two of a kind, and where nothing introduces a name a comma ends what is said. */
const PARTS: Readonly<Record<Before, RegExp>> = {
  private: OF_A_KIND,
  somebody: OF_A_KIND,
  met: OF_A_KIND,
  school: OF_A_KIND,
  official: /[、\s]/,
  none: /[、和及与]/,
};

/** 救助金 is money and 慰问金桂花 a visit to somebody; 向秦红 is a way to 秦红. */
function isPartOfWord(text: string, at: number, who: Before): boolean {
  if (who === 'none' && /[向于]/.test(text.charAt(at)) && nameAt(text, at + 1, 'careful') > 0) {
    return true;
  }
  if (!endsWord(text, at)) return false;
  if (who === 'none' && !/[对向由与和给为]/.test(text.charAt(at - 1))) return true;
  if (who !== 'none' && who !== 'met') return who === 'school';
  const length = nameAt(text, at, 'careful');
  return length < 3 || !isUsualGivenName(text.slice(at + 1, at + length));
}

/** 信访人张三走访 is somebody looking for others all the same. */
const holdsOffice = (who: Before, after: After): boolean =>
  after === 'post' || (after === 'duty' && who !== 'private');

interface Surroundings {
  readonly list: readonly ListedName[];
  readonly who: Before;
  readonly before: string;
  readonly after: string;
  readonly end: After;
}

function speakOfPrivate(text: string, { list, who, before, after, end }: Surroundings): boolean {
  if (who === 'private') return true;
  if (who === 'official' || holdsOffice(who, end)) return false;
  if (who === 'somebody' || who === 'met' || end === 'private') return true;
  // 到高平上访: a place somebody has gone to.
  if (end === 'gone') return !/[到赴去进在从往]$/.test(before);
  // 前锋学校张三、李四: a list of names behind a school. One alone has to stand clear.
  if (who === 'school' && (list.length > 1 || /^[,。;)、]/.test(after))) return true;
  return (
    isDealtWith(before, after) ||
    list.some((name) => !name.isMasked && bareNameAt(text, name.start) === name.end - name.start)
  );
}
