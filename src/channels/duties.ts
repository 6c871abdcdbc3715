/** What a notice asks of whoever gets it, by what is being timed and where the finding stands. */
import type { Term } from '../glossary.ts';

/** What whoever is charged with this clock has to do, given where the finding stands. */
export function todoTerm(kind: string, stage: string): Term {
  return (
    lookUp(kind === 'verify' ? checks : duties, kind === 'verify' ? stage : kind) ?? {
      zh: '请登录整改台账查看并办理。',
      en: 'Please see to it in the ledger.',
    }
  );
}

const duties: Readonly<Record<string, Term>> = {
  plan: {
    zh: '请拟定整改方案,逐项明确措施、责任单位、责任人、完成时限和验收标准,并提交审核。',
    en: 'Please draw up the plan (measures, unit, person, date, acceptance criterion) and submit it.',
  },
  execute: {
    zh: '请落实各项整改措施,上传佐证材料,并提请核查。',
    en: 'Please carry out the measures, attach the evidence and submit for verification.',
  },
  report: {
    zh: '请报告整改进展情况。',
    en: 'Please report on progress.',
  },
  notice: {
    zh: '请留意公示期间收到的意见,并逐条办理。',
    en: 'Please watch for objections and answer each of them.',
  },
  pause: {
    zh: '请核实暂停的原因是否仍然存在:已消除的,请恢复计时;仍存在的,请说明情况。',
    en: 'Please see whether the reason for the pause still holds; if not, let the clocks run on.',
  },
  referral: {
    zh: '请研究解决或提出处理意见,并将结果办复。',
    en: 'Please put it right or give instructions, and send it back.',
  },
  recheck: {
    zh: '请对已销号问题开展回头看,核实成效是否保持、问题是否反弹,并记录结论。',
    en: 'Please re-inspect the closed finding, see whether the result has held, and record it.',
  },
};

const checks: Readonly<Record<string, Term>> = {
  contested: {
    zh: '请审查异议理由,作出采纳或不采纳的决定并说明理由。',
    en: 'Please examine the contest and uphold or dismiss it, with a reason.',
  },
  planInReview: {
    zh: '请审核整改方案,作出批准或退回的决定。',
    en: 'Please review the plan and approve or return it.',
  },
  inReview: {
    zh: '请对照验收标准核查佐证材料和整改成效,作出通过或退回的决定。',
    en: 'Please check evidence and effect against the acceptance criteria; approve or return it.',
  },
  awaitingClosure: {
    zh: '请确认销号条件,办理公示或销号。',
    en: 'Please check the close-out conditions, then open the public notice or close the finding.',
  },
};

function lookUp(table: Readonly<Record<string, Term>>, key: string): Term | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
