import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readChecklist, readResults } from '../../../src/checklists/checklist-files.ts';
import { runSchema } from '../../../src/checklists/run-schema.ts';
import { RectiflowError } from '../../../src/errors.ts';
import { aRun, toilets } from './checklist-case.ts';

const samples = fileURLToPath(new URL('../../../samples/checklists/', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-checklist-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The code and the lines it is refused with, without their folder. */
async function refusal(reading: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await reading.catch((fault: unknown) => fault);
  if (!(error instanceof RectiflowError)) throw new Error('was not refused');
  const { problems } = error.detail as { problems: string[] };
  return [error.code, ...problems.map((line) => line.replaceAll(`${folder}/`, ''))];
}

describe('a checklist file', () => {
  test('of the samples has twenty items, of which the sixteenth is the document’s', async () => {
    const checklist = await readChecklist(join(samples, 'school-minimum-requirements.yaml'));
    expect(checklist.items.map(({ no }) => no)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    expect(checklist.items[15]?.text).toBe(toilets);
    expect(checklist.source.basis).toBe('configuration');
  });

  test('with results of the samples makes a run', async () => {
    const checklist = await readChecklist(join(samples, 'school-minimum-requirements.yaml'));
    const { results } = await readResults(join(samples, 'school-minimum-results.csv'));
    const run = runSchema.parse(aRun({ checklist, results }));
    const failed = run.results.filter(({ result }) => result === 'failed');
    expect(failed.map(({ no, reason }) => [no, reason !== undefined])).toEqual([
      [3, false],
      [16, true],
    ]);
  });

  test('is refused whole, with every line that is wrong', async () => {
    const path = write(
      'wrong.yaml',
      [
        'id: a@b',
        'version: 0',
        'title: 清单',
        'source: { text: 自拟, basis: hearsay }',
        'items:',
        '  - { no: 1, text: 一 }',
        '  - { no: 2, text: "" }',
        '  - { no: 3, text: 三, class: slow }',
        '  - { no: 4, words: 四 }',
      ].join('\n'),
    );
    const [code, ...lines] = await refusal(readChecklist(path));
    expect(code).toBe('checklist_invalid');
    expect(lines.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'wrong.yaml:1: id',
      'wrong.yaml:2: version',
      'wrong.yaml:4: source.basis',
      'wrong.yaml:7: items.1.text',
      'wrong.yaml:8: items.2.class',
      'wrong.yaml:9: items.3.text',
      'wrong.yaml:9: items.3.words',
    ]);
  });

  test('has each number once, and an item at least', async () => {
    const head = 'id: a\nversion: 1\ntitle: 清单\nsource: { text: 自拟, basis: text }\nitems:';
    const twice = write(
      'twice.yaml',
      `${head}\n  - { no: 1, text: 一 }\n  - { no: 2, text: 二 }\n  - { no: 1, text: 三 }\n`,
    );
    expect(await refusal(readChecklist(twice))).toEqual([
      'checklist_invalid',
      'twice.yaml:8: items.2.no: item 1 is given twice',
    ]);
    const [code] = await refusal(readChecklist(write('none.yaml', `${head} []\n`)));
    expect(code).toBe('checklist_invalid');
    const [missing] = await refusal(readChecklist(join(folder, 'missing.yaml')));
    expect(missing).toBe('checklist_invalid');
  });
});

describe('a file of results', () => {
  test('is a table, in the words people use', async () => {
    const text = [
      ' 序号 ,检查项目,是否达标,说明,原因',
      '1,采光,是,,',
      '',
      '第3条,消防,否,"过期2具,\n二层",',
      '１６,厕位,未达标,缺4个,缺资金',
      '20,收费,不涉及,,',
    ].join('\r\n');
    const expected = [
      { no: 1, result: 'met' },
      { no: 3, result: 'failed', note: '过期2具,\n二层' },
      { no: 16, result: 'failed', note: '缺4个', reason: '缺资金' },
      { no: 20, result: 'notApplicable' },
    ];
    const { results } = await readResults(write('results.csv', `\uFEFF${text}\r\n`));
    expect(results).toEqual(expected);
    const semicolons = write('results2.CSV', 'no;result\n1;met\n');
    expect((await readResults(semicolons)).results).toEqual([{ no: 1, result: 'met' }]);
  });

  test('names the lines of the table that are wrong, all of them', async () => {
    const path = write(
      'wrong.csv',
      '编号,结果,情况,原因\n1,还行,,\nx,达标,,\n3,不达标,,\n4,达标,,没钱\n,达标,,\n',
    );
    const [code, ...lines] = await refusal(readResults(path));
    expect(code).toBe('document_unreadable');
    expect(lines.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'wrong.csv:2: result',
      'wrong.csv:3: no',
      'wrong.csv:4: note',
      'wrong.csv:5: reason',
      'wrong.csv:6: no',
    ]);
  });

  test.each([
    ['without a header', '', 'header.csv:1: 首行须有“序号”列'],
    ['without results', '序号,情况\n1,好\n', 'header.csv:1: 首行须有“结果”列'],
    ['with a column twice', '序号,编号,结果\n1,1,达标\n', 'header.csv:1: “序号”列重复'],
    ['with a quotation mark left open', '序号,结果,情况\n1,达标,"好\n', 'header.csv:1: 引号'],
  ])('is refused %s', async (_name, text, said) => {
    const [code, line, ...more] = await refusal(readResults(write('header.csv', text)));
    expect([code, more]).toEqual(['document_unreadable', []]);
    expect(line).toContain(said.slice(0, 'header.csv:'.length));
    expect(line).toContain(said.slice('header.csv:1: '.length));
  });

  test('that is not there, or no text, is refused', async () => {
    const [missing] = await refusal(readResults(join(folder, 'missing.csv')));
    const [binary] = await refusal(readResults(write('binary.csv', Uint8Array.of(0xff, 0xff, 0))));
    expect([missing, binary]).toEqual(['document_unreadable', 'document_unreadable']);
  });

  test('as YAML may also say the day, the posts and the rule set', async () => {
    const path = write(
      'results.yaml',
      [
        'on: 2024-03-01',
        'slots: { verifier: inspector }',
        'policy: cn-inspection@1',
        'results:',
        '  - { no: 1, result: met }',
        '  - { no: 3, result: failed, note: 过期 }',
      ].join('\n'),
    );
    expect(await readResults(path)).toEqual({
      on: '2024-03-01',
      slots: { verifier: 'inspector' },
      policy: 'cn-inspection@1',
      results: [
        { no: 1, result: 'met' },
        { no: 3, result: 'failed', note: '过期' },
      ],
    });
    const silent = write(
      'silent.yaml',
      'results:\n  - { no: 1, result: met }\n  - { no: 3, result: failed }\n',
    );
    expect(await refusal(readResults(silent))).toEqual([
      'document_unreadable',
      'silent.yaml:3: results.1.note: item 3 has failed: a note says what was seen',
    ]);
  });
});
