import { beforeAll, describe, expect, test } from 'vitest';
import type { DutyRuleInput } from '../../../../machines/duty-rule.ts';
import { linesOf } from '../../../../src/cli/commands/simulate-lines.ts';
import { rehearse } from '../../../../src/engine/rehearsal/rehearse.ts';
import type { RehearsalReport } from '../../../../src/engine/rehearsal/report.ts';
import { shanghai } from '../../engine/engine-case.ts';
import { openedDutyItem } from '../../engine/rehearsal/duty-rehearsal-case.ts';
import { withPlanPeriod } from '../../engine/rehearsal/policies.ts';
import { oneOfEach, rehearsalPorts } from '../../engine/rehearsal/rehearsal-case.ts';

const now = shanghai('2026-03-02T10:00');
const weekly: DutyRuleInput = { rhythm: { kind: 'weekly', weekdays: [1] }, until: '2026-03-15' };
const duties = [openedDutyItem({ at: now, rule: weekly, to: ['gone', 'teaching'] })];

const report = (policy: Parameters<typeof rehearse>[2]['policy'], given = duties) =>
  rehearse(
    rehearsalPorts(),
    { from: '2026-03-02', days: 14 },
    { portfolio: oneOfEach(now), duties: given, now, policy },
  );

let plain: RehearsalReport;
beforeAll(async () => {
  plain = await report(null);
});

describe('a rehearsal as people read it', () => {
  test('has one line for each notice, in their order, of findings and duties alike', () => {
    const lines = linesOf(plain).slice(1, plain.notices.length + 1);
    expect(lines.map((line) => line.split('  ').slice(0, 2))).toEqual(
      plain.notices.map(({ at, finding, duty }) => [at, duty ?? finding]),
    );
    expect(lines.find((line) => line.includes('XC-2026-00-001'))).toBe(
      '2026-03-06T09:00:00.000+08:00  XC-2026-00-001  责任人 何文斌  T-3 整改方案期限 immediate-plan-7d',
    );
  });

  test('says of a duty whose task it is, which one, or how many, and whether they are overdue', () => {
    const lines = linesOf(plain).filter((line) => line.includes('XC-2026-D001'));
    expect(lines).toEqual(
      [
        ['2026-03-02T10:00', '2026-03-02 任务提醒'],
        ['2026-03-03T08:00', '2026-03-02 任务逾期'],
        ['2026-03-09T08:00', '2026-03-09 等 2 项 任务提醒'],
        ['2026-03-10T08:00', '2026-03-09 等 2 项 任务逾期'],
      ].flatMap(([at, news]) =>
        ['gone (空缺 / vacant)', 'teaching 何文斌'].map(
          (who) => `${at}:00.000+08:00  XC-2026-D001  ${who}  ${news}`,
        ),
      ),
    );
  });

  test('sums up duties where there are any, and what a draft would change where there is one', async () => {
    const sums = linesOf(plain).slice(plain.notices.length + 1);
    expect(sums[1]).toBe(
      '长期坚持事项 1 项,期末逾期任务 2 项 / 1 duties, 2 tasks overdue at the end',
    );
    expect(sums.join('\n')).not.toContain('与现行规则相比');
    const drafted = await report(withPlanPeriod(40), []);
    expect(linesOf(drafted).join('\n')).not.toContain('长期坚持事项');
    expect(linesOf(drafted).at(-1)).toContain('与现行规则相比');
  });
});
