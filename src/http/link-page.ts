/** The page behind a link in a message: what it is about, and a form to acknowledge it. Plain HTML, no script. */
import { escaped } from '../html-text.ts';
import type { AcknowledgementRefusal } from '../acknowledging.ts';
import type { AnsweredMessage } from '../store/acknowledgements.ts';

/** What came of following the link or sending the form. */
export type LinkPage =
  | { readonly kind: 'form'; readonly message: AnsweredMessage; readonly fault?: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: AcknowledgementRefusal };

interface Words {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

const mistaken: Words = {
  status: 404,
  zh: '链接无效,请检查是否完整,或登录台账签收。',
  en: 'This link is not valid. Check that it is complete, or sign in to acknowledge.',
};

const refusals: Readonly<Record<AcknowledgementRefusal, Words>> = {
  link_invalid: mistaken,
  dispatch_not_found: mistaken,
  not_the_recipient: mistaken,
  dispatch_not_sent: mistaken,
  link_expired: {
    status: 410,
    zh: '链接已过期,请登录台账签收。',
    en: 'This link has expired. Sign in to acknowledge.',
  },
  link_used: {
    status: 409,
    zh: '此前已通过本链接签收,无需再次签收。',
    en: 'This link has been used: it was acknowledged before.',
  },
  promise_missing: {
    status: 422,
    zh: '请填写承诺办结日期。',
    en: 'Please give the day by which it will be done.',
  },
  promise_past: {
    status: 422,
    zh: '承诺办结日期不能早于今天。',
    en: 'The day promised is already past.',
  },
};

/** What is wrong with a form that may be sent again; null for what cannot be mended by filling it in. */
export function faultIn(code: AcknowledgementRefusal): string | null {
  if (code !== 'promise_missing' && code !== 'promise_past') return null;
  return `${refusals[code].zh} / ${refusals[code].en}`;
}

export function statusOf(page: LinkPage): number {
  if (page.kind === 'refused') return refusals[page.code].status;
  return page.kind === 'form' && page.fault !== undefined ? 422 : 200;
}

export function linkPage(page: LinkPage): string {
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    '<meta name="robots" content="noindex"><title>签收 / Acknowledge</title>',
    `<style>${style}</style></head>`,
    '<body><main>',
    ...bodyOf(page),
    '</main></body>',
    '</html>',
    '',
  ].join('\n');
}

const style = [
  "body{margin:0;padding:16px;background:#f4f5f7;color:#1f2329;font:16px/1.7 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}",
  'main{max-width:640px;margin:0 auto;padding:24px;background:#fff;border-radius:6px}',
  'h1{margin:0 0 16px;font-size:20px}label{display:block;margin:12px 0 4px}',
  'input,textarea{box-sizing:border-box;width:100%;padding:8px;font:inherit;border:1px solid #8f959e;border-radius:4px}',
  'button{margin-top:16px;padding:10px 24px;font:inherit;color:#fff;background:#1450b8;border:0;border-radius:4px}',
  '.fault{color:#b3261e}',
].join('');

function bodyOf(page: LinkPage): string[] {
  switch (page.kind) {
    case 'done':
      return ['<h1>已签收 / Acknowledged</h1>', '<p>您的答复已记入台账。/ It is on record.</p>'];
    case 'refused': {
      const { zh, en } = refusals[page.code];
      return ['<h1>无法签收 / Not acknowledged</h1>', `<p>${zh}</p>`, `<p lang="en">${en}</p>`];
    }
    case 'form':
      return form(page);
  }
}

function form({ message, fault }: Extract<LinkPage, { kind: 'form' }>): string[] {
  const { subject, documents } = message;
  const required = documents.length > 0;
  return [
    '<h1>签收整改通知 / Acknowledge a notice</h1>',
    ...(subject === null ? [] : [`<p>${escaped(subject)}</p>`]),
    ...documents.map((no) => `<p>文号 / No. ${escaped(no)}</p>`),
    ...(fault === undefined ? [] : [`<p class="fault" role="alert">${escaped(fault)}</p>`]),
    '<form method="post">',
    `<label for="promisedOn">承诺办结日期${required ? '' : '(可不填)'} / To be done by</label>`,
    `<input id="promisedOn" name="promisedOn" type="date"${required ? ' required' : ''}>`,
    '<label for="note">说明(可不填) / Remarks</label>',
    '<textarea id="note" name="note" rows="4" maxlength="2000"></textarea>',
    '<button type="submit">签收 / Acknowledge</button>',
    '</form>',
  ];
}
