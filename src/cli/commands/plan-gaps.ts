/** rectiflow plan-gaps: what the plans of findings not closed do not meet yet. */
import { oneLine } from '../../channels/one-line.ts';
import { standingTerm } from '../../glossary.ts';
import type { PlanGap, PlanGapCode } from '../../rounds/plan-gaps.ts';
import type { PlanGaps } from '../../rounds/rounds.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface PlanGapsOptions extends ConfigOption {
  readonly round: string;
  readonly json?: boolean;
}

export async function planGaps(options: PlanGapsOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.rounds.planGaps(options.round);
  if (options.json === true) printJson(found);
  else for (const line of gapLines(found)) print(line);
  return exitCode.done;
}

const gapTerms: Readonly<Record<PlanGapCode, readonly [zh: string, en: string]>> = {
  noPlan: ['没有整改措施', 'no measures'],
  notApproved: ['方案未批准', 'the plan is not approved'],
  measureIncomplete: ['措施要素不全', 'a measure is incomplete'],
  responsibilityUnclear: ['责任人或责任领导未明确', 'responsibility is not clear'],
  criterionRepeatsMeasure: ['验收标准与措施相同', 'the criterion is the measure said again'],
  sameMeasureTwice: ['措施重复', 'the same measure twice'],
  rootCauseMissing: ['未分析原因', 'no root cause named'],
  attestationMissing: ['第一责任人未签字背书', 'not signed by the head'],
  dateBeforeToday: ['措施时限早于今天', 'a measure is due before today'],
  dateAfterPeriod: ['措施时限超出规定期限', 'a measure is due after the period'],
};

export function gapLines({ round, today, open, findings }: PlanGaps): readonly string[] {
  return [
    `${round}  ${today}`,
    ...findings.flatMap(({ number, title, state, stage, gaps }) => {
      const { zh, en } = standingTerm(state, stage);
      return [
        `${number}  ${oneLine(title)}  [${zh} / ${en}]`,
        ...gaps.map((gap) => `  ${gapLine(gap)}`),
      ];
    }),
    `未销号 ${open} 个,方案有缺项的 ${findings.length} 个(* 为规则集要求的) / ${open} open, ${findings.length} with gaps (*: required)`,
  ];
}

function gapLine({ code, required, measureNos }: PlanGap): string {
  const [zh, en] = gapTerms[code];
  const which = measureNos.length === 0 ? '' : `  措施 / measures ${measureNos.join(', ')}`;
  return `${required ? '*' : ' '} ${zh} / ${en}${which}`;
}
