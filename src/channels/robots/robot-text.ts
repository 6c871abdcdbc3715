/** What a robot says: the notice as plain text, and whom it calls. Plain, so that no title can become a link. */
import type { Message } from '../channel.ts';
import { oneLine, plainLines } from '../one-line.ts';

/** Subject, empty line, text. */
export function robotText({ subject, text }: Pick<Message, 'subject' | 'text'>): string {
  return plainLines(`${oneLine(subject)}\n\n${text}`);
}

export type Mention = { readonly userId: string } | { readonly mobile: string };

/**
 * Whom to call, where the directory's entry can be nothing but one person: providers take `all` and
 * `@all` for everybody in the group.
 */
export function mentionOf({ mention }: Pick<Message, 'mention'>): Mention | null {
  const { userId = '', mobile = '' } = mention ?? {};
  if (/^\w[\w.@-]{0,63}$/u.test(userId) && userId.toLowerCase() !== 'all') return { userId };
  return /^\+?\d[\d-]{4,19}$/u.test(mobile) ? { mobile } : null;
}
