/** Finds numbers that lead to a person: telephones, identity cards, bank cards, and where the person lives. */
import type { FoundName } from './find-names.ts';

/** `end` exclusive; `kept` characters at the beginning stay. */
export interface Identifier {
  readonly start: number;
  readonly end: number;
  readonly kept: number;
}

/** `names` are those of the same text, which is folded. */
export function findIdentifiers(text: string, names: readonly FoundName[]): Identifier[] {
  const isOwn = ({ start }: Identifier): boolean => !isOfOffice(text, start, names);
  return [
    ...matches(text, IDENTITY, 2).filter(({ start }) => !CASE_NUMBER.test(before(text, start))),
    ...matches(text, CARD, 4).filter(({ start }) => isOwnCard(text, start)),
    ...matches(text, MOBILE, 3).filter(isOwn),
    ...matches(text, LANDLINE, 0).filter((found) => isOwn(found) && hasOwner(text, found, names)),
    ...matches(text, BUILDING, 0).filter(
      ({ start }) => lastBefore(text, start, names)?.isOfficial === false,
    ),
    ...dwellings(text),
  ];
}

const IDENTITY =
  /(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g;
const CARD = /(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,3})?(?!\d)/g;
const MOBILE = /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g;
const LANDLINE = /(?<![\d-])(?:\(?0\d{2,3}\)?[ -]?)?\d{7,8}(?![\d元年])/g;
const BUILDING =
  /\d{1,4}(?=(?:号楼|栋|幢)\d{1,3}单元)|(?<=(?:号楼|栋|幢|单元))\d{1,5}(?=单元|室|号)/g;

const CASE_NUMBER = /(?:编号|件号|案号|文号|单号|工单|流水号|登记号|受理号)[^,。;]{0,6}$/;
const CARD_LABEL = /(?:卡号|账号|帐号|账户|帐户|银行卡|存折|一卡通|社保卡)[^,。;]{0,8}$/;
const OF_A_UNIT = /(?:对公|单位|学校|公司|财政|专户|基本户)[^,。;]{0,10}$/;
const PUBLIC_NUMBER =
  /(?:举报|监督|投诉|咨询|服务|值班|公开|办公|受理|求助|信访|接访)(?:电话|热线|专线|号码)[^,。;]{0,6}$|热线[^,。;]{0,6}$/;
const TELEPHONE = /(?:电话|座机|手机|联系方式)[^,。;\d]{0,4}$/;
const SOMEBODY = /(?:信访|投诉|举报|来访|反映|上访|当事)人[^。;]{0,10}$/;

function matches(text: string, pattern: RegExp, kept: number): Identifier[] {
  return Array.from(text.matchAll(pattern), ({ index: start, 0: all }) => ({
    start,
    end: start + all.length,
    kept,
  }));
}

/** So far back a number is told what it is, in characters. */
const LOOK_BACK = 24;

const before = (text: string, at: number): string => text.slice(Math.max(0, at - LOOK_BACK), at);

function isOwnCard(text: string, at: number): boolean {
  const label = before(text, at);
  if (CASE_NUMBER.test(label) || OF_A_UNIT.test(label)) return false;
  return CARD_LABEL.test(label) || text.startsWith('62', at);
}

/** A number that is made known, or that of whoever answers for the matter. */
const isOfOffice = (text: string, at: number, names: readonly FoundName[]): boolean =>
  PUBLIC_NUMBER.test(before(text, at)) || lastBefore(text, at, names)?.isOfficial === true;

/** 王建国,电话2345678: short numbers are telephones only behind the word and a person. */
function hasOwner(text: string, { start }: Identifier, names: readonly FoundName[]): boolean {
  const words = before(text, start);
  if (!TELEPHONE.test(words)) return false;
  return lastBefore(text, start, names) !== null || SOMEBODY.test(words);
}

/** So far behind a name something may still be said of the person, in characters. */
const REACH = 60;

/** The person named last before a place, in the same sentence. */
function lastBefore(text: string, at: number, names: readonly FoundName[]): FoundName | null {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const name = names[low - 1];
  if (name === undefined || at - name.end > REACH) return null;
  return /[。\n]/.test(text.slice(name.end, at)) ? null : name;
}

const LIVES =
  /(?:家庭住址|家庭地址|现住址|住址|户籍所在地|户籍地址|户籍地|户籍|家住|现住|居住|家中地址|住(?!院|房|宿|校|户|所|宅|建))[地在于为是]?[:]?/g;
const NUMBERS = /[\dA-Za-z一二三四五六七八九十]{1,5}(?=号楼|栋|幢|座|单元|号|室|组|社|户|弄|楼)/g;
const LONGEST_ADDRESS = 40;

/** The numbers of house, flat and group behind 家住; the place stays. */
function dwellings(text: string): Identifier[] {
  return Array.from(text.matchAll(LIVES)).flatMap(({ index, 0: label }) => {
    const start = index + label.length;
    const address = /^[^,。;、()\n]*/.exec(text.slice(start, start + LONGEST_ADDRESS))?.[0] ?? '';
    return matches(address, NUMBERS, 0).map((found) => ({
      start: start + found.start,
      end: start + found.end,
      kept: 0,
    }));
  });
}
