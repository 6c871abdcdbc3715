import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DutyNoticeFacts } from '../../../src/channels/channel.ts';
import { renderNotice } from '../../../src/channels/render.ts';
import { dutyTemplateNames } from '../../../src/channels/texts-duties.ts';
import { at, dutySample as sample, dutyTask as task, zone } from './notice-samples.ts';

const render = (changes: Partial<DutyNoticeFacts> = {}) =>
  renderNotice({ ...sample, ...changes }, { zone });

/** The lines of a text that are not empty, up to the English part. */
function chineseLines(text: string): string[] {
  const lines = text.slice(0, text.indexOf('In English')).split('\n');
  return lines.filter((line) => line !== '').slice(0, -1);
}

describe('a task that has come up', () => {
  const { subject, text, html } = render();

  test('says in its subject what, and until when', () => {
    expect(subject).toBe(
      '【任务提醒】XC-2024-D001 校领导每日陪餐:2024-03-05,应于 2024-03-05 24:00 (UTC+08:00) 前完成',
    );
  });

  test('says in Chinese what it is about and what to do', () => {
    expect(chineseLines(text)).toEqual([
      '李明:',
      '由您负责的下列须长期坚持(经常性)事项,有任务已到应办时间,请按时完成。',
      '事项编号: XC-2024-D001',
      '事项: 校领导每日陪餐',
      '轮次: 2024年第一轮巡察(XC-2024)',
      '对应问题: XC-2024-01-003',
      '待办任务(共 1 项): · 2024-03-05:应于 2024-03-05 24:00 (UTC+08:00) 前完成',
      '下一步: 请完成任务并登记完成情况;确不需办理的,请说明理由予以免除。',
      '本通知由整改台账系统自动发送,请勿直接回复。通知编号:0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f',
    ]);
  });

  test('says the same, shorter, in English below, and in HTML', () => {
    expect(text).toContain('Tasks of this standing duty have come up.');
    expect(text).toContain('Open: 1, 0 of them overdue');
    expect(text).toContain('First: 2024-03-05, due 2024-03-05 24:00 (UTC+08:00)');
    expect(html.indexOf('lang="zh-CN" style')).toBeLessThan(html.indexOf('lang="en"'));
  });
});

describe('a notice that makes up for days of silence', () => {
  const days = Array.from({ length: 40 }, (_, index) =>
    new Date(at('2024-03-01T00:00:00Z') + index * 86_400_000).toISOString().slice(0, 10),
  );
  const { subject, text } = render({
    tasks: days.map((day) => task(day)),
    now: at('2024-04-09T00:00:00Z'),
  });

  test('counts in its subject what is open and what of it is overdue', () => {
    expect(subject).toBe('【任务提醒】XC-2024-D001 校领导每日陪餐:共 40 项待办,其中逾期 39 项');
  });

  test('names every task, and which of them are overdue', () => {
    for (const day of days) expect(text).toContain(`· ${day}:应于`);
    expect(text.match(/,已逾期/gu)).toHaveLength(39);
    expect(text).toContain('Open: 40, 39 of them overdue');
    expect(text).toContain('First: 2024-03-01, due');
  });

  test('lists a hundred at most, and says how many more there are', () => {
    const many = render({ tasks: Array.from({ length: 103 }, () => task('2024-03-05')) });
    expect(many.text.match(/· 2024-03-05:/gu)).toHaveLength(100);
    expect(many.text).toContain('· 另有 3 项,见台账');
    expect(many.subject).toContain('共 103 项待办');
  });
});

describe('a notice over a duty', () => {
  test('that is overdue says so, a single one in the subject as well', () => {
    const { subject, text } = render({
      template: 'duty-task-overdue',
      now: at('2024-03-06T00:00:00Z'),
    });
    expect(subject).toMatch(/^【任务逾期】.+前完成,已逾期$/u);
    expect(text).toContain('在办结之前,系统将持续提醒');
    expect(text).toContain('This reminder is repeated until they are settled.');
  });

  test('that is a check speaks of a check', () => {
    const duty = { ...sample.duty, kind: 'check', title: '旬岗位自查' } as const;
    expect(render({ duty }).subject).toMatch(/^【检查提醒】XC-2024-D001 旬岗位自查:/u);
    expect(render({ duty, template: 'duty-task-overdue' }).subject).toMatch(/^【检查逾期】/u);
  });

  test('says where its date is provisional, and leaves out what there is not', () => {
    const duty = { ...sample.duty, roundTitle: 'XC-2024', findingNumber: null };
    const { text } = render({
      duty,
      personName: '',
      tasks: [task('2024-03-05', { provisional: true })],
    });
    expect(text).toContain('前完成(暂定)');
    expect(text).toContain('轮次: XC-2024\n');
    expect(text).not.toMatch(/对应问题|Finding:|^:/mu);
  });

  test('has texts of its own in both languages for each template and kind', () => {
    expect(dutyTemplateNames).toEqual(['duty-tasks-raised', 'duty-task-overdue']);
    const subjects = dutyTemplateNames.flatMap((template) =>
      (['task', 'check'] as const).map((kind) => {
        const { subject, text } = render({ template, duty: { ...sample.duty, kind } });
        expect(text).not.toMatch(/undefined|null|NaN|Invalid|\{\{/u);
        return subject.slice(0, subject.indexOf('】'));
      }),
    );
    expect(new Set(subjects).size).toBe(4);
  });

  test('of a template of a later version still says that there is something to do', () => {
    expect(render({ template: 'constructor' }).subject).toMatch(/^【任务提醒】/u);
  });
});

test('whatever people wrote, it is one line of at most 200, and no markup of theirs', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('<script>', '\r\nBcc: x', '\u202Ex', '{{number}}'),
  );
  const instant = fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') });
  const anyFacts: fc.Arbitrary<DutyNoticeFacts> = fc.record({
    noticeId: fc.constant(sample.noticeId),
    template: fc.oneof(fc.constantFrom(...dutyTemplateNames), text),
    personName: text,
    inPlaceOf: fc.option(text),
    duty: fc.record({
      number: text,
      kind: fc.constantFrom('task', 'check'),
      title: text,
      roundCode: text,
      roundTitle: text,
      findingNumber: fc.option(text),
    }),
    tasks: fc.array(
      fc.record({ slot: text, at: instant, dueAt: instant, provisional: fc.boolean() }),
      { maxLength: 4 },
    ),
    now: instant,
  });
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const notice = renderNotice(facts, { zone });
      expect(notice.subject.length).toBeLessThanOrEqual(200);
      expect(notice.subject).toMatch(/^【[^\n]+$/u);
      expect(notice.text).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E]/u);
      expect(notice.html).not.toMatch(/<script/iu);
    }),
  );
});
