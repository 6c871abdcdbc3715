/** What a notice says, part by part and as plain text, before it is laid out: Chinese first, then English. */
import type { NoticeFacts } from './channel.ts';
import { delegatedWords } from './in-place-of.ts';
import { instantText, dayText } from './notice-dates.ts';
import type { NoticeText } from './notice-text.ts';
import { oneLine, plainLines, shortened } from './one-line.ts';
import { fill, type PlaceholderValues } from './placeholders.ts';

export interface Section {
  readonly lang: 'zh-CN' | 'en';
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Values may have several lines. */
  readonly facts: readonly Fact[];
  /** What to do next, and the small print. */
  readonly next: Fact;
  readonly closing: string;
  /** Where the reader answers; in the first section only. */
  readonly link?: { readonly label: string; readonly url: string };
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

interface Notice {
  readonly facts: NoticeFacts;
  readonly text: NoticeText;
  readonly values: PlaceholderValues;
  readonly zone: string;
}

/** What people wrote goes into a mail up to here; the ledger has it in full. */
const writtenMax = 2_000;

export function sectionsOf(notice: Notice): readonly Section[] {
  return [chinese(notice), english(notice)];
}

function chinese({ facts, text, values, zone }: Notice): Section {
  const { person } = values;
  const inStead = '本通知应送达的岗位目前空缺,按规则由您代为接收并处理。';
  return {
    lang: 'zh-CN',
    heading: fill(text.document ?? '', values),
    paragraphs: [
      ...(person === '' ? [] : [text.document === undefined ? `${person}:` : `送:${person}`]),
      ...(facts.inStead ? [inStead] : []),
      ...delegatedWords(facts).zh,
      ...fill(text.body, values).split('\n'),
    ],
    facts: chineseFacts(facts, values, zone),
    next: { label: '下一步', value: fill(text.next, values) },
    closing:
      text.document === undefined
        ? `本通知由整改台账系统自动发送,请勿直接回复。通知编号:${facts.noticeId}`
        : `本单由整改台账系统依据规则集 ${values.policy} 自动生成。日期:${dayText(facts.now, zone)} 通知编号:${facts.noticeId}`,
  };
}

function chineseFacts(facts: NoticeFacts, values: PlaceholderValues, zone: string): Fact[] {
  const { finding, clock, event, rungs } = facts;
  const deadline = `${values.due},${values.timing}`;
  const provisional = '\n暂定:超出已公布的节假日安排,公布后将重新计算';
  return [
    ...documentFacts(facts, zone),
    ...given('未送达', unreachedText(facts, '渠道')),
    { label: '问题编号', value: values.number },
    { label: '问题', value: values.title },
    ...given('方面', finding.aspectTitle),
    { label: '轮次', value: withCode(values.round, finding.roundCode) },
    { label: '责任单位', value: finding.responsibleUnit === null ? '未明确' : values.unit },
    { label: '当前状态', value: values.state },
    ...(clock === null
      ? []
      : [
          { label: values.clock, value: clock.provisional ? deadline + provisional : deadline },
          { label: '适用规则', value: `${values.rule}(规则集 ${values.policy})` },
        ]),
    ...chineseRungs(rungs),
    ...(event.type === 'CLOCK_DUE'
      ? []
      : [{ label: '事项', value: `${values.event},${instantText(event.at, zone)}` }]),
    ...given('催办人', event.type === 'NUDGE' ? (event.by ?? null) : null),
    ...given(dayLabel(event.type), event.day ?? null),
    ...given('原因', event.reason),
    ...given('备注', event.note),
  ];
}

/** What the day of an event is, to those it is told to. */
function dayLabel(type: string): string {
  if (type === 'ACKNOWLEDGE') return '承诺完成日期';
  return type === 'REQUEST_EXTENSION' ? '申请延至' : '截止日期';
}

/** 文号, and by when an answer is due: the end of that day. */
function documentFacts({ document }: NoticeFacts, zone: string): Fact[] {
  if (document === null) return [];
  const { no, replyBy } = document;
  const reply = replyBy === null ? null : `${dayText(replyBy - 1, zone)} 前书面回复`;
  return [{ label: '文号', value: oneLine(no) }, ...given('回复期限', reply)];
}

/** Who was not reached, over which channel, and the code of why. */
function unreachedText({ unreached }: NoticeFacts, over: string): string | null {
  if (unreached === undefined) return null;
  const { name, channel, outcome } = unreached;
  return `${oneLine(name)}(${over} ${channel}${outcome === '' ? '' : `, ${outcome}`})`;
}

function chineseRungs(rungs: readonly string[]): Fact[] {
  if (rungs.length === 0) return [];
  if (rungs.length === 1) return [{ label: '时限节点', value: oneLine(rungs.join('')) }];
  const value = [
    '本通知合并告知以下已到的节点:',
    ...rungs.map((rung) => `· ${oneLine(rung)}`),
  ].join('\n');
  return [{ label: '时限节点', value }];
}

function english({ facts, text, values, zone }: Notice): Section {
  const { finding, clock, rungs, document, event } = facts;
  const replyBy = document?.replyBy ?? null;
  const inStead = 'The post this notice is addressed to is vacant, so it has fallen to you.';
  return {
    lang: 'en',
    heading: 'In English',
    paragraphs: [
      ...(facts.inStead ? [inStead] : []),
      ...delegatedWords(facts).en,
      fill(text.english, values),
    ],
    facts: [
      ...given('Not reached', unreachedText(facts, 'channel')),
      ...given('No.', document === null ? null : oneLine(document.no)),
      ...given('Answer by', replyBy === null ? null : dayText(replyBy - 1, zone)),
      { label: 'Finding', value: `${values.number} ${values.title}` },
      { label: 'Round', value: withCode(values.round, finding.roundCode) },
      ...given('Unit', finding.responsibleUnit),
      { label: 'Status', value: values.stateEn },
      ...(clock === null
        ? []
        : [
            { label: 'Deadline', value: `${values.clockEn} ${values.dueEn}, ${values.timingEn}` },
            { label: 'Rule', value: `${values.rule} (policy ${values.policy})` },
          ]),
      ...given('Nudged by', event.type === 'NUDGE' ? (event.by ?? null) : null),
      ...given('Steps passed', oneLine(rungs.join(', '))),
    ],
    next: { label: 'Next', value: fill(text.englishNext, values) },
    closing: '',
  };
}

function withCode(round: string, code: string): string {
  return round === code ? round : `${round}(${oneLine(code)})`;
}

function given(label: string, value: string | null): Fact[] {
  return value === null || value === '' ? [] : [{ label, value: cut(value) }];
}

function cut(written: string): string {
  return shortened(plainLines(written), writtenMax);
}
