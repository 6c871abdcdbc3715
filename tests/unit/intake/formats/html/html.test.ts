import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { readHtml } from '../../../../../src/intake/formats/html.ts';
import { blocksIn, cellsOf, linesIn, refusalOf, tableIn } from '../reading.ts';

const lines = (html: string): Promise<string[]> => linesIn(readHtml, Buffer.from(html));
const onlyTable = (html: string) => tableIn(readHtml, Buffer.from(html));
// "整改情况" in GB18030.
const GB = Buffer.from([0xd5, 0xfb, 0xb8, 0xc4, 0xc7, 0xe9, 0xbf, 0xf6]);
const page = (charset: string, text: Uint8Array) =>
  Buffer.concat([Buffer.from(`<html><meta charset=${charset}><p>`), text]);

describe('the text of a web page', () => {
  test('has a line for each block and each break, with white space as a browser shows it', async () => {
    const html = `<!doctype html><html><head><title>题</title></head><body>
      <h1>整改  报告</h1><p>门锁&nbsp;坏了&amp;无人修,<br>已换
      锁。<span>All  </span> <b> is
      well</b></p><div>甲<p>乙</p>丙</div></body></html>`;
    expect(await lines(html)).toEqual([
      '整改 报告',
      '门锁\u00a0坏了&无人修,',
      '已换锁。All is well',
      '甲',
      '乙',
      '丙',
    ]);
  });

  test('keeps the lines of preformatted text', async () => {
    expect(await lines('<pre>一、情况\r\n（一）安全\n1. 锁</pre>')).toEqual([
      '一、情况',
      '（一）安全',
      '1. 锁',
    ]);
  });

  test('leaves out programs, forms, menus, what is hidden and what was struck out', async () => {
    const html =
      '<nav>首页</nav><script>alert(1)</script><style>p{}</style><noscript>请打开脚本</noscript>' +
      '<p style="display : none">藏</p><p hidden>藏</p><p style="VISIBILITY:hidden">藏</p>' +
      '<select><option>选</select><template><p>样</p></template><p>露<del>删</del><ins>增</ins></p>' +
      '<a href="javascript:alert(1)">附件</a><footer>版权所有</footer><!-- 注 --><p style="display:nonesuch">也露';
    expect(await lines(html)).toEqual(['露增', '附件', '也露']);
  });

  test('writes out the numbers of lists, as they are styled and nested', async () => {
    const html =
      '<ol style="list-style-type:cjk-ideographic"><li>情况<ol type="a" start="3"><li>甲<li value="7">乙</ol><li><p>打算</p></ol>' +
      '<ol type="I"><li>一</ol><ol style="list-style:none"><li>二</ol><ul><li>三</ul><ol reversed start="2"><li>四<li>五</ol>' +
      '<ol style="list-style-type:constructor"><li>六</ol>';
    expect(await lines(html)).toEqual([
      '一、情况',
      'c. 甲',
      'g. 乙',
      '二、打算',
      'I. 一',
      '二',
      '三',
      '2. 四',
      '1. 五',
      '1. 六',
    ]);
  });

  test('is the same however badly the tags are matched', async () => {
    expect(await lines('<div><b>甲</div></b></p>乙</span><p>丙<td>丁')).toEqual([
      '甲',
      '乙',
      '丙',
      '丁',
    ]);
  });
});

describe('the encoding of a web page', () => {
  test.each(['gbk', 'gb2312', '"GB18030"', 'none-known'])('is %s', async (charset) => {
    expect(await linesIn(readHtml, page(charset, GB))).toEqual(['整改情况']);
  });

  test('is the one it names where the bytes fit several', async () => {
    const big5 = Buffer.from([0xbe, 0xe3, 0xa7, 0xef]);
    const html = Buffer.concat([
      Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>'),
      big5,
    ]);
    expect(await linesIn(readHtml, html)).toEqual(['整改']);
  });

  test('is UTF-8 where the bytes are, whatever the page says', async () => {
    expect(await linesIn(readHtml, page('gbk', Buffer.from('整改情况')))).toEqual(['整改情况']);
  });

  test('may leave a character out in a long page, not in a short one', async () => {
    const long = Buffer.concat([...Array.from({ length: 200 }, () => GB), Buffer.from([0xff])]);
    const [line] = await linesIn(readHtml, page('gbk', long));
    expect(line).toHaveLength(801);
    const short = page('gbk', Buffer.from([0xd5, 0xff, 0xff, 0xff, 0xff, 0xff]));
    expect(await refusalOf(readHtml, short)).toBe('undecodable_text');
  });
});

describe('tables of a web page', () => {
  test('keep cells that stretch as merges, and their caption as name', async () => {
    const table = await onlyTable(
      '<table><caption>整改 台账</caption><thead><tr><th rowspan=2>序号<th colspan=2>整改</thead>' +
        '<tr><td>措施<td>时限</tr><tr></tr><tr><td rowspan=0>1<td>换<br>锁<td>3月<tr><td>登记<td>4月</table>',
    );
    expect(table.name).toBe('整改 台账');
    expect(cellsOf(table)).toEqual([
      ['序号', '整改', ''],
      ['', '措施', '时限'],
      [],
      ['1', '换\n锁', '3月'],
      ['', '登记', '4月'],
    ]);
    expect(table.merges).toEqual([
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
      { top: 3, left: 0, bottom: 4, right: 0 },
    ]);
  });

  test('that only hold the page in place are text, and tables in them are tables', async () => {
    const html =
      '<table><tr><td>栏目</td><td><p>一、情况</p><table><tr><td>序号<td>问题<tr><td>1<td>锁</table><p>二、打算</p></td></tr></table>';
    const blocks = await blocksIn(readHtml, Buffer.from(html));
    expect(blocks.map((block) => (block.kind === 'text' ? block.text : cellsOf(block)))).toEqual([
      '栏目\n一、情况',
      [
        ['序号', '问题'],
        ['1', '锁'],
      ],
      '二、打算',
    ]);
  });

  test('with one long cell beside a short one are text', async () => {
    const long = Array.from({ length: 5 }, (_, at) => `<p>${at}${'文'.repeat(60)}</p>`).join('');
    const blocks = await blocksIn(readHtml, Buffer.from(`<table><tr><td>左<td>${long}</table>`));
    expect(blocks.map(({ kind }) => kind)).toEqual(['text']);
  });

  test('are refused beyond the limits, before anything is laid out', async () => {
    const wide = Buffer.from('<table><tr><td>a<td colspan=60000>b<tr><td>c<td>d</table>');
    expect(await refusalOf(readHtml, wide)).toBe('too_large');
    const tall = Buffer.from('<table><tr><td rowspan=60000>a<td>b<tr><td>c</table>');
    expect(await refusalOf(readHtml, tall)).toBe(null);
  });
});

describe('a web page is refused', () => {
  test.each([
    ['empty_document', '<p> </p>'],
    ['no_text_layer', '<p><img src="http://127.0.0.1/a.png"></p>'],
    ['file_damaged', '<div>'.repeat(30_000)],
    ['binary_content', '<p>\u0000</p>'],
  ])('with %s', async (code, html) => {
    expect(await refusalOf(readHtml, Buffer.from(html))).toBe(code);
  });
});
