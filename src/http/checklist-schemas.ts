/** What HTTP takes in and gives to read of checklists gone through, as zod schemas. */
import { z } from 'zod';
import { checklistSchema } from '../checklists/checklist.ts';
import { runQueryShape } from '../checklists/run-query.ts';
import { checkResults, resultListSchema, runShape } from '../checklists/run-schema.ts';
import type { ChecklistRun } from '../checklists/shown-run.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { pageLimit } from './page-limit.ts';
import { openBodySchema } from './request-schemas.ts';

const sampleChecklist = {
  id: 'school-minimum-sample',
  version: 1,
  title: '办学底线要求(示例)',
  source: { text: '本单位自拟', basis: 'configuration' },
  items: [
    { no: 1, text: '教室采光照明达标' },
    { no: 16, text: '厕位够用,按1:3设置男女蹲位' },
  ],
} as const;

const checklistGivenSchema = checklistSchema.register(apiRegistry, {
  id: 'Checklist',
  description:
    '一份清单的全文:版本相同,内容即相同。 / A whole checklist. The same version always reads the same.',
});

export const runBodySchema = z
  .strictObject({
    ...runShape,
    checklist: checklistGivenSchema,
    results: resultListSchema.register(apiRegistry, {
      description:
        '清单每一项恰有一个结果:met 达标,failed 不达标(须写 note),notApplicable 不适用;写明 reason 的列为持续整改。 / ' +
        'Exactly one result of each item. What has failed needs a note; with a reason it gets the longer period.',
    }),
    by: openBodySchema.shape.by,
  })
  .superRefine(checkResults)
  .register(apiRegistry, {
    description: '登记一次清单排查 / Records that a checklist was gone through.',
    'x-examples': {
      两项清单: {
        summary: '一项达标,一项不能马上整改',
        value: {
          checklist: sampleChecklist,
          round: 'DD-2024',
          unit: 'school-3',
          on: '2024-03-01',
          results: [
            { no: 1, result: 'met' },
            {
              no: 16,
              result: 'failed',
              note: '女生蹲位8个,按现有人数缺4个',
              reason: '需要较大资金投入和用房条件',
            },
          ],
          by: { kind: 'person', id: 'li-na', unit: 'inspection-office' },
        },
      },
    },
  });

const count = z.int().nonnegative();
const itemFinding = z.strictObject({ no: z.int(), id: z.uuid(), number: z.string() });
const head = {
  checklist: z
    .string()
    .register(apiRegistry, { description: '清单及版本,如 school-minimum@1 / `id@version`.' }),
  title: z.string(),
  round: z.string(),
  unit: z.string(),
  on: z.iso.date(),
  counts: z.strictObject({ met: count, failed: count, notApplicable: count }),
};

export const runRecordedSchema = z
  .strictObject({
    ...head,
    id: z.uuid(),
    recordedAt: printedInstant,
    // As recorded, whoever it was.
    recordedBy: z.looseObject({ kind: z.string() }),
    opened: z.array(itemFinding),
    alreadyOpen: z.array(itemFinding).register(apiRegistry, {
      description:
        '再次不达标,而此前排查的问题尚未销号的,不重复登记 / Failed again while its finding is still open: not opened twice.',
    }),
    results: z.array(
      z.strictObject({
        no: z.int(),
        text: z.string(),
        result: z.enum(['met', 'failed', 'notApplicable']),
        note: z.string().nullable(),
        reason: z.string().nullable(),
        finding: z.strictObject({ id: z.uuid(), number: z.string(), state: z.string() }).nullable(),
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'ChecklistRun',
    description: '一次清单排查及其问题 / A checklist gone through, and its findings.',
  }) satisfies z.ZodType<Omit<ChecklistRun, 'recordedBy'>>;

export const runListQuerySchema = z.strictObject({
  ...runQueryShape,
  limit: pageLimit('Runs'),
});

export const runListSchema = z
  .strictObject({ items: z.array(runRecordedSchema), next: z.uuid().nullable() })
  .register(apiRegistry, { id: 'ChecklistRunList' });
