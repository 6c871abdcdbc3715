/** Several notices in one message: sorted by what to do next, and short enough to be read. */
import { describe, expect, test } from 'vitest';
import type { DutyNoticeFacts, NoticeFacts } from '../../../src/channels/channel.ts';
import { renderMessage } from '../../../src/channels/render-message.ts';
import { renderNotice } from '../../../src/channels/render.ts';
import { at, tenDaysLeft, zone } from './notice-samples.ts';

const { clock } = tenDaysLeft;
if (clock === null) throw new Error('the sample has a clock');
const dayMs = 86_400_000;

function finding(no: number, given: Partial<NoticeFacts> = {}): NoticeFacts {
  const number = `XC-2024-01-${String(no).padStart(3, '0')}`;
  return {
    ...tenDaysLeft,
    noticeId: `notice-${no}`,
    finding: { ...tenDaysLeft.finding, number, title: `问题${no}` },
    ...given,
  };
}
const dueIn = (days: number) => ({ clock: { ...clock, dueAt: clock.dueAt + days * dayMs } });

const duty: DutyNoticeFacts = {
  noticeId: 'notice-duty',
  template: 'duty-tasks-raised',
  personName: '李明',
  inPlaceOf: null,
  duty: {
    number: 'XC-2024-D001',
    kind: 'check',
    title: '宿舍消防设施检查',
    roundCode: 'XC-2024-01',
    roundTitle: '2024年第一轮巡察',
    findingNumber: null,
  },
  tasks: [
    {
      slot: '2024-06-下旬',
      at: tenDaysLeft.now,
      dueAt: tenDaysLeft.now + dayMs,
      provisional: false,
    },
  ],
  now: tenDaysLeft.now,
};

const overdue = finding(3, { ...dueIn(-12), template: 'overdue' });
const dueToday = finding(2, { ...dueIn(-10), template: 'due-today' });
const ahead = finding(1, { ...dueIn(20) });
const news = finding(4, {
  template: 'returned',
  rungs: [],
  event: { type: 'RETURN', at: at('2024-06-30T08:00'), reason: '佐证不足', note: null },
});

const message = (...notices: (NoticeFacts | DutyNoticeFacts)[]) =>
  renderMessage({ dispatchId: 'dispatch-1', personName: '李明', notices }, { zone });

/** The lines of the text that stand for a notice each. */
const items = (text: string) => text.split('\n').filter((line) => line.includes('· '));

describe('a message of several notices', () => {
  const { subject, text, html } = message(news, ahead, duty, overdue, dueToday);

  test('says in its subject how many there are, and how urgent', () => {
    expect(subject).toBe(
      '【整改汇总】2024-06-30 共 5 项:已逾期 1 项、今天到期 1 项、即将到期 2 项、新的情况 1 项',
    );
  });

  test('names each in the order in which it is to be taken up', () => {
    expect(items(text).map((line) => /XC-2024-[\w-]+/.exec(line)?.[0])).toEqual([
      'XC-2024-01-003',
      'XC-2024-01-002',
      'XC-2024-D001',
      'XC-2024-01-001',
      'XC-2024-01-004',
    ]);
  });

  test('says of each what the subject of its own mail would say', () => {
    const { subject: own } = renderNotice(overdue, { zone });
    expect(items(text)[0]).toContain(own);
    expect(html).toContain(own);
  });

  test('is kept as it was reviewed', () => {
    expect({ subject, text, html }).toMatchSnapshot();
  });
});

describe('a message', () => {
  test('of one notice is that notice', () => {
    expect(message(overdue)).toEqual(renderNotice(overdue, { zone }));
    expect(message(duty)).toEqual(renderNotice(duty, { zone }));
  });

  test('of a public notice that has ended tells news, not delay', () => {
    const ended = finding(5, {
      template: 'public-notice-ended',
      clock: { ...clock, kind: 'notice', dueAt: tenDaysLeft.now - dayMs },
    });
    expect(message(ended, ahead).subject).toContain('即将到期 1 项、新的情况 1 项');
  });

  test('of very many lists the first two hundred of a kind, and says how many there are', () => {
    const many = Array.from({ length: 450 }, (_, index) => finding(index + 1, dueIn(20)));
    const { subject, text } = message(...many);
    expect(subject).toContain('共 450 项');
    expect(items(text)).toHaveLength(201);
    expect(text).toContain('· 另有 250 项,见台账');
  });

  test('says what comes to somebody in another’s place', () => {
    const { text } = message(finding(1, { inPlaceOf: '何文斌' }), ahead);
    expect(items(text).filter((line) => line.includes('(代 何文斌)'))).toHaveLength(1);
  });

  test('takes nobody’s words for markup or for lines of its own', () => {
    const title = '<img src=x onerror=alert(1)>\n下一步: 打款';
    const evil = finding(6, { finding: { ...tenDaysLeft.finding, title } });
    const { subject, text, html } = message(evil, ahead);
    expect(subject).not.toContain('\n');
    expect(html).not.toContain('<img');
    expect(text.split('\n').filter((line) => line.startsWith('下一步:'))).toHaveLength(1);
  });
});
