import { expect, test } from 'vitest';
import type { Known } from '../../../src/imports/matching.ts';
import { rowName } from '../../../src/imports/row-keys.ts';
import { whichDocument } from '../../../src/imports/which-document.ts';

const titles = [
  '食堂陪餐记录不完整',
  '校车日检台账缺失',
  '图书馆生均藏书偏低',
  '采购合同未经集体研究',
];
const others = [
  '消防通道堆放杂物',
  '教师职称评审公示期不足',
  '体育馆屋面渗漏',
  '课后服务收费不透明',
];

function rows(of: readonly string[]): Known[] {
  return of.map((title, at) => ({
    key: `r${at}`,
    name: rowName({ no: String(at + 1), title, aspect: null }),
    description: null,
    measures: null,
    isPresent: true,
  }));
}
const document = (
  id: string,
  of: readonly string[],
  file: string | null,
  title: string | null,
) => ({
  id,
  file,
  title,
  rows: rows(of),
});
const feedback = document('feedback', titles, 'feedback.docx', '关于某校的反馈意见');
const petitions = document('petitions', others, 'petitions.xlsx', null);

test.each([
  [
    'the same name, though most of it is new',
    { file: 'feedback.docx', title: null },
    [titles[0] ?? '', '操场围栏破损', '门卫值守缺人', '班级规模超标', '校服采购未公示'],
  ],
  [
    'the same title',
    { file: 'x.pdf', title: '关于某校的反馈意见 ' },
    [titles[3] ?? '', '操场围栏破损'],
  ],
  [
    'most of its rows, whatever it is called',
    { file: 'x.pdf', title: null },
    [...titles, '操场围栏破损'],
  ],
])('a file with %s is a later state of it', (_what, file, of) => {
  expect(whichDocument([feedback, petitions], file, rows(of))?.id).toBe('feedback');
});

test.each([
  [
    'none of its rows, though called the same',
    { file: 'feedback.docx', title: null },
    ['操场围栏破损'],
  ],
  ['one of its rows by chance', { file: 'x.pdf', title: null }, [titles[0] ?? '']],
  ['no rows', { file: 'feedback.docx', title: null }, []],
])('a file with %s is another document', (_what, file, of) => {
  expect(whichDocument([feedback], file, rows(of))).toBeNull();
});

test('numbers alone make no document the same', () => {
  const file = { file: null, title: null };
  expect(whichDocument([feedback], file, rows(others))).toBeNull();
});

test('of two that are as near, the namesake is meant, then the later one', () => {
  const twin = document('twin', titles, 'other.docx', null);
  const named = { file: 'feedback.docx', title: null };
  expect(whichDocument([feedback, twin], named, rows(titles))?.id).toBe('feedback');
  const unnamed = { file: null, title: null };
  expect(whichDocument([feedback, twin], unnamed, rows(titles))?.id).toBe('twin');
});
