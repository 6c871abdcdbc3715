/** What a notice over the tasks of a duty says, part by part and as plain text: Chinese first, then English. */
import type { DutyNoticeFacts } from './channel.ts';
import { delegatedWords } from './in-place-of.ts';
import { dueText } from './notice-dates.ts';
import type { Fact, Section } from './notice-sections.ts';
import { oneLine, shortened } from './one-line.ts';
import { dutyTextOf, type DutyText } from './texts-duties.ts';

type Task = DutyNoticeFacts['tasks'][number];

/** As many tasks are listed one by one; the ledger has them all. */
const listedMax = 100;
/** So much of a title stays readable in a list of mails. */
const titleMax = 24;

export function dutyNotice(
  facts: DutyNoticeFacts,
  zone: string,
): { readonly subject: string; readonly sections: readonly Section[] } {
  const text = dutyTextOf(facts);
  const { number, title } = facts.duty;
  const subject = `【${text.tag}】${short(number, 40)} ${short(title, titleMax)}:${newsOf(facts, zone)}`;
  return { subject, sections: [chinese(facts, text, zone), english(facts, text, zone)] };
}

/** `2026-03-05,应于 2026-03-05 24:00 (UTC+08:00) 前完成`, or how many. */
function newsOf({ tasks, now }: DutyNoticeFacts, zone: string): string {
  const overdue = tasks.filter((task) => isOverdue(task, now)).length;
  const [only] = tasks;
  if (only !== undefined && tasks.length === 1) {
    const due = `${oneLine(only.slot)},应于 ${dueText(only, zone)} 前完成`;
    return overdue === 0 ? due : `${due},已逾期`;
  }
  const counted = `共 ${tasks.length} 项待办`;
  return overdue === 0 ? counted : `${counted},其中逾期 ${overdue} 项`;
}

function chinese(facts: DutyNoticeFacts, text: DutyText, zone: string): Section {
  const { duty, tasks, personName, noticeId } = facts;
  const lines = tasks.slice(0, listedMax).map((task) => {
    const due = `应于 ${dueText(task, zone)} 前完成${task.provisional ? '(暂定)' : ''}`;
    return `· ${oneLine(task.slot)}:${due}${isOverdue(task, facts.now) ? ',已逾期' : ''}`;
  });
  const rest = tasks.length - lines.length;
  return {
    lang: 'zh-CN',
    heading: '',
    paragraphs: [
      ...(personName === '' ? [] : [`${short(personName, 300)}:`]),
      ...delegatedWords(facts).zh,
      text.body,
    ],
    facts: [
      { label: '事项编号', value: short(duty.number, 40) },
      { label: '事项', value: short(duty.title, 300) },
      { label: '轮次', value: roundOf(duty) },
      ...findingOf(duty, '对应问题'),
      {
        label: `待办任务(共 ${tasks.length} 项)`,
        value: [...lines, ...(rest > 0 ? [`· 另有 ${rest} 项,见台账`] : [])].join('\n'),
      },
    ],
    next: { label: '下一步', value: text.next },
    closing: `本通知由整改台账系统自动发送,请勿直接回复。通知编号:${noticeId}`,
  };
}

function english(facts: DutyNoticeFacts, text: DutyText, zone: string): Section {
  const { duty, tasks, now } = facts;
  const overdue = tasks.filter((task) => isOverdue(task, now));
  const [first] = overdue.length > 0 ? overdue : tasks;
  return {
    lang: 'en',
    heading: 'In English',
    paragraphs: [...delegatedWords(facts).en, text.english],
    facts: [
      { label: 'Duty', value: `${short(duty.number, 40)} ${short(duty.title, 300)}` },
      { label: 'Round', value: roundOf(duty) },
      ...findingOf(duty, 'Finding'),
      { label: 'Open', value: `${tasks.length}, ${overdue.length} of them overdue` },
      ...(first === undefined
        ? []
        : [{ label: 'First', value: `${oneLine(first.slot)}, due ${dueText(first, zone)}` }]),
    ],
    next: { label: 'Next', value: text.englishNext },
    closing: '',
  };
}

function isOverdue({ dueAt }: Task, now: number): boolean {
  return dueAt <= now;
}

function roundOf({ roundCode, roundTitle }: DutyNoticeFacts['duty']): string {
  const [code, title] = [short(roundCode, 40), short(roundTitle, 300)];
  return title === code ? code : `${title}(${code})`;
}

function findingOf({ findingNumber }: DutyNoticeFacts['duty'], label: string): Fact[] {
  return findingNumber === null ? [] : [{ label, value: short(findingNumber, 60) }];
}

function short(text: string, max: number): string {
  return shortened(oneLine(text), max);
}
