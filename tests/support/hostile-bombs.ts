/** Small files that would fill a memory or a day if they were read as they ask to be. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { cell, docxFile, docxParts, paragraph, row, table } from './docx-file.ts';
import { pdfFile, printedPage, stream } from './pdf-file.ts';
import { sheetFile } from './sheet-file.ts';
import { zipFile, type ZipPart } from './zip-file.ts';

export interface HostileFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What it is refused with; null where there is nothing to refuse, as long as it is not opened. */
  readonly code: string | null;
}

const MB = 1024 * 1024;
const REPORT = new URL('../../samples/round-2024-progress-report.txt', import.meta.url);
const TEXT = readFileSync(REPORT, 'utf8')
  .split('\n')
  .map((line) => paragraph(line))
  .join('');
const PLAIN = docxParts({ body: TEXT });
const PAGE = printedPage(['一、整改情况']);

export function bombs(): HostileFile[] {
  const content = zeros(200);
  const large = { packed: deflateSync(content, { level: 9 }), sum: crc32(content) };
  return [
    ...archives(large),
    ...tables(),
    {
      name: '50-megapixel picture and nothing else.docx',
      bytes: docxFile({ body: '<w:p/>', more: [largePicture()] }),
      code: 'no_text_layer',
    },
    {
      name: '50-megapixel picture beside text.docx',
      bytes: docxFile({ body: TEXT, more: [largePicture()] }),
      code: null,
    },
    { name: '200 MB in one stream.pdf', bytes: pdfWith(large.packed, 1), code: 'unsafe_archive' },
    {
      name: '200 MB packed twice.pdf',
      bytes: pdfWith(deflateSync(large.packed), 2),
      code: 'unsafe_archive',
    },
  ];
}

/** 200 MB as zlib packs it, and their checksum. */
interface Packed {
  readonly packed: Buffer;
  readonly sum: number;
}

const lying = (claims: NonNullable<ZipPart['claims']>): Buffer =>
  zipFile([...PLAIN, { name: 'word/a.xml', content: 'a'.repeat(5_000), claims }]);

function archives(large: Packed): HostileFile[] {
  return [
    { name: '196 KB to 200 MB.docx', bytes: withPacked(large, 200 * MB), code: 'unsafe_archive' },
    { name: '200 MB said to be 1 KB.docx', bytes: withPacked(large, 1024), code: 'unsafe_archive' },
    { name: '200 MB said to be nothing.docx', bytes: withPacked(large, 0), code: 'unsafe_archive' },
    { name: 'larger than said.docx', bytes: lying({ size: 4_000 }), code: 'unsafe_archive' },
    { name: 'smaller than said.docx', bytes: lying({ size: 6_000 }), code: 'unsafe_archive' },
    {
      name: 'packed size beyond the end.docx',
      bytes: lying({ packedSize: 1e9 }),
      code: 'file_damaged',
    },
    { name: '100,000 entries.docx', bytes: manyEntries(100_000), code: 'unsafe_archive' },
    {
      name: '1,900 entries over the same bytes.docx',
      bytes: overlapping(1_900),
      code: 'unsafe_archive',
    },
    { name: 'archive in archive, ten deep.docx', bytes: nested(10), code: 'unsafe_archive' },
    {
      name: 'archive in archive, and nothing else.zip',
      bytes: nestedPlain(),
      code: 'format_unknown',
    },
  ];
}

function tables(): HostileFile[] {
  const wide = '<w:gridSpan w:val="2147483647"/>';
  const far =
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
  const spans = '<td rowspan=65534 colspan=1000>a'.repeat(2_000);
  return [
    { name: 'cell XFD1048576.xlsx', bytes: sheetFile(far), code: 'unsafe_archive' },
    {
      name: 'columns without end.docx',
      bytes: docxFile(table(row(cell('a'), cell('b', wide)), row(cell('c'), cell('d')))),
      code: 'too_large',
    },
    {
      name: 'spans without end.html',
      bytes: Buffer.from(`<table>${`<tr>${spans}`.repeat(20)}</table>`),
      code: 'too_large',
    },
  ];
}

const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * MB);
/** Without what zlib puts around it. */
const withPacked = ({ packed, sum }: Packed, size: number): Buffer =>
  zipFile([
    ...PLAIN,
    {
      name: 'word/a.xml',
      content: packed.subarray(2, -4),
      deflate: false,
      claims: { method: 8, size, crc32: sum },
    },
  ]);

const manyEntries = (count: number): Buffer =>
  zipFile([
    ...PLAIN,
    ...Array.from({ length: count }, (_, at) => ({
      name: `word/${at}`,
      content: '',
      deflate: false,
    })),
  ]);

/** All entries point to the one that is there. */
function overlapping(count: number): Buffer {
  const kernel: ZipPart = { name: 'word/a.xml', content: Buffer.alloc(900_000) };
  const first = zipFile([kernel]);
  const [packedSize, sum] = [first.readUInt32LE(18), first.readUInt32LE(14)];
  return zipFile([
    kernel,
    ...PLAIN,
    ...Array.from({ length: count }, (_, at) => ({
      name: `word/b${at}`,
      content: '',
      deflate: false,
      claims: { method: 8, offset: 0, packedSize, size: 900_000, crc32: sum },
    })),
  ]);
}

function nested(depth: number): Buffer {
  let inner: Buffer = zeros(50);
  for (let level = 0; level < depth; level += 1) {
    const copies = level === 0 ? 1 : 4;
    inner = zipFile(
      Array.from({ length: copies }, (_, at) => ({ name: `${level}-${at}.zip`, content: inner })),
    );
  }
  return zipFile([...PLAIN, { name: 'word/inner.bin', content: inner }]);
}

function nestedPlain(): Buffer {
  const content = nested(2);
  return zipFile(Array.from({ length: 16 }, (_, at) => ({ name: `lib ${at}.zip`, content })));
}

/** 10,000 by 5,000 pixels of one colour. */
function largePicture(): ZipPart {
  const [width, height] = [10_000, 5_000];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * height));
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...[
      ['IHDR', header],
      ['IDAT', pixels],
      ['IEND', Buffer.alloc(0)],
    ].map(([kind, data]) => chunk(String(kind), Buffer.from(data ?? ''))),
  ]);
  return { name: 'word/media/image1.png', content: png, deflate: false };
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function pdfWith(packed: Buffer, layers: number): Buffer {
  const filters = `/Filter[${'/FlateDecode'.repeat(layers)}]`;
  return pdfFile([PAGE], { objects: [stream(packed, false, filters)], page: '/Contents 1000 0 R' });
}

/** A page whose text is packed by a method nothing but the reader itself unpacks: `megabytes` of it. */
export function lzwBomb(megabytes: number): Buffer {
  const codes = [256, 0x20];
  for (let code = 258; code < 4096; code += 1) codes.push(code);
  for (let size = 0; size < megabytes * MB; size += 3_838) codes.push(4095);
  return pdfFile([PAGE], {
    objects: [stream(lzwCodes([...codes, 257]), false, '/Filter/LZWDecode')],
    page: '/Contents 1000 0 R',
  });
}

/** The width grows one code early, as PDF has it. */
function lzwCodes(codes: readonly number[]): Buffer {
  const bytes: number[] = [];
  let [bits, held, width, next] = [0, 0, 9, 257];
  for (const code of codes) {
    held = held * 2 ** width + code;
    bits += width;
    while (bits >= 8) {
      bits -= 8;
      bytes.push(Math.floor(held / 2 ** bits) % 256);
      held %= 2 ** bits;
    }
    next = code === 256 ? 257 : next + 1;
    width = next + 1 >= 2048 ? 12 : next + 1 >= 1024 ? 11 : next + 1 >= 512 ? 10 : 9;
  }
  bytes.push((held * 2 ** (8 - bits)) % 256);
  return Buffer.from(bytes);
}
