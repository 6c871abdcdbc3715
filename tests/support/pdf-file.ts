/** Writes PDF files by hand: pages of text at given places, with fonts as programs leave them. */
import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';

export interface PdfText {
  readonly text: string;
  /** From the left and from the top of the page, in points; the base line of the text. */
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** Degrees, against the clock. */
  readonly turned?: number;
}

export type PdfPage = readonly PdfText[];

export interface PdfOptions {
  /**
   * `named`: a Chinese font that is not in the file, by a table every viewer has. `gbk`: the same in
   * GBK. `mapped`: glyph numbers and a table what they mean, as Word writes. `bare`: without it.
   */
  readonly font?: 'named' | 'gbk' | 'mapped' | 'bare';
  readonly compressed?: boolean;
  readonly encrypted?: boolean;
  /** Degrees every page is turned for viewing. */
  readonly rotate?: number;
  /** A picture over each page. */
  readonly pictures?: boolean;
  /** Objects more, from number 1000 on; and what stands in the catalogue and in every page. */
  readonly objects?: readonly (string | Buffer)[];
  readonly catalogue?: string;
  readonly page?: string;
}

const PAGE = { width: 595, height: 842 } as const;

export function pdfFile(pages: readonly PdfPage[], options: PdfOptions = {}): Buffer {
  const { font = 'named', compressed = false, rotate = 0 } = options;
  const objects = new Map<number, Buffer>();
  const kids = pages.map((_, at) => `${10 + at * 2} 0 R`).join(' ');
  const put = (id: number, content: string | Buffer): void => {
    objects.set(id, Buffer.from(content));
  };
  put(1, `<</Type/Catalog/Pages 2 0 R${options.catalogue ?? ''}>>`);
  put(2, `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`);
  const glyphs = glyphNumbers(pages);
  for (const [id, content] of fontObjects(font, glyphs)) put(id, content);
  put(8, picture());
  const resources = `/Resources<</Font<</F1 3 0 R>>${options.pictures === true ? '/XObject<</P 8 0 R>>' : ''}>>`;
  for (const [at, texts] of pages.entries()) {
    const id = 10 + at * 2;
    put(
      id,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${PAGE.width} ${PAGE.height}]/Rotate ${rotate}${resources}/Contents ${id + 1} 0 R${options.page ?? ''}>>`,
    );
    const drawn =
      options.pictures === true ? `q ${PAGE.width} 0 0 ${PAGE.height} 0 0 cm /P Do Q\n` : '';
    put(id + 1, stream(drawn + drawing(texts, font, glyphs), compressed));
  }
  for (const [at, object] of (options.objects ?? []).entries()) put(1000 + at, object);
  return assembled(objects, options.encrypted === true);
}

/** A text, line by line, as a printer sets it. */
export const printedPage = (
  lines: readonly string[],
  { x = 72, y = 90, size = 12, leading = 20 } = {},
): PdfPage => lines.map((text, at) => ({ text, x, y: y + at * leading, size }));

export const stream = (content: string | Buffer, compressed = false, entries = ''): Buffer => {
  const bytes = compressed ? deflateSync(content) : Buffer.from(content);
  const filter = compressed ? '/Filter/FlateDecode' : '';
  return Buffer.concat([
    Buffer.from(`<</Length ${bytes.length}${filter}${entries}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
};

/** Any number for each character, as programs number the glyphs they embed. */
function glyphNumbers(pages: readonly PdfPage[]): ReadonlyMap<string, number> {
  const glyphs = new Map<string, number>();
  for (const { text } of pages.flat()) {
    for (const char of text) if (!glyphs.has(char)) glyphs.set(char, 0x1200 + glyphs.size);
  }
  return glyphs;
}

function fontObjects(
  font: NonNullable<PdfOptions['font']>,
  glyphs: ReadonlyMap<string, number>,
): [number, string | Buffer][] {
  const byName = font === 'named' || font === 'gbk';
  const encoding = font === 'named' ? 'UniGB-UCS2-H' : font === 'gbk' ? 'GBK-EUC-H' : 'Identity-H';
  const name = byName ? 'STSong-Light' : 'ABCDEF+SimSun';
  const toUnicode = font === 'mapped' ? '/ToUnicode 6 0 R' : '';
  const ordering = byName ? 'GB1' : 'Identity';
  const rows = Array.from(glyphs, ([char, id]) => {
    const codes = Buffer.from(char, 'utf16le').swap16().toString('hex');
    return `<${id.toString(16).padStart(4, '0')}> <${codes}>`;
  });
  return [
    [
      3,
      `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/${encoding}/DescendantFonts[4 0 R]${toUnicode}>>`,
    ],
    [
      4,
      `<</Type/Font/Subtype/CIDFontType${byName ? 0 : 2}/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(${ordering})/Supplement 0>>/DW 1000/FontDescriptor 5 0 R>>`,
    ],
    [
      5,
      `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>`,
    ],
    [
      6,
      stream(
        `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${rows.length} beginbfchar\n${rows.join('\n')}\nendbfchar endcmap end end`,
      ),
    ],
  ];
}

function drawing(
  texts: PdfPage,
  font: NonNullable<PdfOptions['font']>,
  glyphs: ReadonlyMap<string, number>,
): string {
  return texts
    .map(({ text, x, y, size = 12, turned = 0 }) => {
      const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)];
      const matrix = [cos, sin, -sin, cos, x, PAGE.height - y].map((part) => part.toFixed(3));
      return `BT /F1 ${size} Tf ${matrix.join(' ')} Tm <${codesOf(text, font, glyphs)}> Tj ET`;
    })
    .join('\n');
}

function codesOf(
  text: string,
  font: NonNullable<PdfOptions['font']>,
  glyphs: ReadonlyMap<string, number>,
): string {
  if (font === 'named') return Buffer.from(text, 'utf16le').swap16().toString('hex');
  if (font === 'gbk') return Array.from(text, gbkCode).join('');
  return Array.from(text, (char) => (glyphs.get(char) ?? 0).toString(16).padStart(4, '0')).join('');
}

/** Found by trying, as there is no encoder for it. */
function gbkCode(char: string): string {
  if (char.charCodeAt(0) < 0x80) return char.charCodeAt(0).toString(16).padStart(2, '0');
  const decoder = new TextDecoder('gbk');
  for (let code = 0x8140; code <= 0xfefe; code += 1) {
    const bytes = Uint8Array.of(Math.floor(code / 256), code % 256);
    if (decoder.decode(bytes) === char) return code.toString(16);
  }
  throw new Error(`${char} is not in GBK`);
}

const picture = (): Buffer =>
  stream(
    Buffer.alloc(64 * 64),
    true,
    '/Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8',
  );

function assembled(objects: ReadonlyMap<number, Buffer>, encrypted: boolean): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')];
  const places = new Map<number, number>();
  let length = pieces[0]?.length ?? 0;
  const add = (piece: Buffer): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const [id, content] of objects) {
    places.set(id, length);
    add(Buffer.concat([Buffer.from(`${id} 0 obj\n`), content, Buffer.from('\nendobj\n')]));
  }
  const start = length;
  const size = Math.max(...places.keys()) + 1;
  const free = '0000000000 65535 f \n';
  const rows = Array.from({ length: size }, (_, id) => {
    const place = places.get(id);
    return place === undefined ? free : `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const key = encrypted
    ? `/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -44/O<${'1f'.repeat(32)}>/U<${'2e'.repeat(32)}>>>/ID[<00><00>]`
    : '';
  add(
    Buffer.from(
      `xref\n0 ${size}\n${rows.join('')}trailer\n<</Size ${size}/Root 1 0 R${key}>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}
