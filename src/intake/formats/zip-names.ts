/** Which names of an archive's entries are no names of parts, but of places elsewhere. */

const LONGEST_NAME = 512;
// Drive letters and address schemes, and what percent signs can hide: OPC forbids them in names.
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]{0,30}:|\/)|%(?:2e|2f|5c|00)/i;

/** The name with forward slashes: some writers on Windows used the other ones. */
export const partName = (raw: Uint8Array): string =>
  new TextDecoder().decode(raw).replaceAll('\\', '/');

/** Whether the name could lead out of the folder an archive is unpacked to, anywhere. */
export function leadsElsewhere(name: string): boolean {
  if (name === '' || name.length > LONGEST_NAME) return true;
  if (ELSEWHERE.test(name) || holdsControls(name)) return true;
  // Full-width dots and slashes are the same as the plain ones to some file systems.
  const segments = name.normalize('NFKC').split(/[/\\]/);
  return segments.some((segment) => /^\s*\.\.[\s.]*$/.test(segment));
}

function holdsControls(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
