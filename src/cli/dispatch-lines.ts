/** A dispatch and the decisions on it as people read them. */
import type { Actor } from '../../machines/actor.ts';
import { oneLine } from '../channels/one-line.ts';
import type { Person } from '../engine/ports.ts';
import { noticeEventTerms, noticeTerms } from '../glossary.ts';
import type { Acknowledgement } from '../store/acknowledgement-views.ts';
import type { DispatchDecision, DispatchSummary } from '../store/dispatch-views.ts';

/** One line for the message, and one for each decision on it. */
export function dispatchLines(dispatch: DispatchSummary): string[] {
  const { id, channel, person, createdAt, subject, notices, attempts } = dispatch;
  const { decisions, acknowledgements } = dispatch;
  const about = [...new Set(notices.map(({ finding, duty }) => finding?.number ?? duty?.number))];
  return [
    [
      createdAt,
      channel,
      personText(person),
      ...(subject === null ? [] : [oneLine(subject)]),
      `${notices.length} 份通知 / notices${about.length === 0 ? '' : `: ${about.join(', ')}`}`,
      `${attempts} 次 / attempts`,
      `[${becameText(dispatch)}]`,
      id,
    ].join('  '),
    ...decisions.map((decision) => `  ${decisionText(decision)}`),
    ...acknowledgements.map((given) => `  签收 / acknowledged  ${acknowledgementText(given)}`),
  ];
}

/** Who decided what when and why, and what it had come to by then. */
export function decisionText({ decision, by, reason, at, was }: DispatchDecision): string {
  const { zh, en } = noticeEventTerms[decision === 'resend' ? 'RESEND' : 'CONFIRM'];
  return `${at}  ${zh} / ${en}  ${actorText(by)}:${oneLine(reason)}  (${becameText(was)})`;
}

/** Who said when that it had arrived, and what they promised. */
export function acknowledgementText(given: Acknowledgement): string {
  const { by, at, promisedOn, note, byLink } = given;
  return [
    at,
    `${actorText(by)}${byLink ? '(链接 / by link)' : ''}`,
    ...(promisedOn === null ? [] : [`承诺 ${promisedOn} 前办结 / promised`]),
    ...(note === null ? [] : [oneLine(note)]),
  ].join('  ');
}

/** The state in words, with the code of its outcome where it has one. */
export function becameText({ state, outcome }: Pick<DispatchSummary, 'state' | 'outcome'>): string {
  const { zh, en } = noticeTerms[state];
  return `${zh} / ${en}${outcome === null ? '' : `: ${outcome}`}`;
}

export function personText({ id, name }: Person): string {
  return name === '' ? id : `${oneLine(name)}(${id})`;
}

function actorText(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.id;
    case 'delegate':
      return `${actor.id} 代 / for ${actor.actingFor}`;
    case 'system':
      return actor.rule;
    case 'import':
      return actor.document;
  }
}
