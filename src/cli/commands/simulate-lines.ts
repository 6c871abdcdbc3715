/** A rehearsal as people read it: one line per notice, then the sums. */
import type { PrintedNotice } from '../../engine/rehearsal/printed-notices.ts';
import type { RehearsalReport } from '../../engine/rehearsal/report.ts';
import { clockTerm, slotTerms } from '../../glossary.ts';

export function linesOf(report: RehearsalReport): string[] {
  const { from, until, policy, notices, breaches, people, duties, overdueTasks } = report;
  return [
    `${from} — ${until}${policy === null ? '' : `,规则集 / policy ${policy}`}`,
    ...notices.map(noticeLine),
    `通知 ${notices.length} 件、逾期 ${breaches.length} 项 / ${notices.length} notices, ${breaches.length} breaches`,
    ...(duties === 0
      ? []
      : [
          `长期坚持事项 ${duties} 项,期末逾期任务 ${overdueTasks} 项 / ${duties} duties, ${overdueTasks} tasks overdue at the end`,
        ]),
    ...people.map(({ id, name, notices: count }) => `  ${name || id}: ${count}`),
    ...differenceLines(report),
  ];
}

function noticeLine(notice: PrintedNotice): string {
  const { person } = notice.to;
  const who = person === null ? '(空缺 / vacant)' : person.name || person.id;
  if (notice.duty === null) {
    const { at, finding, template, rungs, to, why } = notice;
    const clock = why.clock === null ? '' : ` ${clockTerm(why.clock.kind).zh} ${why.clock.rule}`;
    return `${at}  ${finding}  ${slotTerms[to.slot].zh} ${who}  ${rungs.join(', ') || template}${clock}`;
  }
  const { at, duty, template, to, why } = notice;
  const { slots, tasks } = why;
  const last = slots.at(-1) ?? '';
  const named = tasks === 1 ? last : `${last} 等 ${tasks} 项`;
  return `${at}  ${duty}  ${to.party} ${who}  ${named} ${dutyNews.get(template) ?? template}`;
}

const dutyNews: ReadonlyMap<string, string> = new Map([
  ['duty-tasks-raised', '任务提醒'],
  ['duty-task-overdue', '任务逾期'],
]);

function differenceLines({ difference }: RehearsalReport): string[] {
  if (difference === null) return [];
  const { same, dropped, added, moved } = difference;
  return [
    `与现行规则相比 / beside the rules in force: 相同 ${same}、取消 ${dropped.length}、新增 ${added.length}、改期 ${moved.length}`,
  ];
}
