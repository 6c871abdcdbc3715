/** Finds how readers of a bulletin may answer it: telephone, e-mail, post, a place to come to, a web site. */
import type { FeedbackChannel } from '../schema.ts';
import type { Line } from '../text/lines.ts';

const LANDLINE = '(?:\\(?0\\d{2,3}\\)?[-—\\s]?)?\\d{7,8}(?:[-—转]\\d{1,6})?';
const MOBILE = '1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}';
const SERVICE = '(?:400|800)[- ]?\\d{3}[- ]?\\d{4}|123(?:15|28|36|45|50|69|80|88|91|93)';
const NUMBER = `(?:${LANDLINE}|${MOBILE}|${SERVICE})`;

const KINDS: readonly (readonly [FeedbackChannel['kind'], RegExp])[] = [
  [
    'phone',
    // Several numbers behind one word: 0914-2321234、2321235.
    new RegExp(
      `(?:电话|热线|传真|手机)[^\\d,。;]{0,12}${NUMBER}(?!\\d)(?:[、/,\\s]{1,2}${NUMBER}(?!\\d)){0,4}|(?<!\\d)12345(?!\\d)`,
      'g',
    ),
  ],
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g],
  [
    'post',
    /(?:邮政信箱|专用信箱|(?<!来访|接访)(?:通[信讯]|邮寄|来信|联系|单位|收件)地址|(?<![接链网来访下载邮箱站接]|接访)地址)(?:为|是)?[:]?(?!https?:|www\.)[^,。;\s]{4,60}|邮(?:政编码|编)[:为]?\s?\d{6}/g,
  ],
  ['visit', /(?:来访|接访|接待|现场反映|受理)(?:地址|地点)(?:为|是|设在)?[:]?[^,。;\s]{4,60}/g],
  ['web', /(?:https?:\/\/|www\.)[\w.\-/?=&%#]{4,200}/g],
];

/** A site's own address is no channel, a site for comments is one. */
const ASKS = /意见|建议|监督|反映|举报|投诉|反馈|来信|网站|网址|平台/;
const ABOUT_PAGE = /链接|本文|来源|下载|文档|转载|版权|ICP|分享/;

/** `lines` are those behind the findings, or all where there are none. */
export function readChannels(lines: readonly Line[]): FeedbackChannel[] {
  const found: (FeedbackChannel & { line: number; at: number })[] = [];
  for (const { number: line, text, folded } of lines) {
    for (const [kind, pattern] of KINDS) {
      if (kind === 'web' && (!ASKS.test(folded) || ABOUT_PAGE.test(folded))) continue;
      for (const { index: at, 0: all } of folded.matchAll(pattern)) {
        found.push({ kind, raw: text.slice(at, at + all.length), line, at });
      }
    }
  }
  return found
    .toSorted((a, b) => a.line - b.line || a.at - b.at)
    .map(({ kind, raw }) => ({ kind, raw }));
}
