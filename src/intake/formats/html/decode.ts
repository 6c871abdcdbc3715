/** Decodes a web page: by its bytes where they leave no doubt, else by the encoding it names. */
import { Buffer, isUtf8 } from 'node:buffer';
import { decodeText, type DecodeResult } from '../bytes.ts';
import type { IntakeLimits } from '../limits.ts';

const HEAD = 4096;
// What pages call these encodings; gb2312 and gbk are contained in gb18030.
const DECODERS: ReadonlyMap<string, string> = new Map([
  ['gb2312', 'gb18030'],
  ['gbk', 'gb18030'],
  ['gb18030', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['big5', 'big5'],
  ['big5-hkscs', 'big5'],
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
]);
/** More undecodable characters than one in so many, and it is another encoding. */
const ONE_IN = 200;

export function decodePage(bytes: Uint8Array, limits: IntakeLimits): DecodeResult {
  const decoded = decodeText(bytes, { maxBytes: limits.file });
  if (!decoded.ok && decoded.error.code !== 'undecodable_text') return decoded;
  if (decoded.ok && (decoded.encoding !== 'gb18030' || isUtf8(bytes))) return decoded;
  const named = DECODERS.get(namedEncoding(bytes) ?? '') ?? 'gb18030';
  if (decoded.ok && named !== 'big5') return decoded;
  const text = new TextDecoder(named).decode(bytes);
  const lost = text.split('\ufffd').length - 1;
  // Pages put together from pieces often have a few characters cut in half.
  if (lost * ONE_IN > text.length) return decoded;
  return { ok: true, text, encoding: 'gb18030' };
}

function namedEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  return /charset\s{0,4}=\s{0,4}["']?([\w-]{1,20})/i.exec(head)?.[1]?.toLowerCase() ?? null;
}
