/** What HTTP takes in and gives to read of documents taken in, as zod schemas. */
import { z } from 'zod';
import { partySchema, storedText } from '../../machines/words.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import { policyNameSchema } from '../engine/policy.ts';
import { importQueryShape } from '../imports/import-query.ts';
import { documentShape, importShape } from '../imports/import-schema.ts';
import type { CheckedDocument, ImportAnswer } from '../imports/imports.ts';
import type { ShownImport, WholeImport } from '../imports/shown-import.ts';
import { IntakeDocument } from '../intake/index.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { reviewSchema, reviewShape } from './import-review-schema.ts';
import { pageLimit } from './page-limit.ts';
import { problemMembers } from './problem-schemas.ts';
import { httpActorSchema } from './request-schemas.ts';

const contentSchema = IntakeDocument.register(apiRegistry, {
  id: 'IntakeDocument',
  description: '读出的文件,同 rectiflow intake --json / A document as it was read.',
});

/** A document that has been read, as JSON. */
export const checkBodySchema = z.strictObject({ ...importShape, ...documentShape });
export const applyBodySchema = checkBodySchema.extend({
  by: httpActorSchema,
  strict: z.boolean().default(false),
});

/** What comes beside a file, which has no room for it. */
export const fileQuery = z.strictObject({
  round: roundCodeSchema,
  file: storedText(1_000).optional(),
  policy: policyNameSchema.optional(),
});
const yes = z.enum(['true', 'false']).transform((word) => word === 'true');
export const applyFileQuery = fileQuery.extend({
  by: partySchema,
  unit: partySchema.optional(),
  actingFor: partySchema.optional(),
  strict: yes.default(false),
});

const ofFile = (description: string) =>
  z.string().optional().register(apiRegistry, { description });
/** As the document shows it: with JSON it all stands in the body. */
export const checkQuerySchema = z.strictObject({
  round: ofFile('上传文件时必填:轮次编号 / With a file: the round, which has to be given.'),
  file: ofFile('上传文件时:文件名 / With a file: what it is called.'),
  policy: ofFile('上传文件时:规则集 / With a file: the rule set, e.g. cn-inspection@1.'),
});
export const applyQuerySchema = checkQuerySchema.extend({
  by: ofFile('上传文件时必填:导入人 / With a file: who takes it in, which has to be given.'),
  unit: ofFile('上传文件时:其所在单位 / With a file: their unit.'),
  actingFor: ofFile('上传文件时:代何人办理 / With a file: for whom they act.'),
  strict: ofFile('true:有冲突或待定的行时不写入 / With a file: nothing while there are conflicts.'),
});

/** Takes whatever comes, and shows in the document what it may be; the route looks at it by its media type. */
export function fileOr(json: z.ZodType, description: string) {
  const shape = z.toJSONSchema(json, { io: 'input', unrepresentable: 'any' });
  const anyOf = [{ type: 'string', format: 'binary' }, shape];
  return z.unknown().register(apiRegistry, Object.assign({ anyOf }, { description }));
}

export const checkedSchema = z
  .strictObject({ ...reviewShape, content: contentSchema })
  .register(apiRegistry, {
    id: 'CheckedDocument',
    description:
      '对照结果和读出的文件:更正后可作为 JSON 提交 / The review, and what was read: to be handed in with corrections.',
  }) satisfies z.ZodType<CheckedDocument>;

const shownShape = {
  id: z.uuid(),
  round: z.string(),
  no: z.int().positive(),
  documentId: z.uuid(),
  file: z.string().nullable(),
  sha256: z.string(),
  form: z.string(),
  title: z.string().nullable(),
  at: printedInstant,
  // As recorded, whoever it was.
  by: z.looseObject({ kind: z.string() }),
};
const shownSchema = z.strictObject(shownShape).register(apiRegistry, {
  id: 'Import',
  description: '一次导入 / A document taken in.',
}) satisfies z.ZodType<Omit<ShownImport, 'by'>>;

export const appliedSchema = z
  .strictObject({ kind: z.literal('applied'), import: shownSchema, review: reviewSchema })
  .register(apiRegistry, { id: 'ImportApplied' }) satisfies z.ZodType<
  Pick<Extract<ImportAnswer, { kind: 'applied' }>, 'kind' | 'review'>
>;

export const unchangedSchema = z
  .strictObject({ kind: z.literal('unchanged'), import: shownSchema })
  .register(apiRegistry, {
    id: 'ImportUnchanged',
    description:
      '同一文件此前已导入,未写入 / The same bytes are there already; nothing was written.',
  });

export const importParams = z.strictObject({ id: z.uuid().toLowerCase() });

export const wholeSchema = z
  .strictObject({
    ...shownShape,
    corrections: z.array(z.looseObject({ row: z.string() })),
    review: reviewSchema,
    rows: z.array(
      z.strictObject({
        key: z.string(),
        state: z.enum(['kept', 'skipped', 'vanished']),
        no: z.string(),
        title: z.string(),
        finding: z.strictObject({ id: z.uuid(), number: z.string(), state: z.string() }).nullable(),
      }),
    ),
    document: contentSchema,
  })
  .register(apiRegistry, {
    id: 'WholeImport',
    description: '一次导入的全部记录 / An import with all that is kept of it.',
  }) satisfies z.ZodType<Omit<WholeImport, 'by' | 'corrections'>>;

export const importListQuerySchema = z.strictObject({
  ...importQueryShape,
  limit: pageLimit('Imports'),
});
export const importListSchema = z
  .strictObject({ items: z.array(shownSchema), next: z.uuid().nullable() })
  .register(apiRegistry, { id: 'ImportList' });

export const documentProblemSchema = z
  .strictObject({ ...problemMembers, line: z.int().positive().optional() })
  .register(apiRegistry, {
    id: 'DocumentProblem',
    description:
      '文件无法读取:原因及所在行 / The file cannot be read: why, and in which line it is known.',
  });
