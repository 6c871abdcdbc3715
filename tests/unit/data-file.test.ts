import * as fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDataFile } from '../../src/data-file.ts';
import { RectiflowError } from '../../src/errors.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-data-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const shelf = z.strictObject({
  title: z.string(),
  books: z.array(z.strictObject({ name: z.string(), pages: z.int() })),
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The lines reading it is refused with, without the folder; fails where it is taken. */
async function problems(
  name: string,
  content: string | Uint8Array,
  schema: z.ZodType = shelf,
): Promise<string[]> {
  return refusal(write(name, content), schema);
}

async function refusal(path: string, schema: z.ZodType = shelf): Promise<string[]> {
  try {
    await readDataFile(path, schema, 'policy_invalid');
  } catch (error) {
    if (!(error instanceof RectiflowError) || error.code !== 'policy_invalid') throw error;
    return error.message
      .split('\n  ')
      .slice(1)
      .map((line) => line.replace(`${folder}/`, ''));
  }
  throw new Error('the file was taken');
}

describe('a data file', () => {
  const value = { title: '书架 "A"', books: [{ name: '史记', pages: 3000 }] };

  test.each([
    ['shelf.yaml', 'title: 书架 "A"\nbooks:\n  - name: 史记 # 130 卷\n    pages: 3000\n'],
    ['shelf.YML', 'title: \'书架 "A"\'\nbooks: [{ name: 史记, pages: 3000 }]'],
    ['shelf.json', JSON.stringify(value)],
    ['marked.json', `\uFEFF${JSON.stringify(value, null, '\t')}\r\n`],
  ])('%s is read, and checked by the schema', async (name, content) => {
    await expect(readDataFile(write(name, content), shelf, 'policy_invalid')).resolves.toEqual(
      value,
    );
  });

  test('may name a part with an anchor and use it again', async () => {
    const path = write('anchors.yaml', 'a: &part { x: 1 }\nb: *part\nc: [*part, *part]\n');
    await expect(readDataFile(path, z.unknown(), 'policy_invalid')).resolves.toEqual({
      a: { x: 1 },
      b: { x: 1 },
      c: [{ x: 1 }, { x: 1 }],
    });
  });

  test('keeps days, versions and clock times as they are written', async () => {
    const path = write(
      'texts.yaml',
      '%YAML 1.1\n---\nday: 2026-01-01\ntime: 09:30\nanswer: yes\n2026: year\n',
    );
    await expect(readDataFile(path, z.unknown(), 'policy_invalid')).resolves.toEqual({
      day: '2026-01-01',
      time: '09:30',
      answer: 'yes',
      '2026': 'year',
    });
  });

  test('in JSON means what JSON means, whatever it holds', async () => {
    const named = fc.json({ maxDepth: 4 }).filter((text) => !/__proto__|"<<"/.test(text));
    await fc.assert(
      fc.asyncProperty(named, async (text) => {
        const path = write('any.json', text);
        await expect(readDataFile(path, z.unknown(), 'policy_invalid')).resolves.toEqual(
          JSON.parse(text),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file that does not fit is refused, with file, line, path and reason', () => {
  test('one line for each problem', async () => {
    const text =
      'title: 7\nbooks:\n  - name: 史记\n    pages: many\n  - nme: 汉书\n    pages: 1.5\n';
    await expect(problems('shelf.yaml', text)).resolves.toEqual([
      'shelf.yaml:1: title: Invalid input: expected string, received number',
      'shelf.yaml:4: books.0.pages: Invalid input: expected number, received string',
      'shelf.yaml:5: books.1.name: Invalid input: expected string, received undefined',
      'shelf.yaml:6: books.1.pages: Invalid input: expected int, received number',
      'shelf.yaml:5: books.1.nme: no such field',
    ]);
  });

  test('in JSON too', async () => {
    const text =
      '{\n  "title": "x",\n  "books": [\n    { "name": "史记",\n      "pages": "1" }\n]}';
    await expect(problems('shelf.json', text)).resolves.toEqual([
      'shelf.json:5: books.0.pages: Invalid input: expected number, received string',
    ]);
  });

  test('what stands behind an alias is pointed at where it is written', async () => {
    const text = 'title: x\nbooks:\n  - &one\n    name: 史记\n    pages: x\n  - *one\n';
    await expect(problems('shelf.yaml', text)).resolves.toEqual([
      'shelf.yaml:5: books.0.pages: Invalid input: expected number, received string',
      'shelf.yaml:5: books.1.pages: Invalid input: expected number, received string',
    ]);
  });

  test('under a heading in both languages, with the lines as facts beside it', async () => {
    const path = write('shelf.yaml', 'title: x');
    const line = `${path}:1: books: Invalid input: expected array, received undefined`;
    await expect(readDataFile(path, shelf, 'calendar_invalid')).rejects.toMatchObject({
      code: 'calendar_invalid',
      message: `日历数据不可用 / the calendar is not usable:\n  ${line}`,
      detail: { problems: [line] },
    });
  });

  test('an empty file is no data', async () => {
    await expect(problems('empty.yaml', '')).resolves.toEqual([
      'empty.yaml:1: Invalid input: expected object, received null',
    ]);
    await expect(problems('empty.json', '')).resolves.toEqual(['empty.json:1: is not JSON']);
  });

  test('the first twenty problems are shown, and how many more there are', async () => {
    const text = `title: x\nbooks:\n${'  - {}\n'.repeat(30)}`;
    const lines = await problems('many.yaml', text);
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('… 还有 40 处 / and 40 more');
  });
});

describe('a text that can be read two ways, or is none, is refused', () => {
  test.each([
    ['a key given twice', 'a.yaml', 'a: 1\nb: 2\na: 3\n', ':3: "a" is given twice'],
    ['the same in JSON', 'a.json', '{"a": 1,\n"a": 2}', ':2: "a" is given twice'],
    ['once bare, once quoted', 'a.yaml', '7: 1\n"7": 2', ':2: "7" is given twice'],
    [
      'two documents',
      'a.yaml',
      'a: 1\n---\na: 2\n',
      ':2: holds several documents (---); one is read',
    ],
    [
      'a merge key',
      'a.yaml',
      'a: &x { p: 1 }\nb:\n  <<: *x\n',
      ':3: merge keys (<<) are not read; write it out',
    ],
    ['an unknown alias', 'a.yaml', 'a: 1\nb: *x\n', ':2: nothing is named "&x"'],
    ['an alias before its anchor', 'a.yaml', 'a: *x\nb: &x 1\n', ':1: nothing is named "&x"'],
    [
      'an alias within itself',
      'a.yaml',
      'a: &x\n  b: *x\n',
      ':2: "*x" stands within what it names',
    ],
    [
      'a tag',
      'a.yaml',
      'a: 1\nb: !!binary aGVsbG8=\n',
      ':2: Unresolved tag: tag:yaml.org,2002:binary',
    ],
    [
      'a key that is a list',
      'a.yaml',
      '? [a, b]\n: 3\n',
      ':1: With stringKeys, all keys must be strings',
    ],
    ['a bracket left open', 'a.yaml', 'a: [1, 2\nb: 3', ':2: '],
    ['YAML named JSON', 'a.json', '{"a": 1,\n}', ':2: is not JSON'],
    ['half a JSON', 'a.json', '{"a": "x"', ':1: '],
  ])('%s', async (_case, name, text, line) => {
    const [first] = await problems(name, text, z.unknown());
    expect(first).toContain(`${name}${line}`);
  });

  test('nothing of a broken text is quoted', async () => {
    const lines = await problems('secret.json', '{"a": hunter2}', z.unknown());
    expect(lines.join('\n')).not.toContain('hunter2');
  });
});

/** Each level repeats the one before nine times. */
const aliases = (levels: number) =>
  Array.from({ length: levels }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
      : `a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`,
  ).join('\n');

describe('a text made to exhaust is refused, and soon', () => {
  test.each([
    ['aliases of aliases', aliases(10), 'repeats itself too often by its aliases (*name)'],
    ['aliases in great number', `a: &a 1\nb: [${'*a, '.repeat(200)}]`, 'more than 100 aliases'],
    ['brackets in great number', '['.repeat(200_000), 'is nested too deeply'],
    ['brackets that are closed', `${'['.repeat(150)}${']'.repeat(150)}`, 'is nested too deeply'],
    [
      'levels in great number',
      Array.from({ length: 300 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'is nested too deeply',
    ],
  ])('%s', async (_case, text, reason) => {
    const lines = await problems('bomb.yaml', text, z.unknown());
    expect(lines.join('\n')).toContain(reason);
  });

  test('sixty thousand keys are read in a moment: they are not compared each with each', async () => {
    const text = Array.from({ length: 60_000 }, (_, index) => `key${index}: 1`).join('\n');
    const from = performance.now();
    await readDataFile(write('keys.yaml', text), z.unknown(), 'policy_invalid');
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});

/** A shelf of so many bytes. */
const sized = (bytes: number) => `title: "${'x'.repeat(bytes - 19)}"\nbooks: []`;

describe('a file that cannot be read is refused by name', () => {
  test('one that is not there, or no file', async () => {
    await expect(refusal(join(folder, 'absent.yaml'))).resolves.toEqual([
      'absent.yaml: cannot be read (ENOENT)',
    ]);
    mkdirSync(join(folder, 'folder.yaml'));
    await expect(refusal(join(folder, 'folder.yaml'))).resolves.toEqual([
      'folder.yaml: cannot be read (not a file)',
    ]);
  });

  test('one of another kind', async () => {
    await expect(problems('shelf.txt', 'title: x')).resolves.toEqual([
      'shelf.txt: is not named .yaml, .yml or .json',
    ]);
  });

  test('one over a mebibyte; one of exactly that size is read', async () => {
    expect(Buffer.byteLength(sized(1_048_576))).toBe(1_048_576);
    await expect(
      readDataFile(write('full.yaml', sized(1_048_576)), shelf, 'policy_invalid'),
    ).resolves.toMatchObject({ books: [] });
    await expect(problems('large.yaml', sized(1_048_577))).resolves.toEqual([
      'large.yaml: is larger than 1048576 bytes',
    ]);
  });

  test('one in another encoding than UTF-8', async () => {
    const gbk = Uint8Array.from([0x74, 0x3a, 0x20, 0xca, 0xe9, 0xbc, 0xdc]);
    await expect(problems('gbk.yaml', gbk)).resolves.toEqual(['gbk.yaml: is not UTF-8']);
  });
});
