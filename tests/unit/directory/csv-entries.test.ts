import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvTemplate, readCsvEntries } from '../../../src/directory/csv-entries.ts';

const people = (...lines: string[]) => readCsvEntries(['工号,姓名,邮箱,单位', ...lines].join('\n'));

const reached = (...lines: string[]) =>
  readCsvEntries(['工号,姓名,渠道,手机', ...lines].join('\n'));

/** What is wrong, as `line: what`. */
async function problemsIn(text: string): Promise<string[]> {
  const { people: found, posts, problems } = await readCsvEntries(text);
  expect([...found, ...posts]).toEqual([]);
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('a table of people', () => {
  test('is read line by line; an empty cell is nothing said', async () => {
    expect(await people('he,何文斌,he@school.example,教务处', '007,沈若兰,,')).toEqual({
      people: [
        {
          entry: { id: 'he', name: '何文斌', email: 'he@school.example', unit: '教务处' },
          line: 2,
        },
        { entry: { id: '007', name: '沈若兰', email: null, unit: null }, line: 3 },
      ],
      posts: [],
      problems: [],
    });
  });

  test.each([
    ['in English', 'id,name,email,unit'],
    ['in the other Chinese words', '编号,姓名,电子邮件,部门'],
    ['with semicolons', '编号;姓名;电子邮件;部门'],
    ['in capitals, with spaces and asterisks', ' ID *, Name＊ ,E-Mail, Unit '],
    ['full-width', 'ｉｄ,ｎａｍｅ,ｅｍａｉｌ,ｕｎｉｔ'],
    ['in quotation marks', '"工号","姓名","邮箱","单位"'],
    ['after a byte order mark', '\uFEFF工号,姓名,邮箱,单位'],
    ['after a byte order mark, in quotation marks', '\uFEFF"工号","姓名","邮箱","单位"'],
    ['with empty columns after it', '工号,姓名,邮箱,单位,,'],
  ])('may have its header %s', async (_how, header) => {
    const delimiter = header.includes(';') ? ';' : ',';
    const row = ['he', '何文斌', 'he@school.example', '教务处'].join(delimiter);
    const { people: found, problems } = await readCsvEntries(`${header}\n${row}\n`);
    expect(problems).toEqual([]);
    expect(found).toEqual([
      {
        entry: { id: 'he', name: '何文斌', email: 'he@school.example', unit: '教务处' },
        line: 2,
      },
    ]);
  });

  test('may have its columns in any order, and leave out those nobody needs', async () => {
    const { people: found } = await readCsvEntries('单位,姓名,工号\n教务处,何文斌,he');
    expect(found[0]?.entry).toEqual({ id: 'he', name: '何文斌', email: null, unit: '教务处' });
    const { people: bare } = await readCsvEntries('姓名,工号\n何文斌,he');
    expect(bare[0]?.entry).toEqual({ id: 'he', name: '何文斌', email: null, unit: null });
  });

  test('may have short lines, empty lines and lines of empty cells; the others keep their numbers', async () => {
    const { people: found, problems } = await people(
      '',
      'he,何文斌',
      ',,,',
      '  ',
      'shen,沈若兰,,,,',
    );
    expect(problems).toEqual([]);
    expect(found.map(({ entry, line }) => [entry.id, line])).toEqual([
      ['he', 3],
      ['shen', 6],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])(
    'keeps the numbers of its lines with line ends %j',
    async (end) => {
      const text = ['工号,姓名', 'a,甲', '"b","乙', '丙"', '', 'c,丁', 'd,'].join(end);
      expect(await problemsIn(text)).toEqual(['7: 姓名: 不能为空 / is empty']);
      const { people: found } = await readCsvEntries(text.replace('d,', 'd,戊'));
      expect(found.map(({ entry, line }) => [entry.name, line])).toEqual([
        ['甲', 2],
        ['乙\n丙', 3],
        ['丁', 6],
        ['戊', 7],
      ]);
    },
  );

  test('may hold commas, semicolons and quotation marks where the cell is quoted', async () => {
    const { people: found } = await people('he,"何, ""文""; 斌",,');
    expect(found[0]?.entry.name).toBe('何, "文"; 斌');
  });
});

describe('how people are reached', () => {
  test.each([
    ['one', 'inbox', ['inbox']],
    ['parted by the Chinese mark', 'mail、group-2、inbox', ['mail', 'group-2', 'inbox']],
    ['parted by spaces', 'mail  inbox', ['mail', 'inbox']],
    ['parted by strokes', 'mail / inbox', ['mail', 'inbox']],
    ['parted by semicolons', 'mail;inbox', ['mail', 'inbox']],
    ['parted by commas in a quoted cell', '"mail, inbox,"', ['mail', 'inbox']],
    ['in lines of one cell', '"mail\ninbox"', ['mail', 'inbox']],
  ])('may be said in one cell, in order: %s', async (_how, cell, channels) => {
    const { people: found, problems } = await reached(`he,何文斌,${cell},`);
    expect(problems).toEqual([]);
    expect(found[0]?.entry.channels).toEqual(channels);
  });

  test.each([
    ['渠道,手机', '13800000000'],
    ['通知渠道,手机号', '+8613800000000'],
    ['channels,mobile', '0085212345678'],
  ])('has columns called %s', async (header, mobile) => {
    const text = `id,name,${header}\nhe,何文斌,inbox,${mobile}`;
    const { people: found } = await readCsvEntries(text);
    expect(found[0]?.entry).toMatchObject({ channels: ['inbox'], mobile });
  });

  test('is not said where the cells are empty or there are none', async () => {
    const { people: found } = await reached('he,何文斌,,');
    const { people: bare } = await people('he,何文斌,,');
    for (const { entry } of [...found, ...bare]) {
      expect([entry.channels, entry.mobile]).toEqual([undefined, undefined]);
    }
    expect([found.length, bare.length]).toEqual([1, 1]);
  });

  test.each([
    ['a name that is none', '企业微信', '', '渠道: must be the name of a channel'],
    ['one in capitals', 'Mail', '', '渠道: must be the name of a channel'],
    ['one among others that is none', 'mail、_x', '', '渠道: must be the name of a channel'],
    ['the same one twice', 'mail、inbox、mail', '', '渠道: names a channel twice'],
    ['nothing but marks', '、', '', '渠道: '],
    ['more of them than eight', 'a b c d e f g h i', '', '渠道: '],
    ['a number with hyphens', 'mail', '138-0000-0000', '手机: must be digits'],
    ['a number the spreadsheet has spoilt', 'mail', '1.38E+10', '手机: must be digits'],
  ])('is refused with its line and column: %s', async (_what, channels, mobile, beginning) => {
    const text = `工号,姓名,渠道,手机\nlu,陆建平,mail,\nhe,何文斌,${channels},${mobile}`;
    const found = await problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]?.slice(0, beginning.length + 3)).toBe(`3: ${beginning}`);
    // What stands in the cell is not repeated.
    const cells = [channels, mobile].filter((cell) => cell.length > 1);
    for (const cell of cells) expect(found[0]).not.toContain(cell);
  });
});

describe('a table of posts', () => {
  test('is known by its header; a post without a holder is vacant', async () => {
    const text = '岗位编号,岗位名称,任职人\nteaching,教务主任,he\nlibrary,图书馆长,\n';
    expect(await readCsvEntries(text)).toEqual({
      people: [],
      posts: [
        { entry: { code: 'teaching', title: '教务主任', holder: 'he' }, line: 2 },
        { entry: { code: 'library', title: '图书馆长', holder: null }, line: 3 },
      ],
      problems: [],
    });
    const { posts } = await readCsvEntries('title;code\n教务主任;teaching');
    expect(posts[0]?.entry).toEqual({ code: 'teaching', title: '教务主任', holder: null });
  });
});

describe('what is wrong is said with its line', () => {
  test.each([
    ['nothing at all', '', ['1: 首行须为列名']],
    ['only empty lines', '\n \n,,\n', ['1: 首行须为列名']],
    ['no header', '\nhe,何文斌\n', ['2: 首行须为列名']],
    ['a column nobody knows', '工号,姓名,电话\n', ['1: 没有“电话”这一列']],
    ['a column without a name before others', '工号,,姓名\n', ['1: 没有“”这一列']],
    ['a column given twice, by another name', '工号,姓名,编号\n', ['1: “编号”列重复']],
    ['a column that is missing', '工号,单位\n', ['1: 缺少“姓名”列']],
    ['people and posts in one', '工号,姓名,岗位编号\n', ['1: 人员和岗位须分为两个文件']],
    ['a surplus cell', '工号,姓名\nhe,何,文斌\n', ['2: 比列名多出内容']],
    ['an address that is none', '工号,姓名,邮箱\nhe,何文斌,he\n', ['2: 邮箱: ']],
    ['an empty name', 'id,name\nhe,\n,何文斌\n', ['2: name: 不能为空', '3: id: 不能为空']],
    ['NUL', '工号,姓名\nhe,何\0\n', ['2: 姓名: ']],
    ['a mark that is never closed', '工号,姓名\nhe,何\nlu,"陆\nsu,苏\n', ['3: 由此起有引号未闭合']],
    ['a mark out of place', '工号,姓名\nhe,何\nlu,陆"建\n', ['3: 引号位置不对']],
    ['text after a closing mark', '工号,姓名\n"he"x,何\n', ['2: 引号位置不对']],
  ])('%s', async (_what, text, expected) => {
    const found = await problemsIn(text);
    expect(found).toHaveLength(expected.length);
    for (const [at, beginning] of expected.entries()) {
      expect(found[at]?.slice(0, beginning.length)).toBe(beginning);
    }
  });

  test('without the address or the text that is wrong', async () => {
    const text = '工号,姓名,邮箱\nhe,何文斌,secret at school\nlu,"陆"secret,\n';
    expect((await problemsIn(text)).join()).not.toContain('secret');
    expect((await problemsIn(text.slice(0, text.indexOf('lu')))).join()).not.toContain('secret');
  });
});

describe('a template', () => {
  test.each(['people', 'posts'] as const)('of %s is a table without a line', async (kind) => {
    const text = csvTemplate(kind);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(await readCsvEntries(text)).toEqual({ people: [], posts: [], problems: [] });
  });

  test('takes what is filled in below it', async () => {
    const row = 'he,何文斌,,教务处,mail、inbox,13800000000';
    const { people: found } = await readCsvEntries(`${csvTemplate('people')}\n${row}`);
    expect(found[0]?.entry).toEqual({
      id: 'he',
      name: '何文斌',
      email: null,
      unit: '教务处',
      channels: ['mail', 'inbox'],
      mobile: '13800000000',
    });
    const { posts } = await readCsvEntries(`${csvTemplate('posts')}\nteaching,教务主任,he`);
    expect(posts[0]?.entry).toEqual({ code: 'teaching', title: '教务主任', holder: 'he' });
  });
});

function quoted(text: string | null): string {
  return `"${(text ?? '').replaceAll('"', '""')}"`;
}

test('whatever people are called, what was written as CSV is read back as it was', async () => {
  const cell = fc
    .string({
      unit: fc.constantFrom(...Array.from('何文斌ab0 ",;\n\'=-@\t')),
      minLength: 1,
      maxLength: 12,
    })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const person = fc.record({
    id: cell,
    name: cell,
    email: fc.constant(null),
    unit: fc.option(cell),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { maxLength: 8 }),
      fc.constantFrom(',', ';'),
      fc.constantFrom('\n', '\r\n'),
      async (entries, delimiter, end) => {
        const rows = entries.map(({ id, name, unit }) => [id, name, unit].map(quoted));
        const text = [['工号', '姓名', '单位'], ...rows]
          .map((cells) => cells.join(delimiter))
          .join(end);
        const read = await readCsvEntries(text);
        expect(read.problems).toEqual([]);
        expect(read.people.map(({ entry }) => entry)).toEqual(entries);
      },
    ),
  );
});

test('no text makes it fail: it has entries or says what is wrong', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...Array.from('工号姓名,;"\n\r \0a')), maxLength: 60 }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (body) => {
      for (const given of [body, `工号,姓名\n${body}`]) {
        const { people: found, posts, problems } = await readCsvEntries(given);
        expect(problems.length === 0 || found.length + posts.length === 0).toBe(true);
        for (const { line } of [...found, ...posts, ...problems]) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(given.split(/\r\n?|\n/u).length);
        }
      }
    }),
  );
});
