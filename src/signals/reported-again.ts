/** 屡查屡犯: the same unit has had a similar finding closed before. */
import type { SignalFacts } from './facts.ts';
import { nothing, othersMax, type Signal } from './signal.ts';

/** At most one, about the finding as a whole. */
export function reportedAgain({ finding, closedBefore }: SignalFacts): readonly Signal[] {
  const [first] = closedBefore;
  if (first === undefined) return [];
  const { number, closedOn, likeness } = first;
  const percent = Math.round(likeness * 100);
  const more = closedBefore.length - 1;
  const [others, othersEn] = more === 0 ? ['', ''] : [`,另有 ${more} 个`, ` (and ${more} more)`];
  return [
    {
      kind: 'reportedAgain',
      about: nothing,
      others: closedBefore
        .filter(({ findingId }) => findingId !== finding.id)
        .slice(0, othersMax)
        .map(({ findingId, number: no, unit }) => ({
          findingId,
          number: no,
          unit,
          measureNo: null,
        })),
      likeness,
      question: {
        zh: `同一单位的相似问题 ${number} 已于 ${closedOn} 销号(相似度 ${percent}%)${others}。这次是新的情况,还是同一问题再次出现?`,
        en: `A similar finding of the same unit, ${number}, was closed on ${closedOn} (${percent} % alike)${othersEn}. Is this something new, or has the same come up again?`,
      },
    },
  ];
}
