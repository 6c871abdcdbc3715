/** What HTTP gives to read of a document beside the ledger, as zod schemas. */
import { z } from 'zod';
import { fields } from '../imports/corrections.ts';
import type { ImportReview } from '../imports/review.ts';
import { apiRegistry } from './api-registry.ts';

const count = z.int().nonnegative();
const rowRef = {
  row: z.string().register(apiRegistry, {
    description: '行的标识,更正时引用 / The key of the row, by which corrections name it.',
  }),
  no: z.string(),
  title: z.string(),
};
const findingRef = z.strictObject({ id: z.uuid(), number: z.string(), state: z.string() });
const anyValue = z.unknown();

const differenceSchema = z
  .strictObject({
    field: z.enum(fields),
    result: z.enum(['changedInFile', 'changedLive', 'bothSame', 'conflict']).register(apiRegistry, {
      description:
        '仅文件已改;仅台账已改;两边改得一样;冲突 / Changed in the file only, in the ledger only, in both alike, or in both and ' +
        'differently.',
    }),
    last: anyValue,
    file: anyValue,
    live: anyValue,
    correction: z.strictObject({ was: anyValue, to: anyValue }).nullable().register(apiRegistry, {
      description:
        '原文已改变的更正 / A correction whose text is no longer in the file: what it corrected, into what.',
    }),
    action: z.enum(['write', 'written', 'refused', 'person', 'none']).register(apiRegistry, {
      description:
        'write 将写入,written 已写入,refused 当前不能写入(why 为条件),person 须人工处理,none 不写入 / What becomes of it; ' +
        '`why` names the condition that failed, or why it is for a person.',
    }),
    why: z.string().nullable(),
  })
  .register(apiRegistry, {
    id: 'ImportDifference',
    description: '一个字段的三方差异 / What differs in one field: last, file, ledger.',
  });

const comparedRow = z.strictObject({
  ...rowRef,
  finding: findingRef,
  matchedBy: z.enum(['word', 'exact', 'title', 'likeness', 'number']),
  rowInFile: z.string(),
  fields: z.array(differenceSchema),
});

const rowToOpen = z.strictObject({
  ...rowRef,
  finding: z.looseObject({ round: z.string(), title: z.string() }).register(apiRegistry, {
    description: '将登记的问题,同 POST /findings / As POST /findings takes it.',
  }),
  opened: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
  problems: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});

const questionSchema = z
  .strictObject({
    code: z.string(),
    row: z.string().nullable(),
    no: z.string().nullable(),
    line: z.int().nullable(),
    message: z.string(),
    findings: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        title: z.string(),
        state: z.string(),
        likeness: z.number().min(0).max(1),
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'ImportQuestion',
    description: '请人查看的一处;similar 列出相似的问题 / Something for a person to look into.',
  });

export const reviewShape = {
  round: z.string(),
  file: z.string().nullable(),
  sha256: z.string(),
  form: z.string(),
  status: z.enum(['new', 'later', 'same']).register(apiRegistry, {
    description:
      '该轮次尚无此文件;文件有新版本;与已导入的相同 / A document new to the round, a later state of one, or the same bytes.',
  }),
  before: z.uuid().nullable(),
  counts: z.strictObject({
    toOpen: count,
    unchanged: count,
    changed: count,
    conflicts: count,
    vanished: count,
    skipped: count,
    undecided: count,
    questions: count,
  }),
  toOpen: z.array(rowToOpen),
  unchanged: z.array(comparedRow),
  changed: z.array(comparedRow),
  vanished: z.array(z.strictObject({ ...rowRef, finding: findingRef.nullable() })),
  skipped: z.array(z.strictObject({ ...rowRef, outdated: z.boolean() })),
  undecided: z.array(
    z.strictObject({
      ...rowRef,
      maybe: z.array(z.strictObject({ is: z.string(), title: z.string() })),
    }),
  ),
  questions: z.array(questionSchema),
};

export const reviewSchema = z.strictObject(reviewShape).register(apiRegistry, {
  id: 'ImportReview',
  description:
    '文件与台账逐行对照:登记、不变、差异、消失、不导入、待定、疑问 / A document beside the ledger, row by row.',
}) satisfies z.ZodType<ImportReview>;
