/** Recognises names nothing around them tells to be some: by the characters they have, and how they stand. */
import { isUsualGivenName, mayBeGiven } from './given-names.ts';
import { LIKELY, NOWHERE, PERHAPS, SURELY, wordBeginsAt } from './next-words.ts';
import { stopWordAt } from './stop-words.ts';
import { surnameAt } from './surnames.ts';
import { endsWord } from './word-tails.ts';

/** What speaks for a name has to add up to this. */
const ENOUGH = 5;

/** Length of the name in characters, 0 where none begins. `text` is folded. */
export function bareNameAt(text: string, at: number): number {
  const surname = surnameAt(text, at);
  if (surname === null || stopWordAt(text, at) > 0 || endsWord(text, at)) return 0;
  if (NUMBERED.test(text.slice(at + surname.length, at + surname.length + 4))) return 0;
  const before = wordEndsAt(text, at) + (surname.isWordy ? 0 : 2);
  const after = (given: number): number => AFTER[wordBeginsAt(text, at + surname.length + given)];
  const [short = 0, long = 0] = [1, 2].map((given) => {
    const name = text.slice(at + surname.length, at + surname.length + given);
    if (name.length < given || name === '家' || !Array.from(name).every(mayBeGiven)) return 0;
    return before + ofGivenName(name) + after(given);
  });
  if (Math.max(short, long) < ENOUGH) return 0;
  // 韩庚常年患病: of two that add up to the same the one with the clearer end.
  const isShort = short > long || (short === long && after(1) > after(2));
  return surname.length + (isShort ? 1 : 2);
}

function ofGivenName(name: string): number {
  const isUsual = isUsualGivenName(name);
  if (name.length === 1) return isUsual ? 0 : -1;
  return isUsual ? 2 : 0;
}

const AFTER = { [NOWHERE]: -2, [PERHAPS]: 0, [LIKELY]: 1, [SURELY]: 2 };

/** 龙督〔2021〕96号 is a document. */
const NUMBERED = /[〔[]\d/;

/** How clearly another word ends before a place, from 0 to 2. */
function wordEndsAt(text: string, at: number): number {
  const before = text.charAt(at - 1);
  if (before === '' || !/[\u3400-\u9fff]/.test(before)) return 2;
  return PARTICLES.has(before) ? 1 : 0;
}

const PARTICLES: ReadonlySet<string> = new Set(
  '与和同向对给为到由被把将让请找据经因及是有了者员人户跟替帮子女父母妻夫居邻的叫名生',
);
