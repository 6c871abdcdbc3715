/** Adds up parts and holds them against the total a sentence gives. */
import { quoted, type Disagreement } from './disagreement.ts';
import { isOfOneKind, type Mention, type Sentence } from './mentions.ts';

export function totalsAndParts(sentences: readonly Sentence[]): Disagreement[] {
  return sentences.flatMap((sentence) =>
    sentence.mentions.flatMap((total, index) => {
      if (total.isRough || total.unit === '%') return [];
      const isCalledTotal = IS_TOTAL.test(
        sentence.folded.slice(Math.max(0, total.start - 14), total.start),
      );
      const wrong =
        partsBehind(sentence, index, isCalledTotal) ??
        (isCalledTotal ? partsBefore(sentence, index) : null);
      return wrong === null ? [] : [tell(sentence, total, wrong)];
    }),
  );
}

const IS_TOTAL = /(?:共有|共计|合计|总计|总共|一共|共|总数为?|总额为?|累计)[^,。;:、\d其]{0,10}$/;

interface Parts {
  readonly parts: readonly Mention[];
  /** Whether nothing else belongs to the total. */
  readonly areAll: boolean;
}

/** What does not add up; null where it does, or where the sentence does not say that these are parts. */
function partsBehind(
  { folded, mentions }: Sentence,
  index: number,
  isCalledTotal: boolean,
): Parts | null {
  const total = mentions[index];
  if (total === undefined) return null;
  const behind = folded.slice(total.end, total.end + 40);
  const opening = OPENS_PARTS.exec(behind);
  if (opening === null || !(isCalledTotal || opening[0].includes('其中'))) return null;
  const from = total.end + opening.index + opening[0].length;
  const to = from + (ENDS_PARTS.exec(folded.slice(from))?.index ?? folded.length);
  const parts = mentions
    .slice(index + 1)
    .filter((each) => each.start >= from && each.end <= to && isPartOf(total, each));
  const last = parts.at(-1)?.label ?? '';
  const areAll =
    /分别|[:]/.test(opening[0]) || /其余|其他|剩余|另有?/.test(last) || areExclusive(parts);
  return addsUp(total, { parts, areAll }) ? null : { parts, areAll };
}

/** 小学5所、初中3所,共8所. */
function partsBefore({ folded, mentions }: Sentence, index: number): Parts | null {
  const total = mentions[index];
  const last = mentions[index - 1];
  if (total === undefined || last === undefined) return null;
  if (
    !/^[^,。;、\d]{0,6}[,、]?(?:共计|合计|总计|一共|共有|共)[^,。;、\d]{0,2}$/.test(
      folded.slice(last.end, total.start),
    )
  ) {
    return null;
  }
  const parts: Mention[] = [];
  for (let at = index - 1; at >= 0; at -= 1) {
    const part = mentions[at];
    const next = parts[0] ?? total;
    if (part === undefined || !isPartOf(total, part)) break;
    // Anything said in between, and the list begins behind it.
    if (
      parts.length > 0 &&
      !/^[^,。;\d]{0,10}[,、;][^,。;\d]{0,14}$/.test(folded.slice(part.end, next.start))
    )
      break;
    parts.unshift(part);
  }
  if (parts.length < 2 || /其中/.test(folded.slice(parts[0]?.start, total.start))) return null;
  const found = { parts, areAll: true };
  return addsUp(total, found) ? null : found;
}

const OPENS_PARTS =
  /^[^,。;、\d]{0,14}[,:(]?\s?(?:其中[:,]?(?:包括)?|分别(?:为|是)[:]?|包括[:]?|[:])/;
const ENDS_PARTS = /。|其中|合计|共计|总计|以上|同时|此外/;

/** What is counted besides: 涉及单位3个, 覆盖学生200人. */
const BESIDE = /涉及|覆盖|惠及|培训|参加|服务|走访|召开|开展|印发|制定|约谈|问责|同比|较上/;

const isPartOf = (total: Mention, part: Mention): boolean =>
  isOfOneKind(total, part) &&
  !part.isRough &&
  !BESIDE.test(part.label) &&
  (part.noun === '' || total.noun === '' || shareWord(part.noun, total.noun));

const shareWord = (one: string, other: string): boolean =>
  Array.from({ length: Math.max(0, one.length - 1) }, (_, at) => one.slice(at, at + 2)).some(
    (pair) => other.includes(pair),
  );

function addsUp(total: Mention, { parts, areAll }: Parts): boolean {
  if (parts.some(({ value }) => value > total.value)) return false;
  // Persons may be of several kinds at once, and so may what is urgent and what is weighty.
  const overlap =
    !areAll &&
    (PERSONS.has(total.base ?? '') || parts.some(({ label }) => OVERLAPPING.test(label)));
  if (parts.length < 2 || overlap) return true;
  let sum = 0;
  for (const { value } of parts) {
    // Two partitions of one total follow each other: 立行立改5个、长期13个,党建10个、财务8个.
    if (sum === total.value) sum = 0;
    sum = Math.round((sum + value) * 100) / 100;
    if (sum > total.value) return false;
  }
  return sum === total.value || !areAll;
}

const PERSONS: ReadonlySet<string> = new Set(['人', '名', '位', '户', '人次']);
const OVERLAPPING = /重点|典型|重大|突出|重复|新增|立行立改|往年|主要|涉及|当中|长期/;

const areExclusive = (parts: readonly Mention[]): boolean =>
  parts.length === 2 &&
  EXCLUSIVE.some(
    ([one, other]) =>
      parts.some(({ label }) => one.test(label)) && parts.some(({ label }) => other.test(label)),
  );

const EXCLUSIVE = [
  [/男/, /女/],
  [/公办/, /民办/],
  [/在编|编内/, /非在编|编外/],
  [/属实/, /不属实/],
] as const;

function tell({ line, text }: Sentence, total: Mention, { parts }: Parts): Disagreement {
  const printed = ({ start, end }: Mention): string => text.slice(start, end).trim();
  const list = parts.map(printed).join('、');
  const sum = parts.reduce((all, { value }) => all + value, 0) / total.scale;
  return {
    line,
    message:
      `总数与分项不符：${printed(total)}，分项${quoted(list)}，合计${Number(sum.toPrecision(12))} / ` +
      `The parts do not add up: ${printed(total)} in all, ${quoted(list)} make ${Number(sum.toPrecision(12))}`,
  };
}
