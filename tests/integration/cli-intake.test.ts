/** Documents at the command line: looked at, taken in, taken in again, and changed. */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CheckedDocument, ImportAnswer } from '../../src/imports/imports.ts';
import { openRectiflow } from '../../src/index.ts';
import { freshFolder, preparedFolder, rectiflow } from '../support/cli.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';

const sample = fileURLToPath(new URL('../../samples/round-2024-feedback.txt', import.meta.url));
const round = ['--round', 'XC-2030'];

/** A copy of the sample in a folder of its own, and what is said to it. */
async function aCopy() {
  const folder = await freshFolder();
  const file = join(folder, 'feedback.txt');
  await copyFile(sample, file);
  const data = await preparedFolder();
  const settings = { RECTIFLOW_DATA_DIR: data };
  return {
    folder,
    file,
    data,
    intake: (...args: string[]) => rectiflow(['intake', file, ...args], settings),
    /** Changes the file. */
    edit: async (from: string, to: string) => {
      const before = await readFile(file, 'utf8');
      const after = before.replace(from, to);
      if (after === before) throw new Error(`not in the sample: ${from}`);
      await writeFile(file, after);
    },
  };
}

async function findingsIn(data: string) {
  await using opened = await openRectiflow({ dataDir: data });
  return opened.findings.list({ limit: 50 }, await opened.engine.now());
}

describe('intake --check', () => {
  test('shows what would be opened, in words or as one JSON document, and writes nothing', async () => {
    const { intake, data } = await aCopy();
    const words = await intake('--check', ...round);
    expect(words.code).toBe(0);
    expect(words.stdout).toContain('新增 8、不变 0');
    const asJson = await intake('--check', ...round, '--json');
    const checked: CheckedDocument = JSON.parse(asJson.stdout);
    expect(checked).toMatchObject({ status: 'new', file: 'feedback.txt', counts: { toOpen: 8 } });
    expect(await findingsIn(data)).toEqual([]);
  });

  test.each([
    [['--check'], '--round'],
    [['--apply'], '--round'],
    [['--apply', '--check', ...round], '--check'],
    [['--apply', sample, ...round], '--apply'],
    [['--corrections', 'x.yaml'], '--check'],
  ])('with %j is wrong usage', async (args, named) => {
    const { code, stdout, stderr } = await rectiflow(['intake', sample, ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
  });
});

test.each([
  [[], '群众王某某反映'],
  [['--mask', 'none'], '群众王秀英反映'],
])('names in petitions, with %j, read %s', async (args, said) => {
  const file = join(await freshFolder(), 'petitions.txt');
  await writeFile(
    file,
    '信访举报件办理情况通报\n1.群众王秀英反映：楼道堆放杂物，无人清理。\n办理情况：已清理，并电话回复。\n',
  );
  const { stdout } = await rectiflow(['intake', file, '--json', ...args]);
  expect(stdout).toContain(said);
});

test('intake-template writes a ledger the reader knows, and nothing over a file that is there', async () => {
  const out = join(await freshFolder(), '台账.csv');
  const template = ['intake-template', '--out', out, '--format', 'csv'];
  expect(await rectiflow(template)).toMatchObject({ code: 0, stdout: '' });
  // Its header is known; nothing stands below it yet.
  const read = await rectiflow(['intake', out, '--json']);
  expect(JSON.parse(read.stdout)).toMatchObject({ error: { code: 'no_findings' } });
  await writeFile(out, '我们的台账');
  const again = await rectiflow(template);
  expect([again.code, again.stderr.trim().split('\n').length]).toEqual([1, 1]);
  expect(again.stderr).toContain('EEXIST');
  expect(await readFile(out, 'utf8')).toBe('我们的台账');
});

describe('intake --apply', () => {
  test('takes a file in once: again, it says so, and changes nothing', async () => {
    const { intake, data } = await aCopy();
    const first = await intake('--apply', ...round, '--json', '--by', 'li-na');
    expect(first.code).toBe(0);
    const answer: ImportAnswer = JSON.parse(first.stdout);
    expect(answer).toMatchObject({
      kind: 'applied',
      import: { no: 1, file: 'feedback.txt', by: { kind: 'person', id: 'li-na' } },
      review: { counts: { toOpen: 8 } },
    });
    const before = await findingsIn(data);
    const again = await intake('--apply', ...round, '--json');
    expect([again.code, JSON.parse(again.stdout)]).toEqual([
      0,
      { kind: 'unchanged', import: answer.import },
    ]);
    const words = await intake('--apply', ...round);
    expect([words.code, words.stdout]).toEqual([0, expect.stringContaining('未变化')]);
    expect(await findingsIn(data)).toEqual(before);
  });

  test('of a changed file says what has changed, row by row', async () => {
    const { intake, edit, data } = await aCopy();
    await intake('--apply', ...round);
    const title = '课后服务管理不到位';
    await edit(title, '课后服务管理仍不到位');
    const checked = await intake('--check', ...round);
    expect(checked.stdout).toContain('标题 / title: 文件已改 / changed in the file');
    const { code, stdout } = await intake('--apply', ...round, '--json');
    expect(code).toBe(0);
    const { review }: Extract<ImportAnswer, { kind: 'applied' }> = JSON.parse(stdout);
    expect(review.counts).toMatchObject({ toOpen: 0, changed: 1, unchanged: 7, vanished: 0 });
    expect(review.changed[0]?.fields).toMatchObject([
      { field: 'title', result: 'changedInFile', last: title, action: 'person' },
    ]);
    expect((await findingsIn(data)).map((finding) => finding.title)).toContain(title);
  });

  test('takes corrections from a file, and refuses those it cannot use with their line', async () => {
    const { intake, folder, data } = await aCopy();
    const checked: CheckedDocument = JSON.parse(
      (await intake('--check', ...round, '--json')).stdout,
    );
    const [first, second] = checked.toOpen;
    const path = join(folder, 'corrections.yaml');
    await writeFile(path, `- row: ${first?.row}\n  field: colour\n  value: red\n`);
    const refused = await intake('--apply', ...round, '--corrections', path);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('corrections_invalid');
    expect(refused.stderr).toContain('corrections.yaml:2');
    const corrections = [
      `- { row: ${first?.row}, field: title, value: 更正后的标题 }`,
      `- { row: ${second?.row}, skip: true }`,
      '- { row: 补充, add: { title: 补充的问题 } }',
    ];
    await writeFile(path, `${corrections.join('\n')}\n`);
    const { code } = await intake('--apply', ...round, '--corrections', path, '--strict');
    expect(code).toBe(0);
    const titles = (await findingsIn(data)).map(({ title }) => title);
    expect(titles).toHaveLength(8);
    expect(titles).toEqual(expect.arrayContaining(['更正后的标题', '补充的问题']));
    expect(titles).not.toContain(second?.finding.title);
  });

  test('with --strict stops at a conflict, and writes nothing', async () => {
    const { intake, edit, folder } = await aCopy();
    const checked: CheckedDocument = JSON.parse(
      (await intake('--check', ...round, '--json')).stdout,
    );
    const { row = '', title = '' } = checked.toOpen[0] ?? {};
    const path = join(folder, 'corrections.json');
    await writeFile(path, JSON.stringify([{ row, field: 'title', value: '更正后的标题' }]));
    await intake('--apply', ...round, '--corrections', path);
    await edit(title, `${title.slice(0, 4)}仍${title.slice(4)}`);
    const strict = await intake('--apply', ...round, '--strict');
    expect([strict.code, strict.stdout]).toEqual([1, '']);
    expect(strict.stderr).toContain('import_conflicts');
    const lax = await intake('--apply', ...round);
    expect([lax.code, lax.stdout]).toEqual([0, expect.stringContaining('冲突 1 处')]);
  });

  test('of a file that cannot be read says so as JSON too', async () => {
    const { intake, file } = await aCopy();
    await writeFile(file, '');
    const { code, stdout } = await intake('--apply', ...round, '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      { file, error: { code: 'empty_document' } },
    ]);
  });
});

describeWithPostgres('intake --apply on a server', () => {
  test('by several processes at once is done by one, and the others say so', async () => {
    const databaseUrl = await freshServerDatabase('cli intake');
    await using opened = await openRectiflow({ databaseUrl, migrations: 'apply' });
    const args = ['intake', sample, '--apply', ...round, '--json'];
    const settings = { DATABASE_URL: databaseUrl };
    const ran = await Promise.all([1, 2, 3].map(() => rectiflow(args, settings)));
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    const kinds = ran.map(({ stdout }) => (JSON.parse(stdout) as ImportAnswer).kind);
    expect(kinds.toSorted()).toEqual(['applied', 'unchanged', 'unchanged']);
    const { rows } = await opened.database.store.query(
      'select (select count(*)::int from finding) as findings, (select count(*)::int from document_import) as imports',
    );
    expect(rows).toEqual([{ findings: 8, imports: 1 }]);
  });
});
