/** Bytes as text, whatever charset a mail says or fails to say it is in. */
import { TextDecoder } from 'node:util';

/**
 * Mails are taken apart as texts of one character per byte, and lines that end in LF: what is not
 * ASCII becomes readable only here.
 */
export function bytesAsText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return text.replace(/\r\n?/gu, '\n');
}

/** `text` holds one character per byte. An unknown charset, or none, is taken for UTF-8 or GB 18030. */
export function inCharset(text: string, charset: string): string {
  const bytes = Buffer.from(text, 'latin1');
  // What is called ASCII and is not is mostly one of these two.
  const named = /^(?:us-ascii|ascii)?$/iu.test(charset) ? null : decoderOf(charset);
  if (named !== null) return named.decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function decoderOf(charset: string): TextDecoder | null {
  try {
    return new TextDecoder(charset);
  } catch {
    return null;
  }
}

/** Undoes a Content-Transfer-Encoding; one character per byte before and after. */
export function withoutTransferEncoding(text: string, encoding: string): string {
  const name = encoding.trim().toLowerCase();
  if (name.startsWith('base64')) return bytesAsText(Buffer.from(text, 'base64'));
  if (!name.startsWith('quoted-printable')) return text;
  const decoded = unescaped(text.replace(/=[ \t]*\n/gu, ''));
  return decoded.replace(/\r\n?/gu, '\n');
}

/** `=E9` to the byte it stands for; anything else is left as it is. */
export function unescaped(text: string): string {
  return text.replace(/=([\dA-F]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
