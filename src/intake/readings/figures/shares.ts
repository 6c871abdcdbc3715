/** Works out shares and rates from the two numbers a paragraph gives for them. */
import { quoted, type Disagreement } from './disagreement.ts';
import { isCountedAlike, type Mention, type Sentence } from './mentions.ts';
import { canBe } from './percentages.ts';

export function statedShares(sentences: readonly Sentence[]): Disagreement[] {
  return sentences.flatMap((sentence, index) =>
    sentence.mentions.flatMap((share, at) => {
      if (share.unit !== '%') return [];
      const name = nameOf(sentence, share);
      if (name === null) return [];
      const counted = countedFor(sentence, at, name);
      const wholes = [
        ...sentences.slice(Math.max(0, index - NEAR), index),
        { ...sentence, mentions: sentence.mentions.slice(0, at) },
      ].flatMap(totalsIn);
      const pairs = counted.flatMap((part) => {
        const whole = wholes.findLast(
          (each) => each.start !== part.start && isCountedAlike(each, part),
        );
        return whole === undefined || whole.value < part.value || whole.value === 0
          ? []
          : [{ part, whole }];
      });
      const printed = sentence.text.slice(share.start, share.end);
      const before = sentence.folded.slice(Math.max(0, share.start - 4), share.start);
      const fits = pairs.some(
        ({ part, whole }) =>
          part.isRough ||
          whole.isRough ||
          canBe((part.value / whole.value) * 100, share, printed, before),
      );
      return pairs.length === 0 || fits ? [] : [tell(sentence, share, pairs)];
    }),
  );
}

/** So many sentences before may give the whole. */
const NEAR = 6;

const RATES =
  '覆盖率|普惠率|公办率|完成率|整改率|办结率|化解率|销号率|合格率|达标率|到位率|签订率|建档率|参训率|持证率|占比|比例';
const NAME = new RegExp(
  `(?:^|[,。;:、(])([^,。;:、(\\d]{0,16}(?:${RATES}))(?:约?为|是|达到?|仅为?|只有|约)?$`,
);
const SHARE = /(?:^|[,。;:、(])占([^,。;:、(\d]{0,14}?)的?(?:比例|比重)?(?:约?为|达到?|约)?$/;

/** What the percentage is called; null where it does not say that it is part of a whole. */
function nameOf({ folded }: Sentence, share: Mention): string | null {
  const before = folded.slice(Math.max(0, share.start - 30), share.start);
  const rate = NAME.exec(before)?.[1];
  if (rate !== undefined) return rate.replace(new RegExp(`(?:${RATES})$`), '');
  return SHARE.test(before) ? '' : null;
}

/** The numbers right before that it speaks of: from the last one whose words are also in its name. */
function countedFor({ folded, mentions }: Sentence, at: number, name: string): readonly Mention[] {
  const share = mentions[at];
  const before = mentions.slice(0, at);
  if (share === undefined) return [];
  const from = Math.max(
    folded.lastIndexOf(';', share.start),
    folded.lastIndexOf('其中', share.start),
  );
  const near = before.filter(
    ({ start, unit, label }) =>
      start > from && unit !== '%' && unit !== null && !NOT_DONE.test(label),
  );
  if (name === '') {
    const last = near.at(-1);
    const between = folded.slice(last?.end ?? 0, share.start);
    return last === undefined || (between.match(/[,。;]/g) ?? []).length > 1 ? [] : [last];
  }
  const alike = near.findLastIndex(({ label, noun }) => namesSame(label + noun, name));
  return alike === -1 ? [] : near.slice(alike);
}

/** No rate counts what is still to be done. */
const NOT_DONE = /正在|未|剩余|其余|尚|不合格|不达标/;

function namesSame(label: string, name: string): boolean {
  const core = name.replaceAll(/全[区县市校园镇乡]|我[区县市校园]|目前|其中/g, '');
  return Array.from({ length: Math.max(0, core.length - 1) }, (_, at) =>
    core.slice(at, at + 2),
  ).some((pair) => !/幼儿|儿园|学校|学生|问题/.test(pair) && label.includes(pair));
}

/** 共有58所,11152人: what is counted in one sentence with a total is total too, up to 其中. */
function totalsIn({ folded, mentions }: Pick<Sentence, 'folded' | 'mentions'>): Mention[] {
  const total = TOTAL.exec(folded);
  if (total === null) return [];
  const parts = folded.slice(total.index).search(/其中|;|占|已/);
  const end = parts === -1 ? folded.length : total.index + parts;
  return mentions.filter(({ start }) => start >= total.index && start < end);
}

const TOTAL =
  /共有|共计|总计|总共|一共|总数|共|应[到参训检]|反馈|指出|受理|抽[检查]|排查|梳理|移交/;

function tell(
  { line, text }: Sentence,
  share: Mention,
  pairs: readonly { part: Mention; whole: Mention }[],
): Disagreement {
  const printed = text.slice(share.start, share.end);
  const worked = pairs.map(({ part, whole }) => {
    const percent = Math.round((part.value / whole.value) * 1000) / 10;
    return `${part.low}/${whole.low} = ${percent}%`;
  });
  const words = quoted(text.slice(Math.max(0, share.start - 16), share.end));
  return {
    line,
    message:
      `“${words}”与文中数字不符：${worked.join('，')} / ` +
      `${printed} does not follow from the figures given: ${worked.join(', ')}`,
  };
}
