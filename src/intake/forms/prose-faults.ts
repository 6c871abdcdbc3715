/** Finds what is wrong in running prose: excepted, introduced by set words, or plainly said. */
import { statesFault, statesPlainFault } from '../readings/faults.ts';
import { fold } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import { clauses, statements, withoutEnd } from '../text/sentences.ts';

export interface Fault {
  readonly title: string;
  readonly description: string;
}

/** 除个别学校第16条“…”,需要较大资金不能马上整改外: what is excepted is what is wrong. */
export function readException(sentence: string): Fault | null {
  const folded = fold(sentence);
  const match = /除(?!了)([^。;]{6,160}?)[之以]?外(?=[,。;]|$)/.exec(folded);
  if (match?.[1] === undefined) return null;
  const from = match.index + 1;
  const inner = sentence.slice(from, from + match[1].length);
  if (!findsFault(inner)) return null;
  const first = clauses(inner)[0];
  return {
    title: withoutEnd(inner.slice(first?.start, first?.end)),
    description: sentence.slice(match.index, match.index + match[0].length),
  };
}

// Words after which a report that praises turns to what is wrong.
const INTRODUCES =
  /(?:不足(?:之处)?(?:是|在于|有|为|:)|(?:主要|也|还|仍)?存在的?(?:主要|突出|一些)?(?:问题|不足|薄弱环节)(?:是|有|为|:)|但?(?:在)?(?:检查|督查|督导|抽查|暗访|调研|走访)(?:中|时|过程中)?[,]?(?:也|还)?(?:发现|看到)[,:]?(?:的问题(?:是|有|:))?|经(?:检查|核查|核实|查)[,]?(?:发现)?[,:]?|(?:但是?|不过|然而)[,]?(?=(?:也|仍|还)?(?:个别|少数|部分|有的|一些|有些|极少数)))/;

/** What stands behind such words: 不足之处是部分单位…; each statement is one. */
export function readIntroduced(sentence: string): Fault[] {
  const match = INTRODUCES.exec(fold(sentence));
  if (match === null) return [];
  const from = match.index + match[0].length;
  const said = sentence.slice(from).replace(/^\s{0,4}[:：,，]\s{0,4}/, '');
  const parts = statements(said).flatMap(({ start, end }) => {
    const printed = said.slice(start, end).replace(LEAD_IN, '').trim();
    const bare = printed.slice(readMark(fold(printed))?.length ?? 0);
    return findsFault(bare) && !NAMES_NONE.test(fold(bare)) ? [bare] : [];
  });
  if (parts.some((part) => fold(part).length < 6)) return [];
  const isGeneral = /以下|如下|下列/.test(fold(said));
  return isGeneral
    ? []
    : parts.map((part) => ({ title: withoutEnd(titleOf(part)), description: sentence.trim() }));
}

/** 发现了一些问题和隐患 does not say which. */
const NAMES_NONE =
  /^(?:了|的)?(?:一些|以下|诸多|不少|若干|很多|的)?(?:具体|突出|主要)?(?:问题|隐患|不足)(?:(?:和|及|与|、)(?:问题|隐患|不足))?/;

const findsFault = (text: string): boolean =>
  /^(?:个别|少数|部分|有的|一些|有些|极少数)/.test(fold(text)) ||
  clauses(text).some(({ start, end }) => statesFault(text.slice(start, end)));

/** Up to the last clause that still says what is wrong; what follows is told of it. */
function titleOf(part: string): string {
  const spans = clauses(part);
  const last = spans.findLast(({ start, end }) => statesFault(part.slice(start, end)));
  return part.slice(0, last?.end ?? part.length);
}

/** From the clause that names who or what to the last that finds fault. */
export function faultIn(statement: string): Fault | null {
  const spans = clauses(statement);
  const faults = spans.flatMap(({ start, end }, index) =>
    statesPlainFault(statement.slice(start, end)) ? [index] : [],
  );
  const first = faults[0];
  const last = faults.at(-1);
  if (first === undefined || last === undefined) return null;
  const cited = spans.find(({ start, end }) => CITES.test(fold(statement.slice(start, end))));
  if (cited !== undefined) {
    const title = withoutEnd(statement.slice(cited.start, cited.end)).replace(LEAD_IN, '');
    return { title, description: statement.trim() };
  }
  const from = subjectBefore(statement, spans, first);
  const to = spans[last]?.end ?? statement.length;
  const title = withoutEnd(statement.slice(from, to)).replace(LEAD_IN, '');
  return { title, description: statement.trim() };
}

/** A requirement that is not met names the finding: 河口小学第10条“班额不超过规定人数”. */
const CITES = /第(?:\d{1,3}|[一二三四五六七八九十]{1,3})[条项款][“"《]/;

const LEAD_IN =
  /^\s*(?:但是?|然而|不过|同时|此外|另外|其中|也|还|经(?:检查|查|核查|核实)|检查(?:中)?发现|督查(?:中)?发现|发现)[,，:：]?/;

/** A clause without a subject of its own takes that of the clause before it. */
function subjectBefore(
  statement: string,
  spans: readonly { start: number; end: number }[],
  index: number,
): number {
  const own = spans[index];
  const before = spans[index - 1];
  if (own === undefined) return 0;
  const clause = fold(statement.slice(own.start, own.end)).trim();
  const isBare = /^(?:且|并|不|未|没有|缺|无|存在|难以|无法|也|仍|尚|还)/.test(clause);
  if (!isBare || before === undefined) return own.start;
  const words = fold(statement.slice(before.start, before.end));
  return /^(?:但|不过)/.test(words) || words.length <= 24 ? before.start : own.start;
}

/** 第16条 of a list that the sentence quotes names the finding. */
export function numberIn(sentence: string): string | null {
  const folded = fold(sentence);
  const item = /第(\d{1,3}|[一二三四五六七八九十]{1,3})[条项款]/.exec(folded)?.[0];
  if (item === undefined) return null;
  const list = /[“"《]([^”"》]{2,20}(?:要求|标准|清单|条例|规定|规范))[”"》]/.exec(folded)?.[1];
  return list === undefined ? item : `${list}-${item}`;
}
