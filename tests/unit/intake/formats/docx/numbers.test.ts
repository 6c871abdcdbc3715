import { describe, expect, test } from 'vitest';
import { readDocx } from '../../../../../src/intake/formats/docx.ts';
import { printNumber } from '../../../../../src/intake/formats/docx/number-formats.ts';
import {
  docxFile,
  list,
  listDefinition,
  paragraph,
  startAgain,
} from '../../../../support/docx-file.ts';
import { linesIn } from '../reading.ts';

const lines = (body: string, numbering: string, styles?: string): Promise<string[]> =>
  linesIn(readDocx, docxFile({ body, numbering, ...(styles === undefined ? {} : { styles }) }));

const OFFICIAL = listDefinition(0, [
  ['chineseCountingThousand', '%1、'],
  ['chineseCounting', '（%2）'],
  ['decimal', '%3.'],
  ['decimalEnclosedCircle', '%4'],
]);

describe('the numbers of lists', () => {
  test('come out as Word prints them, level by level', async () => {
    const body = [
      paragraph('整改情况', { list: [1, 0] }),
      paragraph('关于安全方面问题', { list: [1, 1] }),
      paragraph('门锁坏了。', { list: [1, 2] }),
      paragraph('换锁', { list: [1, 3] }),
      paragraph('登记', { list: [1, 3] }),
      paragraph('无人修。', { list: [1, 2] }),
      paragraph('补修', { list: [1, 3] }),
      paragraph('关于财务方面问题', { list: [1, 1] }),
      paragraph('报账乱。', { list: [1, 2] }),
      paragraph('下一步打算', { list: [1, 0] }),
    ].join('');
    expect(await lines(body, OFFICIAL + list(1, 0))).toEqual([
      '一、整改情况',
      '（一）关于安全方面问题',
      '1. 门锁坏了。',
      '① 换锁',
      '② 登记',
      '2. 无人修。',
      '① 补修',
      '（二）关于财务方面问题',
      '1. 报账乱。',
      '二、下一步打算',
    ]);
  });

  test('go on where two lists share a definition, and begin anew where one says so', async () => {
    const numbering = OFFICIAL + list(1, 0) + list(2, 0) + list(3, 0, startAgain(0, 5));
    const body = [1, 2, 3, 3, 1].map((id) => paragraph('问', { list: [id, 0] })).join('');
    expect(await lines(body, numbering)).toEqual([
      '一、问',
      '二、问',
      '五、问',
      '六、问',
      '七、问',
    ]);
  });

  test('show the numbers above them, in digits where the level says so', async () => {
    const numbering =
      listDefinition(0, [
        ['chineseCounting', '第%1部分'],
        ['decimal', '%1.%2', '<w:isLgl/>'],
        ['lowerLetter', '%1-%2-%3)'],
      ]) + list(1, 0);
    const places = [0, 1, 1, 2, 0, 1] as const;
    const body = places.map((level) => paragraph('文', { list: [1, level] })).join('');
    expect(await lines(body, numbering)).toEqual([
      '第一部分 文',
      '1.1 文',
      '1.2 文',
      '一-2-a) 文',
      '第二部分 文',
      '2.1 文',
    ]);
  });

  test('count through where a level never begins anew', async () => {
    const numbering =
      listDefinition(0, [
        ['chineseCounting', '（%1）'],
        ['decimal', '%2.', '<w:lvlRestart w:val="0"/>'],
      ]) + list(1, 0);
    const body = [0, 1, 0, 1].map((level) => paragraph('文', { list: [1, level] })).join('');
    expect(await lines(body, numbering)).toEqual(['（一）文', '1. 文', '（二）文', '2. 文']);
  });

  test('come from the style, also from one the style is based on', async () => {
    const numbering =
      listDefinition(0, [
        ['chineseCounting', '%1、', '<w:pStyle w:val="H1"/>'],
        ['chineseCounting', '（%2）', '<w:pStyle w:val="H2"/>'],
      ]) + list(7, 0);
    const styles =
      '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="mine"/><w:basedOn w:val="H2"/></w:style>';
    const body =
      paragraph('总', { style: 'H1' }) +
      paragraph('甲', { style: 'H2' }) +
      paragraph('乙', { style: 'Mine' }) +
      paragraph('丙', { style: 'H2', list: [0, 0] });
    expect(await lines(body, numbering, styles)).toEqual(['一、总', '（一）甲', '（二）乙', '丙']);
  });

  test('follow a definition that only points to a numbering style', async () => {
    const numbering = `${OFFICIAL}<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Ours"/></w:abstractNum>${list(1, 0)}${list(2, 1)}`;
    const styles =
      '<w:style w:type="numbering" w:styleId="Ours"><w:name w:val="ours"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const body = paragraph('甲', { list: [2, 0] }) + paragraph('乙', { list: [2, 1] });
    expect(await lines(body, numbering, styles)).toEqual(['一、甲', '（一）乙']);
  });

  test('are not invented for bullets and for lists that are not defined', async () => {
    const numbering = listDefinition(0, [['bullet', '\uf0b7']]) + list(1, 0);
    const body = paragraph('甲', { list: [1, 0] }) + paragraph('乙', { list: [9, 0] });
    expect(await lines(body, numbering)).toEqual(['甲', '乙']);
  });

  test('end where style and numbering lead in circles', async () => {
    const numbering = `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>${list(1, 0)}`;
    const styles =
      '<w:style w:styleId="A"><w:basedOn w:val="B"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:styleId="B"><w:basedOn w:val="B"/></w:style>';
    const body = paragraph('甲', { style: 'A' }) + paragraph('乙', { style: 'B' });
    expect(await lines(body, numbering, styles)).toEqual(['甲', '乙']);
  });
});

describe('printNumber', () => {
  test.each<[string, readonly number[], string]>([
    [
      'chineseCounting',
      [1, 10, 11, 20, 21, 100, 101, 110],
      '一 十 十一 二十 二十一 一百 一百零一 一百一十',
    ],
    ['chineseCountingThousand', [115, 1001, 10_010], '一百一十五 一千零一 一万零一十'],
    ['japaneseCounting', [12], '十二'],
    ['ideographDigital', [10, 2024], '一〇 二〇二四'],
    ['decimalZero', [7, 12], '07 12'],
    ['decimalFullWidth', [12], '１２'],
    ['decimalEnclosedCircle', [1, 20, 21, 35, 36, 50, 51], '① ⑳ ㉑ ㉟ ㊱ ㊿ 51'],
    ['decimalEnclosedParen', [3, 21], '⑶ (21)'],
    ['upperRoman', [4, 9, 14, 1999], 'IV IX XIV MCMXCIX'],
    ['lowerLetter', [1, 26, 27], 'a z aa'],
    ['upperLetter', [2], 'B'],
    ['ideographTraditional', [1, 10, 11], '甲 癸 11'],
    ['chineseLegalSimplified', [3, 10, 12], '叁 壹拾 壹拾贰'],
    ['unheardOf', [5], '5'],
    ['constructor', [5], '5'],
  ])('prints %s', (format, values, expected) => {
    expect(values.map((value) => printNumber(value, format)).join(' ')).toBe(expected);
  });
});
