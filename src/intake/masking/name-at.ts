/** Decides whether a person's name begins at a place of a text, and where it ends. */
import { isUsualGivenName, mayBeGiven } from './given-names.ts';
import { LIKELY, NOWHERE, PERHAPS, SURELY, wordBeginsAt } from './next-words.ts';
import { isNeverName, stopWordAt } from './stop-words.ts';
import { surnameAt, type Surname } from './surnames.ts';

/**
 * `trusting`: the words before say that a name follows (信访人…) · `leaning`: a name may well follow
 * (学生…) · `careful`: nothing speaks for it, and it has to look like one.
 */
export type Trust = 'trusting' | 'leaning' | 'careful';

/** Length of the name in characters, 0 where none begins. `text` is folded. */
export function nameAt(text: string, at: number, trust: Trust): number {
  const surname = surnameAt(text, at);
  if (surname === null) return 0;
  const short = fits(text, at, { surname, given: 1, trust });
  const long = fits(text, at, { surname, given: 2, trust });
  const best = long.ends >= short.ends ? long : short;
  if (best.ends > NOWHERE) return best.length;
  // 信访人张三常年上访: nothing says where the name ends but that 常 is rare in names.
  if (trust === 'careful') return 0;
  if (long.isUsual) return long.length;
  if (trust === 'leaning' || !short.isUsual) return 0;
  const next = text.charAt(at + short.length);
  return !surname.isWordy || !mayBeGiven(next) ? short.length : 0;
}

interface Fit {
  readonly length: number;
  /** How clearly another word begins behind it. */
  readonly ends: number;
  readonly isUsual: boolean;
}

interface Attempt {
  readonly surname: Surname;
  /** Characters of the given name: 1 or 2. */
  readonly given: number;
  readonly trust: Trust;
}

function fits(text: string, at: number, attempt: Attempt): Fit {
  const { surname, given, trust } = attempt;
  // 张 三: tables set names of two characters as wide as those of three.
  const gap = given === 1 && trust === 'trusting' ? spacesAt(text, at + surname.length) : 0;
  const from = at + surname.length + gap;
  const length = surname.length + gap + given;
  const none: Fit = { length, ends: NOWHERE, isUsual: false };
  const name = text.slice(from, from + given);
  if (TITLES.has(text.slice(from, from + 2))) return none;
  // 到李家走访 is a house; 张家明 would be a person.
  if (name.length < given || name === '家' || !Array.from(name).every(mayBeGiven)) return none;
  const isUsual = isUsualGivenName(name);
  const ends = wordBeginsAt(text, at + length);
  const isClear = isUsual && ends >= LIKELY;
  if (!looksLikeName(attempt, { isUsual, ends })) return none;
  return isWord(text, at, { ...attempt, length, isClear }) ? none : { length, ends, isUsual };
}

/** 张先生 is not named any further. */
const TITLES: ReadonlySet<string> = new Set(
  '先生 女士 小姐 老师 师傅 同学 大爷 大妈 大娘 大伯 大嫂 大哥 大姐 奶奶 爷爷 阿姨 叔叔 医生 律师 校长 主任 书记 局长'.split(
    ' ',
  ),
);

function looksLikeName(
  { surname, given, trust }: Attempt,
  { isUsual, ends }: Pick<Fit, 'isUsual' | 'ends'>,
): boolean {
  if (trust === 'trusting') return !surname.isWordy || isUsual || ends === SURELY;
  if (isUsual && given === 2 && trust === 'leaning') return true;
  if (isUsual) return ends >= (given === 2 && !surname.isWordy ? PERHAPS : LIKELY);
  if (trust === 'leaning' && given === 2) return ends >= (surname.isWordy ? SURELY : LIKELY);
  return ends === SURELY && !surname.isWordy;
}

/** 方面 and 马上 are words; 向阳 is a name where one is awaited and nothing else follows. */
function isWord(
  text: string,
  at: number,
  { surname, trust, length, isClear }: Attempt & { length: number; isClear: boolean },
): boolean {
  const word = stopWordAt(text, at);
  if (word === 0) return false;
  if (!isClear || isNeverName(text.slice(at, at + word))) return true;
  if (length > word) return surname.isWordy && trust === 'careful';
  if (trust !== 'trusting') return true;
  return surname.isWordy && /[\u3400-\u9fff]/.test(text.charAt(at + length));
}

function spacesAt(text: string, at: number): number {
  if (text.charAt(at) !== ' ') return 0;
  return text.charAt(at + 1) === ' ' ? 2 : 1;
}
