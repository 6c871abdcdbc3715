/** Checks that a text is exactly one mail address, so that nothing in it can address anybody else. */
import { domainToASCII } from 'node:url';

// RFC 5321 dot-atoms with letters of all scripts (RFC 6531), less % and !, by which old servers route
// mail on. No quotes, commas, spaces or brackets.
const localPart = /^[\p{L}\p{M}\p{N}#$&'*+/=?^_{|}~-]+(?:\.[\p{L}\p{M}\p{N}#$&'*+/=?^_{|}~-]+)*$/u;
const domainCharacters = /^[\p{L}\p{M}\p{N}.-]+$/u;
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** The address with its domain in ASCII form, or null for anything that is not exactly one address. */
export function checkedAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  // Looked at before it is converted: the conversion silently drops line breaks.
  if (!localPart.test(local) || !domainCharacters.test(text.slice(at + 1))) return null;
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  // RFC 5321 4.5.3.1: 64 octets for the local part, 254 for the whole address.
  const tooLong = Buffer.byteLength(local) > 64 || domain.length + Buffer.byteLength(local) > 253;
  if (tooLong || !hostName.test(domain)) return null;
  return `${local}@${domain}`;
}
