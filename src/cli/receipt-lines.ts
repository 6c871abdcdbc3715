/** The receipt of a finding (送达回执) as it is printed: Chinese first, English beside. */
import { oneLine } from '../channels/one-line.ts';
import { clockTerm, eventTerm, slotTerms, type Term } from '../glossary.ts';
import type { Receipt, ReceiptNotice } from '../store/receipt.ts';
import { besideLabels } from './columns.ts';
import { acknowledgementText, becameText, decisionText, personText } from './dispatch-lines.ts';

type Pair = readonly [label: string, said: string];

export function receiptLines({ finding, round, printedAt, notices }: Receipt): string[] {
  const head: readonly Pair[] = [
    ['编号 / number', finding.number],
    ['问题 / title', oneLine(finding.title)],
    ['轮次 / round', `${round.code}  ${oneLine(round.title)}`],
    ['打印时间 / printed at', printedAt],
  ];
  return [
    '送达回执 / Receipt of notices',
    ...besideLabels(head),
    ...notices.flatMap((notice, index) => ['', ...noticeLines(notice, index + 1)]),
    '',
    `共 ${notices.length} 份通知 / notices`,
  ];
}

function noticeLines(notice: ReceiptNotice, no: number): string[] {
  return [
    `${no}. ${notice.owedAt}  ${causeText(notice)}`,
    ...besideLabels(
      [...clockPairs(notice), ...recipientPairs(notice), ...messagePairs(notice)],
      '   ',
    ),
  ];
}

/** What it was owed for: the rungs of a clock, or what somebody did. */
function causeText({ clock, rungs, event }: ReceiptNotice): string {
  const what = said(clock === null ? eventTerm(event.type) : clockTerm(clock.kind));
  return [what, ...(rungs.length === 0 ? [] : [rungs.join(', ')])].join('  ');
}

function clockPairs({ clock }: ReceiptNotice): Pair[] {
  if (clock === null) return [];
  const { no, rule, policy, dueAt } = clock;
  return [
    ['期限 / clock', `${no}, 到期 / due ${dueAt}`],
    ['依据 / by rule', `${rule}, ${policy}`],
  ];
}

function recipientPairs({ slot, fallbackSlot, person, inPlaceOf }: ReceiptNotice): Pair[] {
  return [
    ['岗位 / post', said(slotTerms[slot])],
    ...pairUnlessNull('空缺,改发 / vacant, went to', fallbackSlot, (to) => said(slotTerms[to])),
    ['收件人 / to', person === null ? '无人任职 / nobody appointed' : personText(person)],
    ...pairUnlessNull('代 / in place of', inPlaceOf, personText),
  ];
}

function messagePairs({
  channel,
  document,
  message,
  state,
  outcome,
  settledAt,
}: ReceiptNotice): Pair[] {
  const became = [becameText({ state, outcome }), ...(settledAt === null ? [] : [settledAt])];
  return [
    ['渠道 / channel', channel],
    ...pairUnlessNull('文号 / document', document, ({ no }) => oneLine(no)),
    ...pairUnlessNull('回复期限 / answer by', document?.replyBy ?? null, (at) => at),
    ...pairUnlessNull('主题 / subject', message?.subject ?? null, oneLine),
    ...pairUnlessNull('Message-ID', message?.messageId ?? null, oneLine),
    ...pairUnlessNull('汇总日 / digest of', message?.digestOf ?? null, (day) => day),
    ['次数 / attempts', String(message?.attempts ?? 0)],
    ['结果 / outcome', became.join('  ')],
    ...(message?.decisions ?? []).map((each): Pair => ['决定 / decision', decisionText(each)]),
    ...(message?.acknowledgements ?? []).map((each): Pair => [
      '签收 / acknowledged',
      acknowledgementText(each),
    ]),
  ];
}

function pairUnlessNull<T>(label: string, value: T | null, text: (value: T) => string): Pair[] {
  return value === null ? [] : [[label, text(value)]];
}

function said({ zh, en }: Term): string {
  return `${zh} / ${en}`;
}
