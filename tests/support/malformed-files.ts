/** Files no program writes: well-formed ones damaged at random, and others made to do harm. */
import { Buffer } from 'node:buffer';
import { cell, docxParts, list, listDefinition, paragraph, row, table } from './docx-file.ts';
import { pdfFile, printedPage, stream } from './pdf-file.ts';
import { sheetParts, sheetRows } from './sheet-file.ts';
import { zipFile, type ZipPart } from './zip-file.ts';

export interface MalformedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A file that keeps a library busy for minutes; only a thread that can be ended may read it. */
export const stallingFile = (): MalformedFile => ({
  name: 'saves states without end.pdf',
  bytes: pdfFile([printedPage(LINES)], {
    page: '/Contents 1000 0 R',
    objects: [stream('q '.repeat(300_000))],
  }),
});

/** What must never be opened: an address somebody listens on, and a file somebody watches. */
export interface Canaries {
  readonly url: string;
  readonly path: string;
}

const LINES = ['一、整改情况', '（一）关于安全方面问题', '1.门锁坏了。', '整改进展:(1)已换锁。'];
const DOCX = docxParts({
  body:
    LINES.map((line) => paragraph(line, { list: [1, 0] })).join('') +
    table(
      row(cell('序号', '<w:vMerge w:val="restart"/>'), cell('问题', '<w:gridSpan w:val="2"/>')),
      row(cell('', '<w:vMerge/>'), cell('措施'), cell('时限')),
    ),
  numbering: listDefinition(0, [['chineseCounting', '（%1）']]) + list(1, 0),
  styles:
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>',
  footnotes: `<w:footnote w:id="1">${paragraph('注')}</w:footnote>`,
});
const XLSX = sheetParts(
  sheetRows([
    ['序号', '问题', '时限'],
    ['1', '门锁坏了', '3月'],
  ]),
);
const HTML = `<!doctype html><html><head><meta charset="gbk"><title>题</title></head><body>${LINES.map((line) => `<p style="color:red">${line}</p>`).join('')}<ol start="3"><li>甲<li>乙</ol><table><caption>台账<tr><td rowspan="2">1<td colspan="2">2<tr><td>3<td>4</table></body></html>`;
const CSV = '序号,问题,时限\n1,"门锁,窗",3月\n2,无,4月\n';

const SEEDS: readonly (() => MalformedFile)[] = [
  () => ({ name: 'seed.docx', bytes: zipFile(DOCX) }),
  () => ({ name: 'stored.docx', bytes: zipFile(DOCX.map((part) => stored(part))) }),
  () => ({ name: 'seed.xlsx', bytes: zipFile(XLSX) }),
  () => ({ name: 'seed.pdf', bytes: pdfFile([printedPage(LINES), printedPage(LINES)]) }),
  () => ({
    name: 'mapped.pdf',
    bytes: pdfFile([printedPage(LINES)], { font: 'mapped', compressed: true }),
  }),
  () => ({ name: 'gbk.pdf', bytes: pdfFile([printedPage(LINES)], { font: 'gbk' }) }),
  () => ({ name: 'seed.html', bytes: Buffer.from(HTML) }),
  () => ({ name: 'seed.csv', bytes: Buffer.from(CSV) }),
];

/** A file of each kind as it should be. */
export const wellFormedFiles = (): MalformedFile[] => SEEDS.map((make) => make());

const stored = ({ name, content }: ZipPart): ZipPart => ({ name, content, deflate: false });

/** Numbers from 0 up to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Pick = (below: number) => number;

/** The file of this number: always the same. */
export function mutatedFile(number: number): MalformedFile {
  const next = random(number + 1);
  const pick: Pick = (below) => Math.floor(next() * below);
  const seed = SEEDS[number % SEEDS.length]?.() ?? { name: 'seed', bytes: Buffer.alloc(0) };
  const inside = seed.name.endsWith('.docx') || seed.name.endsWith('.xlsx');
  const parts = seed.name.endsWith('.docx') ? DOCX : XLSX;
  // Half of the archives are damaged within: what is unpacked is wrong, the archive is not.
  const bytes =
    inside && pick(2) === 0
      ? zipFile(parts.map((part) => (pick(3) === 0 ? damagedPart(part, pick) : part)))
      : damaged(seed.bytes, pick);
  return { name: `${number} ${seed.name}`, bytes };
}

function damagedPart({ name, content }: ZipPart, pick: Pick): ZipPart {
  const changed = damaged(Buffer.from(content), pick);
  return { name, content: pick(2) === 0 ? changed : wordsChanged(changed, pick) };
}

function damaged(whole: Buffer, pick: Pick): Buffer {
  let bytes: Buffer = Buffer.from(whole);
  for (let times = 1 + pick(4); times > 0; times -= 1) {
    const kind = DAMAGES[pick(DAMAGES.length)];
    if (kind !== undefined && bytes.length > 8) bytes = kind(bytes, pick);
  }
  return bytes;
}

const DAMAGES: readonly ((bytes: Buffer, pick: Pick) => Buffer)[] = [
  (bytes, pick) => bytes.subarray(0, pick(bytes.length)),
  (bytes, pick) => bytes.subarray(pick(Math.min(bytes.length, 64))),
  (bytes, pick) => {
    for (let times = 1 + pick(30); times > 0; times -= 1) {
      const at = pick(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
    }
    return bytes;
  },
  (bytes, pick) => bytes.fill(pick(256), pick(bytes.length)),
  (bytes, pick) => {
    const [from, length] = [pick(bytes.length), pick(200)];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  },
  (bytes, pick) => {
    const [from, length, to] = [pick(bytes.length), pick(400), pick(bytes.length)];
    const piece = bytes.subarray(from, from + length);
    return Buffer.concat([bytes.subarray(0, to), piece, piece, bytes.subarray(to)]);
  },
  (bytes, pick) => {
    const at = pick(bytes.length - 4);
    bytes.writeUInt32LE([0, 1, 0x7fffffff, 0xffffffff, 0xfffffffe][pick(5)] ?? 0, at);
    return bytes;
  },
  wordsChanged,
];

const WORDS = [
  '-1',
  '0',
  '99999999999',
  '2147483648',
  '1e309',
  'NaN',
  '',
  '<',
  '>',
  '/',
  '"',
  '&#x0;',
  '&#xD800;',
  '&a;',
  ']]>',
  '<![CDATA[',
  '<!--',
  '<?',
  '%',
  '[[[[',
  '<<',
  '>>',
  'endobj',
  'stream\n',
  '0 0 R',
  '1 0 R',
  '\u0000',
  'constructor',
  '__proto__',
  'toString',
  '\ufeff',
  '\ud800',
];

/** A number, a name or a mark is exchanged for one that nobody expects there. */
function wordsChanged(bytes: Buffer, pick: Pick): Buffer {
  const text = bytes.toString('latin1');
  const words = Array.from(text.matchAll(/\d+|[A-Za-z]{2,}|[<>"/[\]()]/g));
  if (words.length === 0) return bytes;
  const chosen = words[pick(words.length)];
  const word = WORDS[pick(WORDS.length)] ?? '';
  const at = chosen?.index ?? 0;
  return Buffer.concat([
    bytes.subarray(0, at),
    Buffer.from(word),
    bytes.subarray(at + (chosen?.[0].length ?? 0)),
  ]);
}

const NESTED = 30_000;

/** Each made to have something opened, run, or gone through without end. */
export function craftedFiles({ url, path }: Canaries): MalformedFile[] {
  return [...craftedDocx(url, path), ...craftedPdf(url, path), ...craftedText(url, path)];
}

const entity = (declared: string): string =>
  `<?xml version="1.0"?><!DOCTYPE d [${declared}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`;
const relations = (attributes: string): string =>
  `<Relationships><Relationship Id="a" Type="x/officeDocument" ${attributes}/><Relationship Id="b" Type="x/numbering" ${attributes}/></Relationships>`;

function craftedDocx(url: string, path: string): MalformedFile[] {
  const laughs = Array.from({ length: 12 }, (_, at) =>
    at === 0 ? '<!ENTITY b0 "ha">' : `<!ENTITY b${at} "${`&b${at - 1};`.repeat(10)}">`,
  ).join('');
  const bodies: Record<string, string> = {
    'external file entity': entity(`<!ENTITY a SYSTEM "file://${path}">`),
    'external address entity': entity(`<!ENTITY a SYSTEM "${url}/entity">`),
    'parameter entity': entity(`<!ENTITY % p SYSTEM "${url}/p"> %p;`),
    'external types': `<!DOCTYPE d SYSTEM "${url}/types"><d/>`,
    'billion laughs': entity(`${laughs}<!ENTITY a "&b11;">`),
    'quadratic entity': entity(`<!ENTITY a "${'a'.repeat(100_000)}">`),
    'nested elements': `<w:document>${'<w:tbl><w:tr><w:tc>'.repeat(NESTED)}`,
    'nested and closed': `<a>${'<b>'.repeat(NESTED)}${'</b>'.repeat(NESTED)}</a>`,
    'closed and never opened': `<a>${'</b>'.repeat(NESTED)}</a>`,
    'included file': `<d xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://${path}" parse="text"/></d>`,
    'style sheet': `<?xml-stylesheet href="${url}/style" type="text/xsl"?><d/>`,
    'many attributes': `<d ${Array.from({ length: 50_000 }, (_, at) => `a${at}="1"`).join(' ')}/>`,
    'one long attribute': `<d a="${'x'.repeat(1_000_000)}"/>`,
    'an attribute never closed': `<d a="${'x'.repeat(1_000_000)}`,
    'names of an object':
      '<w:document><w:body><w:p><w:pPr><w:pStyle w:val="__proto__"/><w:numPr><w:ilvl w:val="-5"/><w:numId w:val="constructor"/></w:numPr></w:pPr></w:p></w:body></w:document>',
  };
  const documents = Object.entries(bodies).map(([what, content]) => ({
    name: `${what}.docx`,
    bytes: zipFile(
      DOCX.map((part) => (part.name === 'word/document.xml' ? { name: part.name, content } : part)),
    ),
  }));
  const parts = [
    '[Content_Types].xml',
    'word/numbering.xml',
    'word/styles.xml',
    'word/footnotes.xml',
  ];
  const elsewhere = parts.flatMap((name) =>
    ['external file entity', 'billion laughs', 'nested elements'].map((what) => ({
      name: `${what} in ${name.replaceAll('/', ' ')}.docx`,
      bytes: zipFile(
        DOCX.map((part) => (part.name === name ? { name, content: bodies[what] ?? '' } : part)),
      ),
    })),
  );
  const targets = [
    `Target="${url}/part" TargetMode="External"`,
    `Target="${url}/part"`,
    `Target="file://${path}"`,
    `Target="../../../../../../..${path}"`,
    `Target="${path}"`,
    'Target="_rels/.rels"',
  ].map((attributes, at) => ({
    name: `relationship ${at}.docx`,
    bytes: zipFile(
      DOCX.map((part) =>
        String(part.name).endsWith('.rels')
          ? { name: part.name, content: relations(attributes) }
          : part,
      ),
    ),
  }));
  return [...documents, ...elsewhere, ...targets];
}

function craftedPdf(url: string, path: string): MalformedFile[] {
  const page = printedPage(LINES);
  const named: Record<string, Parameters<typeof pdfFile>[1]> = {
    'runs a script when opened': {
      catalogue: `/OpenAction<</S/JavaScript/JS(this.getURL\\("${url}/js"\\))>>/Names<</JavaScript<</Names[(a) 1000 0 R]>>>>`,
      objects: [`<</S/JavaScript/JS(app.launchURL\\("${url}/js2"\\))>>`],
    },
    'opens an address': {
      catalogue: `/OpenAction<</S/URI/URI(${url}/uri)>>`,
      page: `/AA<</O<</S/URI/URI(${url}/o)>>>>`,
    },
    'starts a program': { catalogue: `/OpenAction<</S/Launch/F(${path})>>` },
    'goes to another file': { catalogue: `/OpenAction<</S/GoToR/F(${path})/D[0/Fit]>>` },
    'sends a form': {
      catalogue: `/AcroForm<</Fields[]/XFA[(a) 1000 0 R]>>/OpenAction<</S/SubmitForm/F<</FS/URL/F(${url}/form)>>>>`,
      objects: [stream(`<xdp xmlns:a="${url}/xfa"><a href="file://${path}"/></xdp>`)],
    },
    'has its text in another file': {
      page: '/Contents 1000 0 R',
      objects: [`<</Length 0/F(${path})/FFilter/FlateDecode>>\nstream\n\nendstream`],
    },
    'has its text at an address': {
      page: '/Contents 1000 0 R',
      objects: [`<</Length 0/F<</FS/URL/F(${url}/text)>>>>\nstream\n\nendstream`],
    },
    'draws itself': {
      page: '/Contents 1000 0 R/Resources<</XObject<</X 1001 0 R>>>>',
      objects: [
        stream('/X Do'),
        stream(
          '/X Do',
          false,
          '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 1001 0 R>>>>',
        ),
      ],
    },
    'is its own parent': {
      catalogue: '/Pages 1000 0 R',
      objects: ['<</Type/Pages/Count 9/Kids[1000 0 R]/Parent 1000 0 R>>'],
    },
    'counts pages it has not': {
      catalogue: '/Pages 1000 0 R',
      objects: ['<</Type/Pages/Count 2000000000/Kids[10 0 R]>>'],
    },
    'nests arrays': { page: '/Annots 1000 0 R', objects: ['['.repeat(NESTED)] },
    'nests dictionaries': { page: '/A 1000 0 R', objects: ['<</A'.repeat(NESTED)] },
    'nests in its text': {
      page: '/Contents 1000 0 R',
      objects: [stream(`${'['.repeat(NESTED)} TJ`)],
    },
    'runs a formula as a program': {
      page: '/Contents 1000 0 R/Resources<</ColorSpace<</C[/Separation/a/DeviceRGB 1001 0 R]>>>>',
      objects: [
        stream('/C cs 1 scn'),
        stream('{1 {dup} if}', false, '/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]'),
      ],
    },
    'refers to a font at an address': {
      page: `/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont(${url}/font)/Encoding(${url}/enc)>>>>>>`,
    },
    'has an unknown table of codes': {
      page: '/Resources<</Font<</F1<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/../../etc/passwd/DescendantFonts[4 0 R]>>>>>>',
    },
  };
  const files = Object.entries(named).map(([what, options]) => ({
    name: `${what}.pdf`,
    bytes: pdfFile([page], options),
  }));
  const whole = pdfFile([page]).toString('latin1');
  const rewritten: Record<string, string> = {
    'no table': whole.replace(/xref[^]*trailer/, 'trailer'),
    'table elsewhere': whole.replace(/startxref\n\d+/, 'startxref\n5'),
    'table before itself': whole.replace(
      'trailer\n<<',
      `trailer\n<</Prev ${whole.indexOf('xref\n0')} `,
    ),
    'wrong lengths': whole.replaceAll(/\/Length \d+/g, '/Length 4294967295'),
    'negative lengths': whole.replaceAll(/\/Length \d+/g, '/Length -1'),
    'length of itself': whole.replaceAll(/\/Length \d+/g, '/Length 11 0 R'),
    'endless number': whole.replace('/Count 1', `/Count ${'9'.repeat(100_000)}`),
    'no end of stream': whole.replaceAll('endstream', ''),
  };
  const texts = Object.entries(rewritten).map(([what, text]) => ({
    name: `${what}.pdf`,
    bytes: Buffer.from(text, 'latin1'),
  }));
  return [...files, ...texts];
}

function craftedText(url: string, path: string): MalformedFile[] {
  const html: Record<string, string> = {
    'fetches all it can': `<base href="${url}/"><link rel=stylesheet href="${url}/css"><script src="${url}/js"></script><img src="${url}/img"><iframe src="file://${path}"></iframe><object data="${url}/o"></object><style>@import "${url}/i";</style><meta http-equiv=refresh content="0;url=${url}/r"><p>字`,
    'nested elements': '<div>'.repeat(NESTED),
    'nested inline': `<p>${'<b>'.repeat(NESTED)}${'</i>'.repeat(NESTED)}`,
    'nested tables': '<table><tr><td>'.repeat(NESTED),
    'nested lists': '<ol><li>'.repeat(NESTED),
    'external entity': `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file://${path}">]><html><body>&a;</body></html>`,
    'tag never closed': `<html><p ${'a '.repeat(200_000)}`,
    'comment never closed': `<html><!-- ${'-'.repeat(500_000)}`,
    'quotes never closed': `<html><a href="${'"<a href="'.repeat(50_000)}`,
    'spans of all sizes': `<table><tr>${'<td colspan=-1 rowspan=-1>a<td colspan=0 rowspan=0>b<td colspan=NaN rowspan=1e9>c'.repeat(50)}<tr><td>d</table>`,
    'lists out of order':
      '</ol></li><ol start=99999999999999 reversed><li value=-99999>a</ol><ol type=1 start=0><li>b',
    'entities without end': `<html><p>${'&amp'.repeat(200_000)}${'&#x10ffff;'.repeat(1_000)}&#${'9'.repeat(10_000)};`,
  };
  const pages = Object.entries(html).map(([what, text]) => ({
    name: `${what}.html`,
    bytes: Buffer.from(text),
  }));
  const tables: Record<string, string> = {
    formulas: '=cmd|\'/c calc\'!A1,=HYPERLINK("http://127.0.0.1"),@SUM(1)\n1,2,3\n',
    'quote never closed': `a,b,c\n1,"${'x,\n'.repeat(100_000)}`,
    'one long line': `a,b,c\n${'x,'.repeat(200_000)}`,
    'only separators': ',,,\n'.repeat(50_000),
    'only line breaks': '\r\n'.repeat(300_000),
  };
  const sheets = Object.entries(tables).map(([what, text]) => ({
    name: `${what}.csv`,
    bytes: Buffer.from(text),
  }));
  return [...pages, ...sheets];
}
