/** Finds how many aspects, findings, suggestions and measures a document says there are. */
import type { Line } from '../text/lines.ts';
import { parseNumeral } from '../text/numerals.ts';

type CountedThing = 'aspects' | 'findings' | 'suggestions' | 'measures';

export type DeclaredCounts = Record<CountedThing, number | null>;

/** A later statement that contradicts the first one of its kind. */
export interface DeclaredConflict {
  readonly what: CountedThing;
  readonly line: number;
  readonly first: number;
  readonly later: number;
}

/**
 * Reads the lines before the first finding. The first statement of each kind holds; what no line
 * states is null.
 */
export function readDeclared(lines: readonly Line[]): {
  declared: DeclaredCounts;
  conflicts: DeclaredConflict[];
} {
  const declared: DeclaredCounts = {
    aspects: null,
    findings: null,
    suggestions: null,
    measures: null,
  };
  const conflicts: DeclaredConflict[] = [];
  for (const { number: line, folded } of lines) {
    for (const sentence of folded.split(/[。!?]/)) {
      if (!HANDED_OVER.test(sentence) || EARLIER.test(sentence)) continue;
      for (const [what, count] of countsIn(sentence)) {
        if (what === 'aspects' && !SPEAKS_OF_FINDINGS.test(sentence)) continue;
        const first = declared[what];
        if (first === null) declared[what] = count;
        else if (first !== count) conflicts.push({ what, line, first, later: count });
      }
    }
  }
  return { declared, conflicts };
}

// A number of problems counts as declared only where the sentence speaks of what was handed over.
const HANDED_OVER = /反馈|反映|查出|指出|发现|提出|梳理|查摆|归纳|分解|认领|制定|细化|存在|涉及/;

/** 上年度查摆的6个问题 are not those of this document. */
const EARLIER = /上(?:一)?(?:年度|轮|次|届|学期)[^,。;]{0,24}问题/;

/** 5个方面20个评估指标 counts something else. */
const SPEAKS_OF_FINDINGS = /问题|反馈|意见|整改|不足/;

const N = '(\\d{1,4}|[一二两三四五六七八九十百]{1,4})\\s?';
const COUNTER = '(?:[个条项处类点宗件]|大类)?';

const PATTERNS: readonly (readonly [what: CountedThing, pattern: RegExp])[] = [
  ['aspects', new RegExp(`${N}(?:个|大)?(?:方面|大类|类)`, 'g')],
  ['findings', new RegExp(`${N}${COUNTER}(?:主要|具体|突出|重点|存在的?|反馈){0,3}问题`, 'g')],
  ['findings', new RegExp(`问题(?:共计|共|总计|合计)?${N}[个条项处件宗起](?!方面|大类|类)`, 'g')],
  ['suggestions', new RegExp(`${N}${COUNTER}(?:方面的?)?(?:整改|工作)?(?:意见和?建议|建议)`, 'g')],
  ['suggestions', new RegExp(`(?:意见和?建议|(?:整改)?建议)共?${N}[个条项]`, 'g')],
  ['measures', new RegExp(`${N}${COUNTER}(?:具体|整改){0,2}措施`, 'g')],
  ['measures', new RegExp(`(?:整改)?措施(?:共计|共)?${N}[个条项]`, 'g')],
];

// 已完成整改19个问题, 其中立行立改问题3个, 逐个问题: shares of the whole, or no count at all.
const PART_OF_WHOLE =
  /(?:完成|整改|到位|剩余|其中|正在|尚有|还有|自查|移交|立行立改)[^,、;]{0,3}$|[每逐第]$/;

function* countsIn(sentence: string): Generator<[CountedThing, number]> {
  for (const [what, pattern] of PATTERNS) {
    for (const match of sentence.matchAll(pattern)) {
      const count = parseNumeral(match[1] ?? '');
      // 解决一个问题、完善一项制度 is a figure of speech.
      const isSaying = match[0].startsWith('一') && count === 1;
      const before = sentence.slice(Math.max(0, match.index - 8), match.index);
      if (count !== null && !isSaying && !PART_OF_WHOLE.test(before)) yield [what, count];
    }
  }
}
