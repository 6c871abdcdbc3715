import { expect, test } from 'vitest';
import { decisionText, dispatchLines } from '../../../src/cli/dispatch-lines.ts';
import type { DispatchDecision, DispatchSummary } from '../../../src/store/dispatch-views.ts';

const decision: DispatchDecision = {
  decision: 'resend',
  by: { kind: 'person', id: 'lu', unit: null },
  reason: '地址\n已更正',
  at: '2024-03-02T09:00:00.000+08:00',
  was: { state: 'failed', outcome: 'address_refused' },
};
const finding = (number: string) => ({ id: `id-of-${number}`, number });
const notice = {
  id: 'n-1',
  finding: finding('XC-2024-01-001'),
  duty: null,
  template: 'reminder',
  rungs: ['T-3'],
  state: 'unknown',
} as const;
const dispatch: DispatchSummary = {
  id: 'd-1',
  channel: 'mail',
  person: { id: 'he', name: '何文斌' },
  digestOf: null,
  state: 'unknown',
  outcome: 'connection_cut',
  attempts: 2,
  createdAt: '2024-03-01T10:00:00.000+08:00',
  settledAt: '2024-03-01T10:01:00.000+08:00',
  subject: '【整改】提醒',
  messageId: '<d-1@rectiflow.example>',
  notices: [notice],
  decisions: [],
  acknowledgements: [],
};

test('a message is one line: when, whom, what about, how it went, and its id', () => {
  expect(dispatchLines(dispatch)).toEqual([
    '2024-03-01T10:00:00.000+08:00  mail  何文斌(he)  【整改】提醒  ' +
      '1 份通知 / notices: XC-2024-01-001  2 次 / attempts  ' +
      '[结果不明 / outcome unknown: connection_cut]  d-1',
  ]);
});

test('each finding and each duty is named once', () => {
  const duty = { id: 'u', number: 'XC-2024-D001' };
  const ofDuty = { ...notice, finding: null, duty };
  const [line = ''] = dispatchLines({ ...dispatch, notices: [notice, notice, ofDuty] });
  expect(line).toContain('3 份通知 / notices: XC-2024-01-001, XC-2024-D001  ');
});

test('before the hand-over there is no subject, and a person without a name goes by the id', () => {
  const person = { id: 'he', name: '' };
  const [line] = dispatchLines({ ...dispatch, subject: null, person, outcome: null, notices: [] });
  expect(line).toBe(
    '2024-03-01T10:00:00.000+08:00  mail  he  0 份通知 / notices  2 次 / attempts  ' +
      '[结果不明 / outcome unknown]  d-1',
  );
});

test('a decision stands below on one line, with what had become of the message until then', () => {
  const [, ...below] = dispatchLines({ ...dispatch, decisions: [decision] });
  expect(below).toEqual([
    '  2024-03-02T09:00:00.000+08:00  决定重发 / to be sent again  lu:地址 已更正  ' +
      '(发送失败 / failed: address_refused)',
  ]);
});

test('a delegate’s decision names both', () => {
  const by = { kind: 'delegate', id: 'chen', actingFor: 'lu', unit: null } as const;
  const said = decisionText({ ...decision, decision: 'confirm', by });
  expect(said).toContain('确认已收到 / confirmed  chen 代 / for lu:');
});
