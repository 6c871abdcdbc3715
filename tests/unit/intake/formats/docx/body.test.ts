import { describe, expect, test } from 'vitest';
import { readDocx } from '../../../../../src/intake/formats/docx.ts';
import { docxFile, paragraph, run } from '../../../../support/docx-file.ts';
import { linesIn } from '../reading.ts';

const lines = (body: string, more = {}): Promise<string[]> =>
  linesIn(readDocx, docxFile({ body, ...more }));
const p = (content: string): string => `<w:p>${content}</w:p>`;

describe('the text of a Word document', () => {
  test('has a line for each paragraph, with tabs and line breaks as they are printed', async () => {
    const body =
      p(
        `${run('责任人')}<w:r><w:tab/><w:t>张三</w:t><w:br/><w:t>李</w:t><w:noBreakHyphen/><w:t>四</w:t></w:r>`,
      ) + p(run('A&B <C>'));
    expect(await lines(body)).toEqual(['责任人\t张三', '李-四', 'A&B <C>']);
  });

  test('has what was inserted and what was moved here, and not what was struck out or moved away', async () => {
    const body = p(
      `${run('甲')}<w:ins w:id="1">${run('乙')}</w:ins><w:del w:id="2"><w:r><w:delText>丙</w:delText></w:r></w:del>` +
        `<w:moveFrom w:id="3">${run('丁')}</w:moveFrom><w:moveTo w:id="4">${run('戊')}</w:moveTo>`,
    );
    expect(await lines(body)).toEqual(['甲乙戊']);
  });

  test('joins paragraphs whose parting was struck out', async () => {
    const struck = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>';
    const body = p(`${struck}${run('门锁')}`) + p(run('坏了。')) + p(`${struck}${run('末尾')}`);
    expect(await lines(body)).toEqual(['门锁坏了。', '末尾']);
  });

  test('leaves out how things were before a change', async () => {
    const numbering =
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
    const before =
      '<w:pPr><w:pPrChange w:id="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>';
    expect(await lines(p(before + run('甲')), { numbering })).toEqual(['甲']);
  });

  test('has the text of links, and not where they lead', async () => {
    const more = [
      {
        name: 'word/_rels/other.rels',
        content:
          '<Relationships><Relationship Id="rId9" Target="javascript:alert(1)"/></Relationships>',
      },
    ];
    const field =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>';
    const body = p(`<w:hyperlink r:id="rId9">${run('见附件')}</w:hyperlink>${field}${run('二')}`);
    expect(await lines(body, { more })).toEqual(['见附件二']);
  });

  test('has the text of a frame once, after the paragraph it hangs on', async () => {
    const frame = `<w:txbxContent>${paragraph('框内一')}${paragraph('框内二')}</w:txbxContent>`;
    const drawing = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${frame}</w:drawing></mc:Choice><mc:Fallback><w:pict>${frame}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const old = `<w:r><w:pict>${frame}</w:pict></w:r>`;
    expect(await lines(p(run('前') + drawing + run('后')) + p(old))).toEqual([
      '前后',
      '框内一',
      '框内二',
      '',
      '框内一',
      '框内二',
    ]);
  });

  test('has footnotes after the paragraph that refers to them', async () => {
    const footnotes =
      `<w:footnote w:type="separator" w:id="-1">${paragraph('')}</w:footnote>` +
      `<w:footnote w:id="2">${paragraph('截至3月底。')}</w:footnote>`;
    const body = p(`${run('已整改')}<w:r><w:footnoteReference w:id="2"/></w:r>${run('。')}`);
    expect(await lines(body + paragraph('完'), { footnotes })).toEqual([
      '已整改。',
      '注：截至3月底。',
      '完',
    ]);
  });

  test('leaves out hidden text, hints what to enter, and the table of contents', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style><w:style w:type="paragraph" w:styleId="TOC"><w:name w:val="TOC Heading"/></w:style>';
    const hint =
      '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>单击此处输入</w:t></w:r></w:p></w:sdtContent></w:sdt>';
    const entered = `<w:sdt><w:sdtPr/><w:sdtContent>${paragraph('填好的')}</w:sdtContent></w:sdt>`;
    const hidden =
      '<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>露</w:t></w:r>';
    const contents =
      paragraph('目录', { style: 'TOC' }) + paragraph('一、情况 1', { style: 'TOC1' });
    expect(await lines(contents + p(hidden) + hint + entered, { styles })).toEqual([
      '露',
      '填好的',
    ]);
  });

  test('has formulas, ticks from fonts of symbols, and characters with their reading once', async () => {
    const body =
      p('<m:oMath><m:r><m:t>x≥5</m:t></m:r></m:oMath>') +
      p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已办</w:t></w:r>') +
      p(
        '<w:r><w:ruby><w:rt><w:r><w:t>zheng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>整</w:t></w:r></w:rubyBase></w:ruby></w:r>',
      );
    expect(await lines(body)).toEqual(['x≥5', '☑已办', '整']);
  });
});
