/** The Message-ID of a dispatch: the same at every attempt, so that a receiver can tell a repetition. */
import { checkedAddress } from './mail-address.ts';

/**
 * `<dispatch-id@rectiflow.domain>`, the domain being that of the sender's address. An address that is
 * none gives `rectiflow.invalid`: the id still tells dispatches apart. Throws for a malformed dispatch id.
 */
export function messageIdOf(dispatchId: string, fromAddress: string): string {
  if (!/^[\w-]+$/u.test(dispatchId))
    throw new TypeError('A dispatch id is letters, digits and hyphens');
  const domain = checkedAddress(fromAddress)?.split('@').at(-1) ?? 'invalid';
  return `<${dispatchId}@rectiflow.${domain}>`;
}
