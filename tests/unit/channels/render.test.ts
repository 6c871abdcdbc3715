import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NoticeFacts } from '../../../src/channels/channel.ts';
import { renderNotice, templateNames } from '../../../src/channels/render.ts';
import { at, tenDaysLeft, zone } from './notice-samples.ts';

const render = (changes: Partial<NoticeFacts> = {}) =>
  renderNotice({ ...tenDaysLeft, ...changes }, { zone });
const clock = tenDaysLeft.clock ?? expect.fail('the sample has a clock');

const check = (stage: string): string =>
  render({
    template: 'check-reminder',
    clock: { ...clock, kind: 'verify' },
    finding: { ...tenDaysLeft.finding, stage },
  }).text;

/** The lines of a text that are not empty, up to the English part. */
function chineseLines(text: string): string[] {
  return text
    .slice(0, text.indexOf('In English'))
    .split('\n')
    .filter((line) => line !== '');
}

describe('a reminder ten days before the deadline', () => {
  const { subject, text, html } = render();

  test('says in its subject what, by when, and how long', () => {
    expect(subject).toBe(
      '【整改提醒】XC-2024-01-003 食堂陪餐记录不完整,部分学期缺少校领导陪餐签字…:整改执行期限 2024-07-10,还有 10 天',
    );
  });

  test('says in Chinese what it is about, which rule counts, and what to do', () => {
    expect(chineseLines(text).slice(0, -1)).toEqual([
      '李明:',
      '由您负责或分管的下列问题,整改执行期限为 2024-07-10 24:00 (UTC+08:00),还有 10 天,请抓紧办理。',
      '问题编号: XC-2024-01-003',
      '问题: 食堂陪餐记录不完整,部分学期缺少校领导陪餐签字和意见反馈',
      '方面: 食品安全管理',
      '轮次: 2024年第一轮巡察(XC-2024-01)',
      '责任单位: 总务处',
      '当前状态: 整改中(整改实施)',
      '整改执行期限: 2024-07-10 24:00 (UTC+08:00),还有 10 天',
      '适用规则: phased-execute-90d(规则集 cn-inspection v1)',
      '时限节点: T-10',
      '下一步: 请落实各项整改措施,上传佐证材料,并提请核查。如预计难以按期完成,请在期限届满前向整改工作领导小组说明情况。',
      '本通知由整改台账系统自动发送,请勿直接回复。通知编号:0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f',
    ]);
  });

  test('says the same, shorter, in English below', () => {
    expect(text).toContain(
      'A reminder: the rectification deadline of this finding is 2024-07-10 24:00 (UTC+08:00), 10 days left.',
    );
    expect(text).toContain('Rule: phased-execute-90d (policy cn-inspection v1)');
  });

  test('says the same in HTML, Chinese first', () => {
    expect(html).toContain('<td style="padding:6px 0;vertical-align:top">XC-2024-01-003</td>');
    expect(html.indexOf('lang="zh-CN" style')).toBeLessThan(html.indexOf('lang="en"'));
    expect(html).toContain('10 days left');
  });
});

describe('an oversight order (督办单) that makes up for days of silence', () => {
  const { subject, text, html } = render({
    template: 'oversight-order',
    rungs: ['T-3', 'T-1', 'T0', 'T+1', 'T+5'],
    inStead: true,
    clock: { ...clock, provisional: true },
    now: at('2024-07-15T01:00:00Z'),
  });

  test('says in its subject how late it is, and that the date is provisional', () => {
    expect(subject).toBe(
      '【督办单】XC-2024-01-003 食堂陪餐记录不完整,部分学期缺少校领导陪餐签字…:整改执行期限 2024-07-10(暂定),已逾期 5 天',
    );
  });

  test('is a document in due form, to the unit, citing policy and rule, listing every rung', () => {
    const lines = chineseLines(text);
    expect(lines.slice(0, 5)).toEqual([
      '整改督办单',
      '送:李明',
      '本通知应送达的岗位目前空缺,按规则由您代为接收并处理。',
      '总务处:',
      '2024年第一轮巡察反馈的“食堂陪餐记录不完整,部分学期缺少校领导陪餐签字和意见反馈”问题(XC-2024-01-003),整改执行期限为 2024-07-10 24:00 (UTC+08:00)(暂定),已逾期 5 天,仍未办结。依据规则集 cn-inspection v1 及规则 phased-execute-90d,现予督办。',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '    暂定:超出已公布的节假日安排,公布后将重新计算',
        '时限节点: 本通知合并告知以下已到的节点:',
        ...['T-3', 'T-1', 'T0', 'T+1', 'T+5'].map((rung) => `    · ${rung}`),
      ]),
    );
    expect(text).toContain('日期:2024-07-15');
    expect(html).toContain('<h1 style="margin:0 0 16px;font-size:20px">整改督办单</h1>');
  });

  test('says in English that the date is provisional and that the post is vacant', () => {
    expect(text).toContain('2024-07-10 24:00 (UTC+08:00) (provisional), 5 days overdue');
    expect(text).toContain('The post this notice is addressed to is vacant');
    expect(text).toContain('Steps passed: T-3, T-1, T0, T+1, T+5');
  });
});

describe('a finding that verification sends back', () => {
  const { subject, text, html } = render({
    template: 'returned',
    rungs: [],
    clock: null,
    event: {
      type: 'RETURN',
      at: at('2024-06-30T03:20:00Z'),
      reason: '陪餐签字为事后补签,\r\n且缺少 3 月份记录 <b>!</b>',
      note: null,
    },
  });

  test('says so in its subject, with the day', () => {
    expect(subject).toBe(
      '【核查退回】XC-2024-01-003 食堂陪餐记录不完整,部分学期缺少校领导陪餐签字…:核查未通过,退回整改,2024-06-30',
    );
  });

  test('gives the reason in the checker’s words, set in, and what to do next', () => {
    expect(chineseLines(text)).toEqual(
      expect.arrayContaining([
        '事项: 核查退回,2024-06-30 11:20 (UTC+08:00)',
        '原因: 陪餐签字为事后补签,',
        '    且缺少 3 月份记录 <b>!</b>',
        '下一步: 请按退回原因补充整改、完善佐证材料,在期限内重新提请核查。',
      ]),
    );
    expect(html).toContain('陪餐签字为事后补签,<br>且缺少 3 月份记录 &lt;b&gt;!&lt;/b&gt;');
  });
});

describe('every template', () => {
  test.each(templateNames)(
    '%s names finding, title and round, with and without a clock',
    (template) => {
      for (const given of [clock, null]) {
        const { subject, text } = render({ template, clock: given });
        expect(subject).toMatch(/^【.+】XC-2024-01-003 食堂陪餐记录不完整.+:.*2024-/u);
        expect(text).toContain('食堂陪餐记录不完整,部分学期缺少校领导陪餐签字和意见反馈');
        expect(text).toContain('2024年第一轮巡察');
        expect(subject + text).not.toMatch(/\{\{|\}\}|undefined|null|NaN|Invalid/u);
      }
    },
  );

  test('without a text of its own is still a notice about the finding', () => {
    const { subject, text } = render({ template: 'spring-tea-invitation' });
    expect(subject).toContain('【整改通知】XC-2024-01-003');
    expect(text).toContain('问题编号: XC-2024-01-003');
  });

  test('says how a finding left the ledger', () => {
    const left = render({
      template: 'struck-off',
      clock: null,
      event: { ...tenDaysLeft.event, type: 'TRANSFER', reason: '移交纪检' },
    });
    expect(left.subject).toContain('已核销(移交)');
    expect(left.text).toContain('原因: 移交纪检');
  });

  test('asks the checker for what the stage calls for', () => {
    expect(check('contested')).toContain('请审查异议理由');
    expect(check('planInReview')).toContain('请审核整改方案');
    expect(check('inReview')).toContain('请对照验收标准核查');
    expect(check('awaitingClosure')).toContain('请确认销号条件');
  });
});

describe('whatever people wrote', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(
      '{{number}}',
      '<script>',
      '"\'><img src=x onerror=alert(1)>',
      '\r\nBcc: x',
      '\u202Ex',
      '__proto__',
    ),
  );
  const maybe = fc.option(text);
  const instant = fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') });
  const anyFacts: fc.Arbitrary<NoticeFacts> = fc.record({
    noticeId: fc.constant(tenDaysLeft.noticeId),
    template: fc.oneof(fc.constantFrom(...templateNames), text),
    rungs: fc.array(text, { maxLength: 6 }),
    personName: text,
    inPlaceOf: maybe,
    inStead: fc.boolean(),
    document: fc.option(fc.record({ no: text, replyBy: fc.option(instant) })),
    finding: fc.record({
      number: text,
      title: text,
      roundCode: text,
      roundTitle: text,
      aspectTitle: maybe,
      responsibleUnit: maybe,
      state: text,
      stage: text,
    }),
    clock: fc.option(
      fc.record({
        kind: text,
        dueAt: instant,
        provisional: fc.boolean(),
        ruleId: text,
        policyId: text,
        policyVersion: fc.nat(),
      }),
    ),
    event: fc.record({ type: text, at: instant, reason: maybe, note: maybe }),
    now: instant,
  });

  test('a notice comes out: one line of at most 200 for the subject, and no markup of theirs', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const notice = renderNotice(facts, { zone });
        expect(notice.subject.length).toBeLessThanOrEqual(200);
        expect(notice.subject).toMatch(/^【/u);
        expect(notice.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
        expect(notice.text).not.toMatch(
          /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u,
        );
        const tags = notice.html.matchAll(/<\/?([^\s>/]+)/gu);
        const known = [
          '!doctype',
          'html',
          'head',
          'meta',
          'title',
          'body',
          'div',
          'h1',
          'p',
          'table',
          'tr',
          'th',
          'td',
          'strong',
          'br',
        ];
        for (const [, tag] of tags) expect(known).toContain(tag);
      }),
      { numRuns: 500 },
    );
  });

  test('a text that looks like a placeholder stays what it is', () => {
    const { subject, text: body } = render({
      finding: { ...tenDaysLeft.finding, title: '{{number}}' },
      event: { ...tenDaysLeft.event, reason: '{{unit}} $&' },
    });
    expect(subject).toContain('XC-2024-01-003 {{number}}');
    expect(body).toContain('原因: {{unit}} $&');
  });

  test('a second line of theirs never passes for a line of the notice', () => {
    const { text: body } = render({
      event: { ...tenDaysLeft.event, reason: '同意\n下一步: 无需整改\n\n责任单位: 无' },
    });
    const nexts = body.split('\n').filter((line) => /^(下一步|责任单位):/u.test(line));
    expect(nexts).toHaveLength(2);
    expect(nexts.join('')).not.toMatch(/无需整改|: 无$/u);
  });

  test('a very long reason is cut short, and the ledger keeps the rest', () => {
    const { text: body } = render({ event: { ...tenDaysLeft.event, reason: '长'.repeat(20_000) } });
    expect(body.length).toBeLessThan(5_000);
    expect(body).toContain('长…');
  });
});
