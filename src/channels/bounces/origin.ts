/** Whom a mail is from: a mail system, a person, or a person's automatic reply. */
import { type Headers, headerOf, readable } from './mime-headers.ts';

/** A mail system's own mailbox (RFC 5321 4.5.1 and custom); the name shown beside it proves nothing. */
const daemons = /^(?:mailer|mail)[-_.]?daemon$|^post-?master$/iu;

/** From mailer-daemon or postmaster. */
export function isFromDaemon(headers: Headers): boolean {
  const from = headerOf(headers, 'from').slice(0, 1_000);
  // Quoted names first: they may hold brackets and commas of their own.
  const bare = from.replace(/"[^"]*"/gu, '');
  const address = /<([^<>]*)>/u.exec(bare)?.[1] ?? bare.replace(/\([^()]*\)/gu, '');
  return daemons.test(address.split('@')[0]?.trim() ?? '');
}

/** The envelope had no sender, so that nothing answers it: bounces, but automatic replies as well. */
export function hasNullReturnPath(headers: Headers): boolean {
  const path = headerOf(headers, 'return-path');
  return /^<\s*>$|^<?mailer-daemon>?$/iu.test(path);
}

const replyHeaders = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply-from'];
const replySubject =
  /^\s{0,20}(?:re[:：]\s{0,20})?[[【(（]?\s{0,20}(?:自动(?:回复|答复|应答)|自動(?:回覆|回復|答覆)|外出|休假|不在办公室|auto(?:matic)?[-: ]+(?:reply|response|answer)|autoreply|auto:|out[- ]of[- ](?:the[- ])?office|ooo\b|on (?:vacation|leave)\b|vacation\b)/iu;

/** Out of office and the like. */
export function isAutomaticReply(headers: Headers): boolean {
  if (replySubject.test(readable(headerOf(headers, 'subject')))) return true;
  if (replyHeaders.some((name) => headers.has(name))) return true;
  if (/^auto_?reply/iu.test(headerOf(headers, 'precedence'))) return true;
  // Postfix and Exim call their bounces auto-replied too (RFC 3834 would have them auto-generated).
  const automatic = /^auto-(?:replied|notified)/iu.test(headerOf(headers, 'auto-submitted'));
  return automatic && !isFromDaemon(headers);
}
