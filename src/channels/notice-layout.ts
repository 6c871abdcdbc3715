/** Lays a notice out as plain text and as HTML. The only place where HTML is made: all it is given is text. */
import { escaped } from '../html-text.ts';
import type { Fact, Section } from './notice-sections.ts';

export function textLayout(sections: readonly Section[]): string {
  return `${sections.map(textSection).join(`\n\n${'-'.repeat(40)}\n\n`)}\n`;
}

function textSection({ heading, paragraphs, facts, next, link, closing }: Section): string {
  const answer = link === undefined ? '' : `${link.label}: ${link.url}`;
  const told = facts.map(textFact).join('\n');
  const blocks = [heading, ...paragraphs, told, textFact(next), answer, closing];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function textFact({ label, value }: Fact): string {
  // Further lines are set in, so that nobody's words can pass for a line of the notice itself.
  return `${label}: ${value.replaceAll('\n', '\n    ')}`;
}

export function htmlLayout(subject: string, sections: readonly Section[]): string {
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#f4f5f7;color:#1f2329;${font}">`,
    ...sections.map(htmlSection),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const font = "font:15px/1.7 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

function htmlSection({ lang, heading, paragraphs, facts, next, link, closing }: Section): string {
  const card = 'max-width:640px;margin:0 auto 16px;padding:24px;background:#fff;border-radius:6px';
  const label =
    'padding:6px 12px 6px 0;text-align:left;vertical-align:top;white-space:nowrap;color:#646a73;font-weight:normal';
  return [
    `<div lang="${lang}" style="${card}">`,
    ...(heading === ''
      ? []
      : [`<h1 style="margin:0 0 16px;font-size:20px">${escaped(heading)}</h1>`]),
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 12px">${lines(paragraph)}</p>`),
    '<table style="border-collapse:collapse;margin:0 0 12px">',
    ...facts.map(
      (fact) =>
        `<tr><th scope="row" style="${label}">${escaped(fact.label)}</th>` +
        `<td style="padding:6px 0;vertical-align:top">${lines(fact.value)}</td></tr>`,
    ),
    '</table>',
    `<p style="margin:0 0 12px"><strong>${escaped(next.label)}:</strong> ${lines(next.value)}</p>`,
    ...(link === undefined
      ? []
      : [
          `<p style="margin:0 0 12px"><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`,
        ]),
    ...(closing === ''
      ? []
      : [`<p style="margin:0;color:#8f959e;font-size:13px">${lines(closing)}</p>`]),
    '</div>',
  ].join('\n');
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>');
}
