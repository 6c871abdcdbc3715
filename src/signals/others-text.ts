/** Names the places where the same was found, in both languages. */
import type { FindingFacts } from './facts.ts';
import type { SignalOther } from './signal.ts';

const namedMax = 3;

export interface InBoth {
  readonly zh: string;
  readonly en: string;
}

/** The first three, and how many more there are. */
export function othersText(
  others: readonly SignalOther[],
  finding: Pick<FindingFacts, 'id' | 'unit'>,
): InBoth {
  const named = others.slice(0, namedMax).map((other) => otherText(other, finding));
  const more = others.length - named.length;
  const zh = named.map((each) => each.zh).join('、');
  const en = named.map((each) => each.en).join(', ');
  return more === 0
    ? { zh, en }
    : { zh: `${zh}等 ${others.length} 处`, en: `${en} and ${more} more` };
}

function otherText(
  { findingId, number, unit, measureNo }: SignalOther,
  finding: Pick<FindingFacts, 'id' | 'unit'>,
): InBoth {
  if (findingId === finding.id) {
    return { zh: `本问题措施 ${measureNo}`, en: `measure ${measureNo} of this finding` };
  }
  const [zh, en] =
    measureNo === null
      ? [number, number]
      : [`${number} 措施 ${measureNo}`, `measure ${measureNo} of ${number}`];
  const elsewhere = unit !== null && finding.unit !== null && unit !== finding.unit;
  return elsewhere ? { zh: `${zh}(其他单位)`, en: `${en} (another unit)` } : { zh, en };
}
