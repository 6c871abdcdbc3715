/** What a bounce tells people, where it has no report for machines: the words and codes servers use. */
import { linesOfHtml } from './html.ts';
import { isOriginal, type Leaf, textOf } from './mime-parts.ts';
import type { BounceAction } from './status.ts';

/** The words are near the top; an original pasted below may be long. */
const longest = 100_000;

export interface Prose {
  /** What the mail system says itself. */
  readonly told: string;
  /** Our mail as text below it; empty where there is none. */
  readonly returned: string;
}

/** One per text part. */
export function proseOf(leaves: readonly Leaf[]): readonly Prose[] {
  return leaves
    .filter((leaf) => leaf.type.startsWith('text/') && !isOriginal(leaf))
    .map((leaf) => {
      const text = textOf(leaf);
      return cut((leaf.type === 'text/html' ? linesOfHtml(text) : text).slice(0, longest));
    });
}

const headerLine = /^(?:return-path|received|dkim-signature):/iu;
const separator =
  /copy of|below this line|original (?:message|mail)|(?:unsent|returned) message|(?:message|mail) header|header of the|原始邮件|邮件原文|原邮件|原始郵件/iu;

function cut(text: string): Prose {
  let at = 0;
  for (const line of text.split('\n')) {
    const plain = line.slice(0, 200).replace(/^[> \t]{1,20}/u, '');
    if (headerLine.test(plain) || (plain.startsWith('--') && separator.test(plain))) break;
    at += line.length + 1;
  }
  return { told: text.slice(0, at), returned: text.slice(at) };
}

const failure =
  /undeliver|non-?deliver|(?:not|n['’]t|never) (?:be |been |get )?(?:delivered|deliver\b)|(?:unable|failed) to (?:be )?(?:deliver|relay)|(?:delivery|mail|message|sending|transmission)\b.{0,30}\b(?:fail|bounced|rejected|refused|returned)|fail(?:ed|ure) (?:notice|delivery)|return(?:ed|ing) (?:e-?mail|message|to sender)|permanent(?:ly)? (?:fatal )?(?:error|fail)|(?:user|recipient|mailbox|address)(?: is| was)? (?:unknown|(?:not|n['’]t) (?:found|exist)|unavailable)|(?:unknown|no such|invalid) (?:user|recipient|mailbox)|smtp error|remote host said|退信|(?:邮件|郵件|信件|来信|來信|电邮).{0,30}(?:退回|被退|拒收|拒绝)|(?:投递|发送|寄送|传递|送达|递送|投遞|發送|傳送|遞送)(?:邮件|郵件)?(?:失败|失敗|不成功|未成功|出错|错误)|(?:无法|未能|不能|没有|没能|無法)(?:成功|正常|将邮件|被)?(?:投递|送达|传递|发送|送出|寄达|递送|投遞|送達|傳送|遞送)|未(?:送达|送出|传递|投递|送達)|(?:收件人|收件地址|邮箱|用户|帳號).{0,10}不存在|无此用户|收件人.{0,10}(?:空间不足|已满)/iu;

const delaySubject =
  /\bdelay|still being retried|^warning: (?:could not send|message)|延迟|延误|延遲|暂缓/iu;
const delayText =
  /(?:has been|is being|was|is) delayed|delayed (?:for|mail)|(?:attempts|trying|retrying) will continue|(?:will|still) (?:keep |continue |be )*(?:to )?(?:retr|try)|warning message only|系统(?:将|会|将会|正在).{0,8}(?:继续|再次|自动).{0,6}(?:尝试|重试|投递|发送)|仍在(?:继续)?(?:尝试|重试|投递)|(?:将|会)继续(?:尝试|重试|投递)|系統將繼續|仍在嘗試/iu;
const givenUp =
  /giv(?:e|en|ing) up|not going to try again|(?:will not|won['’]t) (?:be )?(?:retr|try)|permanent(?:ly)? (?:fatal )?(?:error|fail)|放弃|放棄|(?:不再|停止)(?:继续)?(?:尝试|重试|投递|嘗試)/iu;

/** Null where neither subject nor text speaks of a mail that could not be delivered. */
export function actionTold(subject: string, told: string): BounceAction | null {
  const failed = failure.test(subject);
  // Our own subject, quoted in theirs, may speak of delays.
  const delayed = delayText.test(told) || (!failed && delaySubject.test(subject));
  if (delayed && !givenUp.test(told)) return 'delayed';
  if (failed || delayed || failure.test(told)) return 'failed';
  const status = enhanced.exec(told)?.[1];
  if (status === undefined) return null;
  return status.startsWith('5') ? 'failed' : 'delayed';
}

/** With the reply code before it, qmail's sign, or its name: bare, it may be a version or an address. */
const enhanced =
  /(?:\b[45]\d\d[ -]#?|\(#|#< ?#|\bstatus(?: code)?[:=] ?|状态码[:：] ?)([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)/iu;
/** A reply code where a server's words begin. */
const reply =
  /(?:^[ \t>#<*]{0,20}|[:：;；,，(（"“‘[【#] ?|\b(?:said|error|code|reply) |(?:代码|错误|返回|原因|信息) ?)(4(?:21|5\d)|5(?:0[0-4]|2[1-6]|3\d|41|5\d|71))(?=[ -]\D|[:：;；,，.。)）"”’\]】]|$)/imu;

/** `5.1.1` or `smtp_550`; null where the text gives neither. */
export function statusTold(told: string): string | null {
  const status = enhanced.exec(told)?.[1];
  if (status !== undefined) return status.split('.').map(Number).join('.');
  const code = reply.exec(told)?.[1];
  return code === undefined ? null : `smtp_${code}`;
}
