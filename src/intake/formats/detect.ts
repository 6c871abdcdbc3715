/** Which format a file is in: by what it holds. Its name only tells a table from a text. */
import { Buffer } from 'node:buffer';
import type { SourceFormat } from '../source.ts';
import { decodeText } from './bytes.ts';
import { isDelimited } from './delimited.ts';
import type { IntakeLimits } from './limits.ts';
import { startsAsMarkup } from './markup-start.ts';
import { encrypted, refusal, tooLarge, type Refusal } from './refusal.ts';
import { readEntry } from './zip-guard.ts';

export type Detected = { readonly ok: true; readonly format: SourceFormat } | Refusal;

/** Refuses with `empty_document`, `too_large`, `format_unknown`, or what is wrong with the archive. */
export async function detectFormat(
  bytes: Uint8Array,
  { file, limits }: { file?: string | undefined; limits: IntakeLimits },
): Promise<Detected> {
  if (bytes.length === 0) return refusal('empty_document', '文件是空的', 'The file is empty');
  if (bytes.length > limits.file) return tooLarge(bytes.length, limits.file);
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  if (isPdf(head, bytes)) return { ok: true, format: 'pdf' };
  if (head.startsWith('PK\u0003\u0004')) return officeFormat(bytes, limits);
  if (head.startsWith(OLE2)) return isEncryptedOffice(bytes) ? encrypted() : unknown(OLD_OFFICE);
  if (ARCHIVES.some((magic) => head.startsWith(magic))) return unknown(ARCHIVE);
  for (const [magic, kind] of OTHERS) if (magic.test(head)) return unknown(kind);
  const decoded = decodeText(bytes, { maxBytes: limits.file });
  // A web page with a few bytes that fit no encoding can still be read; a text cannot.
  if (!decoded.ok && decoded.error.code !== 'undecodable_text') return decoded;
  const text = decoded.ok ? decoded.text : head;
  if (OFFICE_XML.test(text.slice(0, HEAD))) return unknown(OFFICE_AS_XML);
  if (startsAsMarkup(text.slice(0, HEAD), endingOf(file))) return { ok: true, format: 'html' };
  if (!decoded.ok) return decoded;
  return { ok: true, format: isTable(text, endingOf(file)) ? 'csv' : 'txt' };
}

const HEAD = 4096;
const OLE2 = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1';

type Kind = readonly [chinese: string, english: string];
const OLD_OFFICE: Kind = ['旧版doc、xls、wps等格式', 'an old binary office format'];
const OFFICE_AS_XML: Kind = ['XML格式的Office文件', 'an office file saved as XML'];
const PICTURE: Kind = ['图片', 'a picture'];
const ARCHIVE: Kind = ['压缩包', 'an archive'];
const OTHER_OFFICE: Kind = ['压缩包或其他办公软件格式', 'an archive or another office format'];

/** The first bytes of rar, 7z, gzip, and of zips that are empty or parted. */
const ARCHIVES = [
  'Rar!\u001a',
  '7z\u00bc\u00af',
  '\u001f\u008b',
  'PK\u0005\u0006',
  'PK\u0007\u0008',
];

const OTHERS: readonly (readonly [RegExp, Kind])[] = [
  [/^\s{0,8}\{\\rtf/, ['RTF格式', 'a rich text file']],
  [/^(?:\x89PNG|\xff\xd8\xff|GIF8|BM[^]{4}\0\0\0\0|II\*\0|MM\0\*|RIFF[^]{4}WEBP)/, PICTURE],
  [/^[^]{4}ftyp(?:heic|heix|mif1|avif)/, PICTURE],
  [/^MIME-Version: /i, ['单个文件网页（mht）', 'a web page in one file (mht)']],
];
const OFFICE_XML = /<\?mso-application|<pkg:package|<office:document\b/i;

/** Says what the file is, and what to save it as. */
const unknown = ([chinese, english]: Kind): Refusal =>
  refusal(
    'format_unknown',
    `文件是${chinese}，不能读入；请另存为docx、xlsx或含文字的pdf`,
    `The file is ${english}, which is not read; save it as docx, xlsx or a pdf with text`,
  );

/** Some writers put bytes before the mark; what stands in them is then proven by the file's end. */
function isPdf(head: string, bytes: Uint8Array): boolean {
  const at = head.slice(0, 1024).indexOf('%PDF-');
  if (at <= 0) return at === 0;
  return Buffer.from(bytes.subarray(-2048)).includes('startxref');
}

const isEncryptedOffice = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ENCRYPTED_PACKAGE);
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

const MAIN_PART: readonly (readonly [RegExp, SourceFormat])[] = [
  [/(?:wordprocessingml\.(?:document|template)|ms-word\.\w+\.macroEnabled\w*)\.main\+xml/, 'docx'],
  [/(?:spreadsheetml\.(?:sheet|template)|ms-excel\.\w+\.macroEnabled)\.main\+xml/, 'xlsx'],
];

async function officeFormat(bytes: Uint8Array, limits: IntakeLimits): Promise<Detected> {
  const read = await readEntry(bytes, '[Content_Types].xml', limits);
  if (!read.ok) return read;
  if (read.content === null) return unknown(OTHER_OFFICE);
  const types = decodeText(read.content, { maxBytes: limits.unpacked });
  const text = types.ok ? types.text : '';
  const format = MAIN_PART.find(([pattern]) => pattern.test(text))?.[1];
  return format === undefined ? unknown(OTHER_OFFICE) : { ok: true, format };
}

const endingOf = (file: string | undefined): string =>
  /\.([a-z0-9]{1,8})$/i.exec(file ?? '')?.[1]?.toLowerCase() ?? '';

function isTable(text: string, ending: string): boolean {
  if (ending === 'csv' || ending === 'tsv') return true;
  return ending !== 'txt' && isDelimited(text);
}
