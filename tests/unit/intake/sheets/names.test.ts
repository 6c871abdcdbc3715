import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchNames, namesIn, type DirectoryEntry } from '../../../../src/intake/sheets/names.ts';
import { questionsOf, readWell, tableOf, warningsOf } from './tables.ts';

const unit = (id: string, name: string, aliases?: readonly string[]): DirectoryEntry => ({
  kind: 'unit',
  id,
  name,
  aliases,
});

const DIRECTORY: readonly DirectoryEntry[] = [
  unit('edu', '云栖县教育体育局'),
  unit('fin', '云栖县财政局', ['财局']),
  unit('m1', '云栖县第一中学'),
  unit('m2', '云栖县第二中学'),
  unit('p2', '云栖县第二实验小学'),
  unit('k1', '云栖县机关幼儿园'),
  unit('h', '云栖县人民医院'),
  unit('affairs', '教务处'),
  { kind: 'person', id: 'zhang', name: '张三' },
  { kind: 'person', id: 'li1', name: '李娜' },
  { kind: 'person', id: 'li2', name: '李娜' },
];

const found = (name: string): [string, ...string[]] => {
  const [match] = matchNames([name], DIRECTORY);
  if (match === undefined) throw new Error(name);
  return [match.found, ...match.candidates.map(({ id }) => id)];
};

describe('matchNames', () => {
  test.each([
    ['云栖县教育体育局', 'edu'],
    ['雲棲縣財政局', 'fin'],
    ['云栖县 财政局', 'fin'],
    ['财局', 'fin'],
    ['张　三', 'zhang'],
    ['教务处', 'affairs'],
  ])('%s is certain', (name, id) => {
    const simplified = name.replace('雲棲', '云栖');
    expect(found(simplified)).toEqual(['exact', id]);
  });

  test.each([
    ['教体局', 'edu'],
    ['县教体局', 'edu'],
    ['教育体育局', 'edu'],
    ['县财政局', 'fin'],
    ['县一中', 'm1'],
    ['云栖一中', 'm1'],
    ['第二中学', 'm2'],
    ['2中', 'm2'],
    ['第二实验小学', 'p2'],
    ['机关幼儿园', 'k1'],
    ['县医院', 'h'],
    ['中共云栖县第一中学党总支', 'm1'],
    ['云栖县教育体肓局', 'edu'],
  ])('%s can only be short for, or a slip of, one', (name, id) => {
    expect(found(name)).toEqual(['likely', id]);
  });

  test('several that fit are all named, best first', () => {
    expect(found('李娜')).toEqual(['several', 'li1', 'li2']);
    expect(found('云栖县中学')[0]).toBe('several');
  });

  test.each(['住建局', '王五', '张', '局', '办公室', '第三中学', '—'])(
    '%s is not known, and nobody is guessed',
    (name) => {
      expect(found(name)).toEqual(['unknown']);
    },
  );

  test('every name of the directory itself is found, whatever the others', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[一-龥]{2,8}[局校处]$/), { minLength: 1 });
    fc.assert(
      fc.property(names, (all) => {
        const entries = all.map((name) => unit(name, name));
        for (const { found: how, candidates, name } of matchNames(all, entries)) {
          expect([how, candidates[0]?.id]).toEqual(['exact', name]);
        }
      }),
    );
  });
});

describe('namesIn', () => {
  test.each([
    ['教务处、总务处', ['教务处', '总务处']],
    ['张三（校长）\n李四', ['张三', '李四']],
    ['张三 13800000000', ['张三']],
    ['县教体局，县财政局；各学校等', ['县教体局', '县财政局', '各学校']],
    ['', []],
    ['/', []],
  ])('%j names %j', (cell, names) => {
    expect(namesIn(cell)).toEqual(names);
  });
});

describe('a ledger with a directory', () => {
  const table = tableOf([
    ['序号', '问题', '责任单位', '配合单位', '责任人', '整改时限'],
    ['1', '甲', '县一中', '教务处、住建局', '张三', '2024-06-30'],
    ['2', '乙', '县一中', '', '王五', '2024-06-30'],
    ['3', '丙', '云栖县第二中学', '', '李娜', '2024-06-30'],
  ]);

  test('knows certain parties, asks about likely ones and notes unknown ones, once', () => {
    const read = readWell(table, { directory: DIRECTORY });
    expect(warningsOf(read)).toEqual([
      [2, 'unit_unknown'],
      [3, 'unit_unknown'],
      [4, 'unit_unknown'],
    ]);
    expect(questionsOf(read)).toEqual([
      [2, 'name_uncertain'],
      [4, 'name_uncertain'],
    ]);
    expect(read.document.questions[0]?.message).toContain('“云栖县第一中学”');
  });

  test('says nothing of names where none is given', () => {
    const read = readWell(table);
    expect([...warningsOf(read), ...questionsOf(read)]).toEqual([]);
  });
});
