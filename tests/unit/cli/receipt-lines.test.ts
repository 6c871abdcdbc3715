import { expect, test } from 'vitest';
import { placesOf } from '../../../src/cli/columns.ts';
import { receiptLines } from '../../../src/cli/receipt-lines.ts';
import type { Receipt, ReceiptNotice } from '../../../src/store/receipt.ts';

const reminder: ReceiptNotice = {
  id: 'n-2',
  owedAt: '2024-03-12T09:00:00.000+08:00',
  template: 'reminder',
  event: { seq: 2, type: 'CLOCK_DUE' },
  clock: {
    no: 1,
    kind: 'plan',
    rule: 'phased-plan-15d',
    policy: 'cn-inspection@1',
    dueAt: '2024-03-16T00:00:00.000+08:00',
  },
  rungs: ['T-7', 'T-3'],
  slot: 'actionOwner',
  fallbackSlot: 'leadOfficial',
  person: { id: 'zhou', name: '周庭瑞' },
  inPlaceOf: { id: 'shen', name: '沈若兰' },
  channel: 'mail',
  document: null,
  message: {
    id: 'd-2',
    subject: '【整改】提醒\u202e\n第二行',
    messageId: '<d-2@rectiflow.example>',
    digestOf: '2024-03-12',
    attempts: 1,
    acknowledgements: [],
    decisions: [
      {
        decision: 'confirm',
        by: { kind: 'person', id: 'lu', unit: null },
        reason: '当面确认',
        at: '2024-03-13T09:00:00.000+08:00',
        was: { state: 'unknown', outcome: 'connection_cut' },
      },
    ],
  },
  state: 'sent',
  outcome: 'confirmed',
  settledAt: '2024-03-13T09:00:00.000+08:00',
};
const toNobody: ReceiptNotice = {
  ...reminder,
  owedAt: '2024-03-01T10:00:00.000+08:00',
  event: { seq: 1, type: 'OPENED' },
  clock: null,
  rungs: [],
  fallbackSlot: null,
  person: null,
  inPlaceOf: null,
  message: null,
  state: 'failed',
  outcome: 'nobody_appointed',
  settledAt: '2024-03-01T10:00:00.000+08:00',
};
const receipt: Receipt = {
  finding: { id: 'f', number: 'XC-2024-01-001', title: '采购管理不规范' },
  round: { code: 'XC-2024', title: '2024 年巡察' },
  printedAt: '2024-03-20T10:00:00.000+08:00',
  notices: [toNobody, reminder],
};

test('the heading names finding, round and when it was printed', () => {
  expect(receiptLines({ ...receipt, notices: [] })).toEqual([
    '送达回执 / Receipt of notices',
    '编号 / number          XC-2024-01-001',
    '问题 / title           采购管理不规范',
    '轮次 / round           XC-2024  2024 年巡察',
    '打印时间 / printed at  2024-03-20T10:00:00.000+08:00',
    '',
    '共 0 份通知 / notices',
  ]);
});

test('a clock’s notice says by which rule, to whom in whose place, in which message, and what was decided', () => {
  const lines = receiptLines({ ...receipt, notices: [reminder] });
  expect(lines.slice(6, -2)).toEqual([
    '1. 2024-03-12T09:00:00.000+08:00  整改方案期限 / plan deadline  T-7, T-3',
    '   期限 / clock                 1, 到期 / due 2024-03-16T00:00:00.000+08:00',
    '   依据 / by rule               phased-plan-15d, cn-inspection@1',
    '   岗位 / post                  责任人 / case officer',
    '   空缺,改发 / vacant, went to  责任领导 / lead official',
    '   收件人 / to                  周庭瑞(zhou)',
    '   代 / in place of             沈若兰(shen)',
    '   渠道 / channel               mail',
    '   主题 / subject               【整改】提醒 第二行',
    '   Message-ID                   <d-2@rectiflow.example>',
    '   汇总日 / digest of           2024-03-12',
    '   次数 / attempts              1',
    '   结果 / outcome               已送出 / sent: confirmed  2024-03-13T09:00:00.000+08:00',
    '   决定 / decision              2024-03-13T09:00:00.000+08:00  确认已收到 / confirmed  lu:当面确认  (结果不明 / outcome unknown: connection_cut)',
  ]);
});

test('word of an event says what happened; one that nobody got says so', () => {
  const lines = receiptLines({ ...receipt, notices: [toNobody] });
  expect(lines.slice(6, -2)).toEqual([
    '1. 2024-03-01T10:00:00.000+08:00  问题反馈 / finding handed over',
    '   岗位 / post      责任人 / case officer',
    '   收件人 / to      无人任职 / nobody appointed',
    '   渠道 / channel   mail',
    '   次数 / attempts  0',
    '   结果 / outcome   发送失败 / failed: nobody_appointed  2024-03-01T10:00:00.000+08:00',
  ]);
});

test('notices are numbered in their order, an empty line before each, and counted at the end', () => {
  const lines = receiptLines(receipt);
  const numbered = lines.filter((line) => /^\d+\. /u.test(line));
  expect(numbered.map((line) => line.slice(0, 13))).toEqual(['1. 2024-03-01', '2. 2024-03-12']);
  expect(lines.at(-1)).toBe('共 2 份通知 / notices');
  expect(lines.filter((line) => line === '')).toHaveLength(3);
});

test('every line of a notice is aligned in places, not in characters', () => {
  const lines = receiptLines({ ...receipt, notices: [reminder] }).slice(7, -2);
  const begins = lines.map((line) => placesOf(/^ {3}.*? {2,}/u.exec(line)?.[0] ?? ''));
  expect(new Set(begins).size).toBe(1);
});
