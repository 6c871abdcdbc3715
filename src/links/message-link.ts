/** The link in a message by which its recipient acknowledges it. */
import type { NewId } from '../engine/ports.ts';
import type { Recorded } from '../store/dispatch-book.ts';
import { mintLink } from './token.ts';

export interface MessageLink {
  /** Stands in the message, and nowhere else. */
  readonly url: string;
  /** What the ledger keeps of it. */
  readonly row: NonNullable<Recorded['link']>;
}

/** How long a link may be followed. */
const lifeMs = 30 * 86_400_000;

/** The path under which `acknowledge` links are answered. */
export const acknowledgePath = '/acknowledge';

/**
 * Makes links beginning with `publicUrl`, the address at which people reach the HTTP handler. Each
 * attempt at a message has one of its own, as nobody knows the secret of an earlier one.
 */
export function messageLinks(publicUrl: string, newId: NewId): (now: number) => MessageLink {
  const base = withoutSlashes(publicUrl);
  return (now) => {
    const { token, id, hash } = mintLink(newId());
    return {
      url: `${base}${acknowledgePath}/${token}`,
      row: { id, hash, expiresAt: now + lifeMs },
    };
  };
}

function withoutSlashes(url: string): string {
  let end = url.length;
  while (url.charAt(end - 1) === '/') end -= 1;
  return url.slice(0, end);
}
