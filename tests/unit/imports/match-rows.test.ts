import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchRows } from '../../../src/imports/match-rows.ts';
import type { Known, Matchable } from '../../../src/imports/matching.ts';
import { contentKeys, rowName } from '../../../src/imports/row-keys.ts';

interface Said {
  readonly no?: string;
  readonly title: string;
  readonly aspect?: string;
  readonly description?: string;
  readonly measures?: string;
}

function matchable(said: readonly Said[], prefix: string): Matchable[] {
  return said.map(({ no = '', title, aspect, description, measures }, at) => ({
    key: `${prefix}${at}`,
    name: rowName({ no, title, aspect: aspect === undefined ? null : { title: aspect } }),
    description: description ?? null,
    measures: measures ?? null,
  }));
}
const knownRows = (said: readonly Said[]): Known[] =>
  matchable(said, 'k').map((row) => Object.assign(row, { isPresent: true }));

/** `k0 → f1 by title`, and those left to a person. */
function matched(known: readonly Said[], file: readonly Said[]) {
  const { matches, ambiguous } = matchRows(knownRows(known), matchable(file, 'f'));
  const found = matches.map(({ row, known: of, by }) => `${of} ${row} ${by}`);
  return {
    found: found.toSorted(),
    asked: ambiguous.map(({ row, known: of }) => [row].concat(of)),
  };
}

const isKnown = (row: Partial<Known> | undefined): row is Known => row?.key !== undefined;

const canteen = '食堂陪餐记录不完整';
const bus = '校车日检台账缺失';
const library = '图书馆生均藏书偏低';

describe('rows are known again', () => {
  test('wherever they have moved to, by what they say', () => {
    const rows = [canteen, bus, library].map((title, at) => ({ no: `${at + 1}`, title }));
    const moved = [library, canteen, bus].map((title, at) => ({ no: `${at + 1}`, title }));
    expect(matched(rows, rows).found).toEqual(['k0 f0 exact', 'k1 f1 exact', 'k2 f2 exact']);
    expect(matched(rows, moved)).toEqual({
      found: ['k0 f1 title', 'k1 f2 title', 'k2 f0 title'],
      asked: [],
    });
  });

  test('in whatever width, case and punctuation they are printed', () => {
    const { found } = matched(
      [{ no: '(1)', title: 'ABC “食堂”管理', aspect: '一、安全方面' }],
      [{ no: '（1）', title: 'abc食堂、管理', aspect: '三、安全方面' }],
    );
    expect(found).toEqual(['k0 f0 exact']);
  });

  test('under another aspect, and in other words where their aspect was renamed', () => {
    const known = [
      { title: canteen, aspect: '后勤管理方面' },
      { title: bus, aspect: '后勤管理方面' },
    ];
    const file = [
      { title: canteen, aspect: '后勤保障与服务' },
      { title: '校车日检台账缺失严重', aspect: '后勤保障与服务' },
    ];
    expect(matched(known, file).found).toEqual(['k0 f0 title', 'k1 f1 likeness']);
  });

  test('in other words, the most alike first, one row for one', () => {
    const known = [{ title: '食堂陪餐记录不完整' }, { title: '食堂采购记录不完整' }];
    const file = [{ title: '食堂采购的记录不完整' }, { title: '食堂陪餐的记录不完整' }];
    expect(matched(known, file).found).toEqual(['k0 f1 likeness', 'k1 f0 likeness']);
  });

  test('under a title in quite other words, by their text', () => {
    const description = '陪餐记录没有填写食品安全方面的内容,陪餐工作流于形式。';
    const { found } = matched(
      [{ no: '1', title: '陪餐制度落实不到位', description }],
      [{ no: '5', title: '陪餐流于形式', description }],
    );
    expect(found).toEqual(['k0 f0 likeness']);
  });

  test('by their number last, where their words do not speak against it', () => {
    const known = [{ no: '2', title: '食堂管理不够规范' }];
    expect(matched(known, [{ no: '2', title: '食堂卫生管理不到位' }]).found).toEqual([
      'k0 f0 number',
    ]);
    expect(matched(known, [{ no: '2', title: '操场围栏破损' }])).toEqual({ found: [], asked: [] });
  });

  test('twins by what else they say, and in their order where nothing parts them', () => {
    const [first, second] = ['缺三个月。', '缺签字。'];
    const known = [
      { no: '1', title: bus, description: first },
      { no: '2', title: bus, description: second },
    ];
    const swapped = [
      { no: '1', title: bus, description: second },
      { no: '2', title: bus, description: first },
    ];
    expect(matched(known, swapped).found).toEqual(['k0 f1 title', 'k1 f0 title']);
    const plain = [{ title: bus }, { title: bus }];
    expect(matched(plain, plain).found).toEqual(['k0 f0 exact', 'k1 f1 exact']);
  });
});

describe('a person is asked', () => {
  test('which of two rows of one title is still there', () => {
    const known = [
      { no: '1', title: bus },
      { no: '2', title: bus },
    ];
    expect(matched(known, [{ no: '5', title: bus }])).toEqual({
      found: [],
      asked: [['f0', 'k0', 'k1']],
    });
  });

  test('where two rows are about as alike, and their number does not tell', () => {
    const known = [
      { no: '1', title: '一年级教室采光不达标' },
      { no: '2', title: '二年级教室采光不达标' },
    ];
    const row = { title: '三年级教室采光不达标' };
    expect(matched(known, [{ no: '7', ...row }]).asked).toEqual([['f0', 'k0', 'k1']]);
    expect(matched(known, [{ no: '2', ...row }]).found).toEqual(['k1 f0 likeness']);
  });

  test('where a number is the same and the words say hardly anything', () => {
    const known = [{ no: '2', title: '食堂管理不规范' }];
    expect(matched(known, [{ no: '2', title: '校园门卫管理不到位' }]).asked).toEqual([
      ['f0', 'k0'],
    ]);
  });

  test('and has the last word', () => {
    const known = knownRows([{ no: '1', title: canteen }]);
    const [row, other] = matchable([{ no: '1', title: canteen }, { title: bus }], 'f');
    const rows = [row, other].filter((each) => each !== undefined);
    const words = new Map([
      ['f0', null],
      ['f1', 'k0'],
    ] as const);
    expect(matchRows(known, rows, words).matches).toEqual([{ row: 'f1', known: 'k0', by: 'word' }]);
  });
});

test('of two that say the same, the one the last file had is meant', () => {
  const [gone, present] = knownRows([
    { no: '1', title: bus },
    { no: '1', title: bus },
  ]);
  const known = [{ ...gone, isPresent: false }, present].filter(isKnown);
  const rows = matchable([{ no: '1', title: bus }], 'f');
  expect(matchRows(known, rows)).toEqual({
    matches: [{ row: 'f0', known: 'k1', by: 'exact' }],
    ambiguous: [],
  });
});

test('a row that the last file no longer had is not known again by its number alone', () => {
  const known = knownRows([{ no: '2', title: '食堂管理不规范' }]).map((row) =>
    Object.assign(row, { isPresent: false }),
  );
  const rows = matchable([{ no: '2', title: '食堂卫生管理不到位' }], 'f');
  expect(matchRows(known, rows)).toEqual({ matches: [], ambiguous: [] });
});

const someRows = fc.array(
  fc.record({
    no: fc.constantFrom('', '1', '2', '(1)'),
    title: fc.oneof(
      fc.constantFrom(canteen, bus, library, '', '!!', '台账不健全', '台账不够健全'),
      fc.string({ unit: fc.constantFrom(...'校车食堂台账不健全管理ab1 '.split('')), maxLength: 8 }),
    ),
    aspect: fc.constantFrom('一、安全', '二、后勤', ''),
    description: fc.constantFrom('', '缺三个月。'),
  }),
  { maxLength: 8 },
);

test('whatever the rows are, each is matched once at most, always the same, and all of an unchanged file', () => {
  fc.assert(
    fc.property(someRows, someRows, (before, after) => {
      const [known, rows] = [knownRows(before), matchable(after, 'f')];
      const { matches, ambiguous } = matchRows(known, rows);
      expect(matchRows(known, rows)).toEqual({ matches, ambiguous });
      const keys = [...matches.map(({ row }) => row), ...ambiguous.map(({ row }) => row)];
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(matches.map(({ known: of }) => of)).size).toBe(matches.length);
      const same = matchRows(known, matchable(before, 'f'));
      expect(same.ambiguous).toEqual([]);
      expect(same.matches.map(({ row, known: of }) => `${row} ${of}`).toSorted()).toEqual(
        known.map((_row, at) => `f${at} k${at}`).toSorted(),
      );
    }),
  );
});

test('keys are made of what a row says, and no two rows share one', () => {
  fc.assert(
    fc.property(someRows, (said) => {
      const names = matchable(said, 'f').map(({ name }) => name);
      const keys = contentKeys(names);
      expect(new Set(keys).size).toBe(names.length);
      expect(contentKeys(names)).toEqual(keys);
      expect(keys.every((key) => /^r[0-9a-f]{10}(?:-\d+)?$/u.test(key))).toBe(true);
    }),
  );
});
