import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../../src/intake/formats/csv.ts';
import { readXlsx } from '../../../../src/intake/formats/xlsx.ts';
import { textRows, workbookFile } from '../../../support/workbooks.ts';
import { tableIn } from '../formats/reading.ts';
import { findingsOf, outlineOf, questionsOf, readWell } from './tables.ts';

describe('a workbook', () => {
  test('with dates, shares and sums as numbers is read as a person sees it', async () => {
    const rows = `${textRows([['序号', '存在问题', '涉及金额', '整改目标', '整改措施', '整改时限', '完成率']])}
      <row r="2">
        <c r="A2" s="0"><v>1</v></c>
        <c r="B2" t="inlineStr"><is><t>公用经费超支</t></is></c>
        <c r="C2" s="1"><v>125000</v></c>
        <c r="D2" t="inlineStr"><is><t>压减20%以上</t></is></c>
        <c r="E2" t="str"><f>"1.控制支出"</f><v>1.控制支出</v></c>
        <c r="F2" s="2"><v>45473</v></c>
        <c r="G2" s="3"><v>0.6</v></c>
      </row>
      <row r="3" hidden="1">
        <c r="A3" s="0"><v>2</v></c>
        <c r="B3" t="inlineStr"><is><t>账目不清</t></is></c>
        <c r="F3" s="4"><v>45444</v></c>
        <c r="G3" s="3"><v>1</v></c>
      </row>`;
    const file = workbookFile({
      sheets: [{ name: '台账', rows }],
      formats: ['000', '#,##0.00"元"', 'yyyy/m/d', '0%', 'yyyy"年"m"月"'],
    });
    const read = readWell(await tableIn(readXlsx, file));
    expect(findingsOf(read)).toMatchObject([
      {
        no: '001',
        line: 2,
        amounts: [{ raw: '125,000.00元', yuan: 125_000 }],
        targets: [{ comparison: 'reduce_by', value: 20 }],
        measures: [{ no: '1', text: '控制支出' }],
        due: { raw: '2024-06-30', precision: 'day', value: '2024-06-30' },
        status: 'in_progress',
        statusPhrase: '60%',
      },
      { no: '002', line: 3, due: { precision: 'month', value: '2024-06-30' }, status: 'closed' },
    ]);
  });

  test('with days counted from 1904 has the same deadlines', async () => {
    const rows = `${textRows([['序号', '存在问题', '整改时限']])}<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" s="0"><v>44011</v></c></row>`;
    const file = workbookFile({ sheets: [{ name: 'a', rows }], formats: [14], is1904: true });
    const [finding] = findingsOf(readWell(await tableIn(readXlsx, file)));
    expect(finding?.due.value).toBe('2024-06-30');
  });

  test('says the same as the CSV file saved of it, which knows no merged cells', async () => {
    const rows = [
      ['巡察整改台账', '', '', '', '', ''],
      ['序号', '方面', '问题', '整改情况', '', '责任人'],
      ['', '', '', '完成情况', '完成时限', ''],
      ['1', '党建方面', '甲', '已完成', '2024-06-30', '张三'],
      ['2', '', '乙', '正在推进', '2024年底前', '李四'],
      ['3', '作风方面', '丙', '未完成', '长期坚持', '王五'],
    ];
    const merges = ['A1:F1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:F3', 'B4:B5'];
    const workbook = workbookFile({ sheets: [{ name: '台账', rows: textRows(rows), merges }] });
    const csv = Buffer.from(rows.map((cells) => cells.join(',')).join('\r\n'));
    const [fromWorkbook, fromCsv] = [
      readWell(await tableIn(readXlsx, workbook)),
      readWell(await tableIn(readCsv, csv)),
    ];
    expect(outlineOf(fromWorkbook)).toEqual([
      ['党建方面', ['1', '甲'], ['2', '乙']],
      ['作风方面', ['3', '丙']],
    ]);
    expect(fromCsv.document.aspects).toEqual(fromWorkbook.document.aspects);
    expect(questionsOf(fromCsv)).toEqual([]);
  });

  test('with a header over several levels and rows that sum up', async () => {
    const rows = [
      ['审计查出问题整改台账'],
      ['序号', '审计发现问题', '', '整改责任', '', '整改时限', '整改结果', ''],
      ['', '问题类别', '问题内容', '责任单位', '责任人', '', '整改金额', '是否完成整改'],
      ['', '', '', '', '', '', '已上缴', ''],
      ['1', '预算管理', '结余资金未上缴', '财务科', '赵敏', '2024年6月底前', '36', '是'],
      ['2', '', '预算编制不细', '财务科', '赵敏', '2024年6月底前', '', '否'],
      ['合计', '', '', '', '', '', '36', ''],
    ];
    const merges = [
      'A1:H1',
      'A2:A4',
      'B2:C2',
      'B3:B4',
      'C3:C4',
      'D2:E2',
      'D3:D4',
      'E3:E4',
      'F2:F4',
      'G2:H2',
      'H3:H4',
      'B5:B6',
    ];
    const file = workbookFile({ sheets: [{ name: 'Sheet1', rows: textRows(rows), merges }] });
    const read = readWell(await tableIn(readXlsx, file));
    expect(outlineOf(read)).toEqual([['预算管理', ['1', '结余资金未上缴'], ['2', '预算编制不细']]]);
    expect(findingsOf(read)).toMatchObject([
      { status: 'closed', responsible: '责任单位：财务科；责任人：赵敏' },
      { status: 'not_completed' },
    ]);
    expect(read.document.warnings).toEqual([]);
  });
});
