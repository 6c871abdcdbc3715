/** Finds how readers of a bulletin may answer it: telephone, e-mail, post. */
import type { FeedbackChannel } from '../schema.ts';
import type { Line } from '../text/lines.ts';

const KINDS: readonly (readonly [FeedbackChannel['kind'], RegExp])[] = [
  [
    'phone',
    /(?:电话|热线|传真|手机)[^\d,。;]{0,12}(?:\(?0\d{2,3}\)?[-—\s]?)?\d{7,8}(?:[-—转]\d{1,6})?|(?:电话|热线)[^\d,。;]{0,12}1\d{10}|(?<!\d)12345(?!\d)/g,
  ],
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g],
  [
    'post',
    /(?:邮政信箱|通[信讯]地址|邮寄地址|来信地址|联系地址|地址)(?:为|是)?[:]?[^,。;\s]{4,60}|邮(?:政编码|编)[:为]?\s?\d{6}/g,
  ],
  ['web', /https?:\/\/[\w.\-/?=&%#]{4,200}/g],
];

/** `lines` are those behind the findings, or all where there are none. */
export function readChannels(lines: readonly Line[]): FeedbackChannel[] {
  const found: (FeedbackChannel & { line: number; at: number })[] = [];
  for (const { number: line, text, folded } of lines) {
    for (const [kind, pattern] of KINDS) {
      for (const { index: at, 0: all } of folded.matchAll(pattern)) {
        found.push({ kind, raw: text.slice(at, at + all.length), line, at });
      }
    }
  }
  return found
    .toSorted((a, b) => a.line - b.line || a.at - b.at)
    .map(({ kind, raw }) => ({ kind, raw }));
}
