/** Decodes an uploaded text file, or says at which byte it stops being text. */
import { Buffer, isUtf8 } from 'node:buffer';
import type { IntakeError } from '../schema.ts';

/** The largest file taken in, in bytes. */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024;

type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export type DecodeResult =
  | { readonly ok: true; readonly text: string; readonly encoding: TextEncoding }
  | { readonly ok: false; readonly error: IntakeError };

/** UTF-8, UTF-16 with a byte order mark, or GB18030, which many Chinese office files still use. */
export function decodeText(
  bytes: Uint8Array,
  { maxBytes = MAX_DOCUMENT_BYTES }: { maxBytes?: number } = {},
): DecodeResult {
  if (bytes.length === 0) return refuse('empty_document', '文件是空的', 'The file is empty');
  if (bytes.length > maxBytes) {
    return refuse(
      'too_large',
      `文件有${bytes.length}字节，超过上限${maxBytes}字节`,
      `The file has ${bytes.length} bytes, more than the limit of ${maxBytes}`,
    );
  }
  const utf16 = utf16Encoding(bytes);
  const encoding = utf16 ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030');
  const binaryAt = utf16 === null ? findBinary(bytes) : null;
  if (binaryAt !== null) {
    return refuse(
      'binary_content',
      `第${binaryAt}字节处不是文本；docx、pdf、xlsx等请按其格式读入`,
      `Not text at byte ${binaryAt}; read docx, pdf, xlsx and the like in their own format`,
    );
  }
  const text = decode(bytes, encoding);
  if (text !== null) return { ok: true, text, encoding };
  const at = firstInvalidUtf8(bytes);
  return refuse(
    'undecodable_text',
    `第${at}字节起既不是有效的UTF-8,也不是有效的GB18030`,
    `Neither valid UTF-8 nor valid GB18030 from byte ${at}`,
  );
}

function refuse(code: IntakeError['code'], chinese: string, english: string): DecodeResult {
  return { ok: false, error: { code, message: `${chinese} / ${english}`, line: null } };
}

function decode(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function utf16Encoding(bytes: Uint8Array): TextEncoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

// Text files hold tabs, line breaks and form feeds below U+0020, and (from old terminals) ESC.
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

const MAGIC = ['%PDF-', 'PK\u0003\u0004', '{\\rtf'].map((magic) => Buffer.from(magic, 'latin1'));

/** Offset of the first byte that no text file has, or null. */
function findBinary(bytes: Uint8Array): number | null {
  const head = Buffer.from(bytes.subarray(0, 8));
  if (MAGIC.some((magic) => head.subarray(0, magic.length).equals(magic))) return 0;
  const at = bytes.findIndex((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte));
  return at === -1 ? null : at;
}

function firstInvalidUtf8(bytes: Uint8Array): number {
  let valid = 0;
  let length = bytes.length;
  // Halving finds the longest valid beginning; a character cut at its end is at most 3 bytes.
  while (valid < length) {
    const middle = Math.ceil((valid + length) / 2);
    if (isValidBeginning(bytes.subarray(0, middle))) valid = middle;
    else length = middle - 1;
  }
  return valid;
}

function isValidBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
