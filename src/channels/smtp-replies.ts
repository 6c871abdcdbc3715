/** What a mail server's failure reply means for one notice: try again, slow down, give up, or mend the set-up. */
import type { HandOver } from './channel.ts';

/** Where in the session the reply came. Before MAIL FROM nothing has been said about this notice. */
export type ReplyStage = 'session' | 'message';

/** `configError`: the notice is fine, the sending account, address or server is not. */
export type ReplyVerdict = 'retry' | 'slowDown' | 'permanent' | 'configError';

export interface ReplyMeaning {
  readonly verdict: ReplyVerdict;
  /** Stable; never the server's words. */
  readonly code: string;
  readonly retryAfterMs?: number;
}

const minute = 60_000;
/** Greylisting lets the second try through after 5 to 15 minutes, as a rule. */
const soon = 10 * minute;
const anHour = 60 * minute;
/** A daily limit, or a fault that waits for a person. */
const hours = 6 * anHour;

interface Rule {
  /** Of the reply code; any where absent. */
  readonly codes?: RegExp;
  /** Of the enhanced status code (RFC 3463); any where absent. */
  readonly status?: RegExp;
  readonly text?: RegExp;
  readonly meaning: Omit<ReplyMeaning, 'code'> & { readonly code?: string };
}

const refused = { verdict: 'permanent' } as const;
const tooEarly = { verdict: 'retry', retryAfterMs: soon } as const;
/** Said of one sender and recipient, who are new to each other: the server itself is well. */
const greylisted = { ...tooEarly, code: 'smtp_greylisted' } as const;
const setUp = (code: string) => ({ verdict: 'configError', code, retryAfterMs: hours }) as const;
const slower = (retryAfterMs: number) =>
  ({ verdict: 'slowDown', code: 'smtp_rate_limited', retryAfterMs }) as const;

/**
 * The first rule that fits speaks. Providers say "later" with 5xx and "mend your set-up" in many
 * ways (QQ, Exmail and NetEase in their own words), so what they say comes before the digit.
 */
const rules: readonly Rule[] = [
  // This recipient takes no mail from us, or there is none: nothing to wait for.
  { codes: /^5/, text: /SenderNotAuthenticatedFor|RESOLVER\.RST/i, meaning: refused },
  {
    codes: /^5/,
    text: /user unknown|unknown (user|recipient|mailbox)|no such (user|recipient|mailbox|address)|(user|mailbox|account|recipient|address)( is| was)? (not|isn't) (found|exist|known)|(does|do)(n't| not) exist|non-?existent|invalid (user|mailbox|recipient)|RecipNotFound|RecipientNotFound|不存在|无此用户/i,
    meaning: refused,
  },
  {
    codes: /^5/,
    text: /(message|mail|data) ?(size|is too (big|large|long))|too (big|large)\b|size limit|邮件(过大|大小)/i,
    meaning: refused,
  },
  { codes: /^5/, status: /^5\.(1\.([1236]|10)|2\.[23])$/, meaning: refused },

  // Slower, please.
  {
    text: /(daily|per day|24[- ]?hours?|today|monthly).{0,40}(limit|quota|exceed)|(limit|quota|exceed).{0,60}(daily|per day|24[- ]?hours?|today)|sending (quota|limit)|SubmissionQuota|MI:STC|当[天日]|今[天日]|每[天日]/i,
    meaning: slower(hours),
  },
  { codes: /^55/, status: /^5\.2\.25[1-5]$/, meaning: slower(anHour) },
  { status: /^5\.(4\.5|7\.23[23])$/, meaning: slower(hours) },
  // Sender limits of Exchange Online; what its delivery side says under the same code is about the mailbox.
  {
    codes: /^554$/,
    status: /^5\.2\.0$/,
    text: /^(?!.*STOREDRV\.Deliver)/i,
    meaning: slower(hours),
  },
  {
    text: /concurren|too many (open |simultaneous )?(connections|sessions)|HL:ICC|并发/i,
    meaning: slower(soon),
  },
  {
    text: /frequency|rate.?limit|throttl|too (many|much) (\w+ )?(messages|mails?|e-?mails|recipients?|logins?|fail|errors|auth\w*)|too (quickly|fast)|at a rate that|unusual rate|unexpected volume|error limit exceed|(message|sending|relay|connection|sender).{0,20}limit|(exceed|reach).{0,40}(limit|quota) (per|of|for)|mailbox unavailable or access denied|频[率繁]|过于频繁|次数过多|数量(超|过多|达到)|超(过|出).{0,12}限[制额]|发信.{0,6}上限/i,
    meaning: slower(anHour),
  },
  // NetEase: limits on address, connection and sender. Other words of theirs are about content.
  {
    text: /HL:(REP|IFC|MEP|IHU)|MI:(SFQ|DMC|CCL|CEL)|RP:(TRC|QRC|DRC|CCL|CEL)/,
    meaning: slower(anHour),
  },

  // Everything else that begins with 4 is put off.
  { codes: /^4/, text: /gr[ea]y.?list|postgrey|灰名单/i, meaning: greylisted },
  // Greylisting that does not say its name: by its status (RFC 6647), or by how others word it.
  { codes: /^45[01]$/, status: /^4\.7\.1$/, meaning: greylisted },
  {
    codes: /^45[01]$/,
    text: /(try|come) (again|back)|internal resources are temporarily unavailable|稍[后候](再试|重试)/i,
    meaning: tooEarly,
  },
  { codes: /^4/, meaning: { verdict: 'retry' } },

  // The account, the connection or the sender's address is at fault, not the notice.
  {
    text: /STARTTLS|(TLS|encryption|secure connection).{0,20}(required|needed)|(requires?|need|must use).{0,20}(TLS|encryption|SSL)/i,
    meaning: setUp('smtp_tls'),
  },
  { text: /\b(SPF|DKIM|DMARC)\b|unauthenticated/i, meaning: setUp('smtp_sender') },
  { codes: /^(53[0458]|526)$/, meaning: setUp('smtp_auth') },
  {
    text: /auth\w{0,20} (is |was )?(required|failed|failure|first|needed|unsuccessful|credentials)|(need|requires?|without) (\w{1,20} ){0,3}auth|not (yet )?(authenticated|logged in)|log ?in (fail|first|denied)|need EHLO and AUTH|授权码|(需要|请先)(认证|验证|登录)|(认证|验证|登录)失败/i,
    meaning: setUp('smtp_auth'),
  },
  {
    text: /rel(ay|ying).{0,30}(denied|prohibited|not (allowed|permitted)|disabled)|(unable|not (allowed|permitted|authorized)) to relay|denies relay|local user only|rcpthosts|禁止转发|拒绝中继/i,
    meaning: setUp('smtp_relay'),
  },
  {
    text: /sender (address )?(is |was )?(rejected|refused|denied|invalid|not|unvalidated)|bad (outbound )?sender|mail from.{0,30}(must|invalid|rejected|denied|not)|(not (allowed|permitted|authorized)|permissions?|rights?) to send (as|from|on)|SendAsDenied|envelope.{0,20}(match|differ)|DT:SUM|invalid (sender|mail from)|发件人.{0,12}(不匹配|不一致|不符|不合法|无权|被拒)|发信人.{0,12}(不匹配|不一致|不合法)/i,
    meaning: setUp('smtp_sender'),
  },
  { codes: /^5/, status: /^5\.1\.[78]$/, meaning: setUp('smtp_sender') },
  {
    text: /\b(client|client host|sender ip|ip|ip address|your (host|server|network))\b.{0,60}(block|black ?list|listed|denied|rejected|hangup|banned|poor reputation|not allowed|not accepted)|\b(rbl|dnsbl|spamhaus|spamcop|barracuda)\b|(traffic|mail) not accepted from this ip|not authori[sz]ed to send (e-?)?mail directly|helo (command|name) rejected|HL:(IPB|NHD|ITC)|DT:RBL|WM:BL|black ip|IP.{0,20}(黑名单|被(拒|禁|封))/i,
    meaning: setUp('smtp_blocked'),
  },
  { codes: /^5/, status: /^5\.7\.(50[1-8]|511|7\d\d)$/, meaning: setUp('smtp_blocked') },

  // "Later", said with a 5.
  {
    codes: /^5/,
    text: /(try|retry|resend).{0,20}(again|later)|temporar(y|ily)|system (is )?busy|server (is )?busy|稍[后候]|请.{0,4}重试|繁忙|暂时/i,
    meaning: slower(anHour),
  },
  // Bad sequence: the session was confused, the next one need not be.
  { codes: /^503$/, meaning: { verdict: 'retry' } },
];

/** Reads a failure reply (4xx or 5xx, also of several lines). Unknown 4xx: retry; unknown 5xx: permanent. */
export function meaningOf(reply: string, stage: ReplyStage): ReplyMeaning {
  const { code, status, text } = read(reply);
  const byCode = `smtp_${code}`;
  const rule = rules.find(
    (each) =>
      (each.codes?.test(code) ?? true) &&
      (each.status?.test(status) ?? true) &&
      (each.text?.test(text) ?? true),
  );
  const meaning = rule?.meaning ?? refused;
  // Turned away at the door: true of every notice, so none of them may be given up for it.
  if (meaning.verdict === 'permanent' && stage === 'session') return setUp(byCode);
  return { code: byCode, ...meaning };
}

/** The same as an outcome. */
export function outcomeOfReply(reply: string, stage: ReplyStage): HandOver {
  const { verdict, code, retryAfterMs } = meaningOf(reply, stage);
  if (verdict === 'permanent') return { outcome: 'refused', code };
  return { outcome: 'deferred', code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Code, enhanced status and words; the codes that multi-line replies repeat are taken out of the words. */
function read(reply: string): { code: string; status: string; text: string } {
  // Servers choose what they send: enough to tell, never enough to keep us busy.
  const lines = reply.slice(0, 2_000).split(/\r?\n/u);
  const [, code = '', status = ''] =
    /^(\d{3})(?:[ -]+([245]\.\d{1,3}\.\d{1,3})\b)?/u.exec(lines[0] ?? '') ?? [];
  const text = lines
    .map((line) => line.replace(/^\d{3}(?:[ -]+|$)(?:[245]\.\d{1,3}\.\d{1,3}\b\s*)?/u, ''))
    .join(' ');
  return { code, status, text };
}
