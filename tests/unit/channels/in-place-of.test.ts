import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../../src/channels/render.ts';
import { tenDaysLeft, zone } from './notice-samples.ts';

const duty = {
  noticeId: tenDaysLeft.noticeId,
  template: 'duty-tasks-raised',
  personName: '李明',
  duty: {
    number: 'XC-2024-D001',
    kind: 'task',
    title: '校领导每日陪餐',
    roundCode: 'XC-2024',
    roundTitle: '2024年第一轮巡察',
    findingNumber: null,
  },
  tasks: [{ slot: '2024-03-05', at: 0, dueAt: 1, provisional: false }],
  now: 0,
} as const;

describe.each([
  ['a finding', (inPlaceOf: string | null) => ({ ...tenDaysLeft, inPlaceOf })],
  ['a duty', (inPlaceOf: string | null) => ({ ...duty, inPlaceOf })],
])('a mail about %s', (_what, facts) => {
  test('that somebody gets in another’s place says so first, in both languages', () => {
    const { text, html } = renderNotice(facts('张三'), { zone });
    const [addressee, first] = text.split('\n\n');
    expect([addressee, first]).toEqual(['李明:', '您受 张三 委托代为接收并处理本通知。']);
    const [, english] = text.split('In English\n\n');
    expect(english).toMatch(/^You get this in place of 张三, /u);
    expect(html).toContain('您受 张三 委托代为接收');
    expect(html).toContain('You get this in place of 张三');
  });

  test('that is theirs to get does not', () => {
    const { text, html } = renderNotice(facts(null), { zone });
    expect(text + html).not.toMatch(/委托代为接收|in place of/u);
  });

  test('keeps a name on one line, bounded and without markup', () => {
    const { text, html } = renderNotice(facts(`<b>张\n三</b>${'长'.repeat(500)}`), { zone });
    expect(text).toMatch(/^您受 <b>张 三<\/b>长+… 委托代为接收/mu);
    expect(text.split('\n').every((line) => line.length < 800)).toBe(true);
    expect(html).toContain('&lt;b&gt;张 三&lt;/b&gt;');
  });
});

test('where a vacant post’s notice falls to somebody who has delegated, both are said', () => {
  const { text } = renderNotice({ ...tenDaysLeft, inStead: true, inPlaceOf: '张三' }, { zone });
  expect(text).toContain('目前空缺,按规则由您代为接收');
  expect(text).toContain('您受 张三 委托代为接收');
});
