/** The header of a mail or of one of its parts. Texts have one character per byte and end lines in LF. */
import { inCharset, unescaped } from './charset.ts';

/** Values by lower-case name, in the order in which they stand. */
export type Headers = ReadonlyMap<string, readonly string[]>;

export interface Entity {
  readonly headers: Headers;
  readonly body: string;
}

/** Splits at the first empty line. Where there is none, all of it is header. */
export function entityOf(text: string): Entity {
  if (text.startsWith('\n')) return { headers: new Map(), body: text.slice(1) };
  const gap = text.indexOf('\n\n');
  if (gap < 0) return { headers: headersOf(text), body: '' };
  return { headers: headersOf(text.slice(0, gap)), body: text.slice(gap + 2) };
}

/** The same for a whole mail, before which there may be empty lines. */
export function mailOf(text: string): Entity {
  return entityOf(text.slice(Math.max(text.search(/[^\n]/u), 0)));
}

/** Folded lines are one; lines that are no field are passed over. */
export function headersOf(text: string): Headers {
  const headers = new Map<string, string[]>();
  for (const line of text.replace(/\n(?=[ \t])/gu, '').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (name === '') continue;
    const values = headers.get(name);
    const value = line.slice(colon + 1).trim();
    if (values === undefined) headers.set(name, [value]);
    else values.push(value);
  }
  return headers;
}

/** The first value, or an empty text. */
export function headerOf(headers: Headers, name: string): string {
  return headers.get(name)?.[0] ?? '';
}

/** The media type in lower case, or an empty text. */
export function mediaTypeOf(headers: Headers): string {
  const value = headerOf(headers, 'content-type').slice(0, longest);
  return /^[^\s;()]+/u.exec(value)?.[0].toLowerCase() ?? '';
}

/** Senders choose what they send: enough to tell, never enough to keep us busy. */
const longest = 1_000;

const parameters = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/gu;

/** A parameter of the Content-Type, or an empty text. */
export function parameterOf(headers: Headers, name: string): string {
  const value = headerOf(headers, 'content-type').slice(0, longest);
  for (const [, found = '', quoted, token] of value.matchAll(parameters)) {
    if (found.toLowerCase() === name) return quoted?.replace(/\\(.)/gu, '$1') ?? token ?? '';
  }
  return '';
}

const encodedWords = /=\?([^?*\s]{1,40})(?:\*[^?\s]{0,40})?\?([bq])\?([^?\s]*)\?=/giu;

/** A value as people read it: encoded words (RFC 2047), or bytes as they are (RFC 6532). */
export function readable(value: string): string {
  const joined = value.slice(0, longest).replace(/(\?=)[ \t]+(?==\?)/gu, '$1');
  return inCharset(joined, '').replace(
    encodedWords,
    (_, charset: string, encoding: string, word: string) => {
      const bytes =
        encoding.toLowerCase() === 'b'
          ? Buffer.from(word, 'base64').toString('latin1')
          : unescaped(word.replaceAll('_', ' '));
      return inCharset(bytes, charset);
    },
  );
}
