import { describe, expect, test } from 'vitest';
import { flattenedTable } from '../../../../src/intake/sheets/flat-tables.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { findingsOf } from '../printing.ts';

const rowsOf = (text: string): [number, string[]][] | null =>
  flattenedTable(splitLines(text))?.rows.map(({ line, cells }) => [line, [...cells]]) ?? null;

const HEAD = '序号|问题|整改措施|责任人|';

describe('cells parted by |', () => {
  test('are a table, also with a | at the end of each row', () => {
    expect(rowsOf(`${HEAD}\n1|灭火器过期|更换|甲某|\n2|通道堵塞|清理|乙某|`)).toEqual([
      [1, ['序号', '问题', '整改措施', '责任人']],
      [2, ['1', '灭火器过期', '更换', '甲某']],
      [3, ['2', '通道堵塞', '清理', '乙某']],
    ]);
  });

  test('in full width or with tabs are one too', () => {
    const half = rowsOf(`${HEAD}\n1|灭火器过期|更换|甲某|`);
    expect(rowsOf(`${HEAD}\n1|灭火器过期|更换|甲某|`.replaceAll('|', '\uff5c'))).toEqual(half);
    expect(rowsOf('序号\t问题\t整改措施\t责任人\n1\t灭火器过期\t更换\t甲某')).toEqual(half);
  });

  test('keep an empty cell in its place', () => {
    expect(rowsOf(`${HEAD}\n1|灭火器过期||甲某|\n2|通道堵塞|清理|乙某|`)?.[1]).toEqual([
      2,
      ['1', '灭火器过期', '', '甲某'],
    ]);
  });

  test('drawn with rules lose the rules', () => {
    expect(rowsOf('|序号|问题|整改措施|\n|---|:---:|---|\n|1|灭火器过期|更换|')).toHaveLength(2);
  });

  test('broken over lines are put together again', () => {
    expect(
      rowsOf(`${HEAD}\n1|灭火器过期,三楼\n五具均过期|更换|甲某|\n2|通道堵塞|清理|乙某|`)?.slice(1),
    ).toEqual([
      [2, ['1', '灭火器过期,三楼五具均过期', '更换', '甲某']],
      [4, ['2', '通道堵塞', '清理', '乙某']],
    ]);
  });

  test('keep the title above, and leave out the site’s lines below', () => {
    const rows = rowsOf(`问题整改清单\n${HEAD}\n1|灭火器过期|更换|甲某|\n上一篇:通知\n下一篇:公告`);
    expect(rows?.[0]).toEqual([1, ['问题整改清单']]);
    expect(rows?.at(-1)).toEqual([3, ['1', '灭火器过期', '更换', '甲某']]);
  });
});

describe('cells parted by spaces', () => {
  const SPACED =
    '序号 问题 整改措施 责任人 完成时限\n1 灭火器过期,三楼 更换 甲某 2024年5月\n2 通道堵塞 清理 乙某 2024年6月';

  test('are a table where the rows have as many cells as the header', () => {
    expect(rowsOf(SPACED)?.slice(1)).toEqual([
      [2, ['1', '灭火器过期,三楼', '更换', '甲某', '2024年5月']],
      [3, ['2', '通道堵塞', '清理', '乙某', '2024年6月']],
    ]);
    expect(findingsOf(SPACED).map(({ title }) => title)).toEqual(['灭火器过期,三楼', '通道堵塞']);
  });

  test('may hold single spaces where two part them', () => {
    expect(
      rowsOf('序号   问题   整改措施   责任人\n1   3 号楼渗水   修补 屋面   甲某')?.[1],
    ).toEqual([2, ['1', '3 号楼渗水', '修补 屋面', '甲某']]);
  });

  test('are none where the lines below do not fit', () => {
    expect(rowsOf('序号 问题 整改措施 责任人\n1 灭火器\n2 通道 堵塞')).toBeNull();
  });
});

describe('cells that stand one to a line', () => {
  const LINES = '序号\n问题\n整改措施\n责任人\n1\n灭火器过期\n更换\n甲某\n2\n通道堵塞\n清理\n乙某';

  test('are counted off by the columns', () => {
    expect(rowsOf(LINES)?.slice(1)).toEqual([
      [5, ['1', '灭火器过期', '更换', '甲某']],
      [9, ['2', '通道堵塞', '清理', '乙某']],
    ]);
  });

  test('begin a new row at the next number, so that a missing cell costs one row only', () => {
    expect(rowsOf(LINES.replace('清理\n乙某', '清理\n3\n墙裂\n修补\n丙某'))?.slice(2)).toEqual([
      [9, ['2', '通道堵塞', '清理']],
      [12, ['3', '墙裂', '修补', '丙某']],
    ]);
  });
});

describe('no table', () => {
  test.each([
    ['is the navigation of a site', '首页|新闻|公告|联系\n学校简介|招生|就业|校友'],
    ['is a header without rows', '序号|问题|整改措施|责任人'],
    ['are two columns', '问题|整改措施\n灭火器过期|更换'],
    ['is a table without findings', '序号|责任人|联系电话|备注\n1|甲某|123|无'],
    ['is running text', '一、存在的问题\n1.灭火器过期。'],
    ['is nothing', ''],
  ])('%s', (_what, text) => {
    expect(rowsOf(text)).toBeNull();
  });
});

test('a document that is such a table is read as a ledger', () => {
  const findings = findingsOf(
    `问题整改清单\n${HEAD}\n1|灭火器过期|更换|甲某|\n2|通道堵塞|清理|乙某|`,
  );
  expect(findings.map(({ no, title, line }) => [no, title, line])).toEqual([
    ['1', '灭火器过期', 3],
    ['2', '通道堵塞', 4],
  ]);
});
