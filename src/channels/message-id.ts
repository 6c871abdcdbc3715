/** The Message-ID of a notice: the same at every attempt, so that a receiver can tell a repetition. */
import { checkedAddress } from './mail-address.ts';

/**
 * `<notice-id@rectiflow.domain>`, the domain being that of the sender's address. An address that is
 * none gives `rectiflow.invalid`: the id still tells notices apart. Throws for a malformed notice id.
 */
export function messageIdOf(noticeId: string, fromAddress: string): string {
  if (!/^[\w-]+$/u.test(noticeId))
    throw new TypeError('A notice id is letters, digits and hyphens');
  const domain = checkedAddress(fromAddress)?.split('@').at(-1) ?? 'invalid';
  return `<${noticeId}@rectiflow.${domain}>`;
}
