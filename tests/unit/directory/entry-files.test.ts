import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEntryFiles } from '../../../src/directory/entry-files.ts';
import { notFound } from '../../../src/directory/tables.ts';
import { RectiflowError } from '../../../src/errors.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rectiflow-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** What is wrong, with the folder left out. */
async function refusal(...files: string[]): Promise<readonly string[]> {
  const error: unknown = await readEntryFiles(files).catch((reason: unknown) => reason);
  if (!(error instanceof RectiflowError)) throw new Error('nothing was refused');
  expect(error.code).toBe('document_unreadable');
  const problems: unknown = error.detail['problems'];
  if (!Array.isArray(problems)) throw new Error('no problems are named');
  return problems.map((line) => String(line).replaceAll(`${folder}/`, ''));
}

const he = { id: 'he', name: '何文斌', email: null, unit: '教务处' };
const shen = { id: 'shen', name: '沈若兰', email: null, unit: null };
const teaching = { code: 'teaching', title: '教务主任', holder: 'he' };
/** 工号,姓名,单位 and one line, in GB18030. */
const gb18030 = Buffer.from(
  'b9a4bac52cd0d5c3fb2cb5a5cebb0a68652cbacecec4b1f32cbdcccef1b4a60a',
  'hex',
);

describe('files of people and posts', () => {
  test('are taken together, JSON and CSV, whatever they are called', async () => {
    const read = await readEntryFiles([
      await file('staff.JSON', JSON.stringify({ people: [shen] })),
      await file('people.CSV', '工号,姓名,单位\nhe,何文斌,教务处\n'),
      await file('posts.csv', '\uFEFF岗位编号;岗位名称;任职人\r\nteaching;教务主任;he\r\n'),
      await file('more', JSON.stringify({})),
    ]);
    expect(read.people).toEqual([shen, he]);
    expect(read.posts).toEqual([teaching]);
  });

  test('may be in GB18030, as spreadsheets in China write them', async () => {
    const { people } = await readEntryFiles([await file('gb.csv', gb18030)]);
    expect(people).toEqual([he]);
  });

  test('are all refused where one is wrong, each fault with its file and line', async () => {
    expect(
      await refusal(
        await file('good.csv', 'id,name\nhe,何文斌\n'),
        await file('wrong.csv', 'id,name\n\nshen,\n'),
        await file('wrong.json', JSON.stringify({ people: [{ id: 'lu' }] })),
        await file('torn.json', '{"people":'),
        join(folder, 'none.csv'),
        join(folder, 'none.json'),
        await file('empty.csv', ''),
        await file('sheet.csv', Buffer.from('PK\u0003\u0004')),
      ),
    ).toEqual([
      'wrong.csv:3: name: 不能为空 / is empty',
      expect.stringMatching(/^wrong\.json: people\.0\.name: /u),
      'torn.json: 不是可读的 JSON 文件 / is not a readable JSON file',
      'none.csv: 无法读取 / cannot be read: ENOENT',
      'none.json: 不是可读的 JSON 文件 / is not a readable JSON file',
      expect.stringMatching(/^empty\.csv:1: 首行须为列名/u),
      expect.stringMatching(/^sheet\.csv: .*xlsx/u),
    ]);
  });

  test('may name nobody twice: in one file, in two, or in two kinds', async () => {
    const [json, csv] = [
      await file('a.json', JSON.stringify({ people: [shen], posts: [teaching] })),
      await file('b.csv', 'id,name\nhe,何文斌\nshen,沈若兰\nhe,何文彬\n'),
    ];
    const posts = await file('c.csv', 'code,title\nteaching,教务主任\n');
    expect(await refusal(json, csv, posts)).toEqual([
      'b.csv:3: “shen”重复,前一处为 / is given twice, first at a.json: people.0',
      'b.csv:4: “he”重复,前一处为 / is given twice, first at b.csv:2',
      'c.csv:2: “teaching”重复,前一处为 / is given twice, first at a.json: posts.0',
    ]);
  });

  test('of posts held by somebody who is not there: it is said where', async () => {
    const posts = 'code,title,holder\na,甲岗,ghost\nb,乙岗,he\nc,丙岗,ghost\n';
    const read = await readEntryFiles([
      await file('held.csv', posts),
      await file('held.json', JSON.stringify({ posts: [{ ...teaching, holder: 'spirit' }] })),
    ]);
    const said = read.located(notFound(['ghost', 'spirit']));
    expect(said).toMatchObject({ code: 'person_not_found' });
    const lines = String(said).split('\n').slice(1);
    expect(lines.map((line) => line.replace(`${folder}/`, '').split(' / ')[0]?.trim())).toEqual([
      'held.csv:2: 没有编号为“ghost”的人员',
      'held.csv:4: 没有编号为“ghost”的人员',
      'held.json: posts.0: 没有编号为“spirit”的人员',
    ]);
    const other = new Error('the database is gone');
    expect(read.located(other)).toBe(other);
  });
});
