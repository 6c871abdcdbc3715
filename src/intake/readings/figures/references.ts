/** Blots out numbers that count nothing: dates, numbers of laws and documents, telephones, times of day. */
import { findDates } from '../../text/dates.ts';

/** Stands for whatever is blotted out; no pattern looks for it. */
const BLOT = '░';

/** Of the same length as the text, which is folded. */
export function withoutReferences(folded: string): string {
  if (!MAY_REFER.test(folded)) return folded;
  let text = folded;
  for (const pattern of REFERENCES) text = text.replaceAll(pattern, blotted);
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of findDates(text)) {
    pieces.push(text.slice(from, start), BLOT.repeat(end - start));
    from = end;
  }
  return pieces.join('') + text.slice(from);
}

/** No reference does without one of these. */
const MAY_REFER = /[\d《第年月]/;

const blotted = (found: string): string => BLOT.repeat(found.length);

const REFERENCES: readonly RegExp[] = [
  /《[^《》]{1,80}》/g,
  /[〔[(【]\d{4}[〕\])】]\s?\d{0,5}号?/g,
  /第[\d零一二三四五六七八九十百]{1,6}(?:条|款|项|章|节|届|轮|次|批|期|页|号|季度|名|组|学期|周|天|期|中学|小学|幼儿园|医院|个)/g,
  /\d{4}\s?(?:-|—{1,2}|~|至)\s?\d{4}\s?(?:年|学年)/g,
  /(?:19|20)\d\d(?:级|届|学年)/g,
  /(?:早|晚|上午|下午|中午|凌晨|[至-])\s?\d{1,2}:\d{2}|\d{1,2}:\d{2}(?=\s?(?:-|—|至|前|后|开|时))/g,
  /\d{3,4}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)/g,
  /\d{1,5}号(?:楼|院|文|令|文件)?/g,
  // The number of an entry: 3.落实, (2)加强.
  /(?:^|(?<=[。;\n]))\s?\(?\d{1,2}\)?[.、)](?!\d)/g,
];
