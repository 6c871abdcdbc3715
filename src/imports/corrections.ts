/** What a person corrects in a document before it is taken in, checked. */
import { z } from 'zod';
import { measureSchema, type MeasurePlan } from '../../machines/measure.ts';
import { targetListSchema, type Target } from '../../machines/target.ts';
import {
  daySchema,
  gradeSchema,
  partySchema,
  rectificationClassSchema,
  slotSchema,
  storedText,
  textSchema,
  type Grade,
  type RectificationClass,
  type Slot,
} from '../../machines/words.ts';

/** What a document says of one measure; null or empty where it says nothing. */
export type StatedMeasure = Omit<MeasurePlan, 'no'>;

/** What a row comes to, field by field; null where nothing is stated. */
export type RowValues = Readonly<Record<Slot, string | null>> & {
  readonly title: string;
  readonly description: string | null;
  readonly sourceNo: string | null;
  readonly aspect: { readonly no: number; readonly title: string } | null;
  readonly class: RectificationClass | null;
  readonly grade: Grade | null;
  readonly responsibleUnit: string | null;
  readonly measures: readonly StatedMeasure[];
  readonly targets: readonly Target[] | null;
  /** The day by which it is to be done, or the words for it. */
  readonly due: string | null;
};

const statedMeasure = measureSchema.omit({ no: true });
/** A text alone is a measure of which nothing else is said. They are numbered in their order. */
const measuresSchema = z
  .array(z.union([textSchema.transform((text) => statedMeasure.parse({ text })), statedMeasure]))
  .max(200);

const values = {
  title: textSchema,
  description: textSchema.nullable(),
  sourceNo: storedText(40).nullable(),
  aspect: z.strictObject({ no: z.int().min(1).max(99), title: textSchema }).nullable(),
  class: rectificationClassSchema.nullable(),
  grade: gradeSchema.nullable(),
  responsibleUnit: partySchema.nullable(),
  actionOwner: partySchema.nullable(),
  leadOfficial: partySchema.nullable(),
  accountableExecutive: partySchema.nullable(),
  verifier: partySchema.nullable(),
  steeringGroup: partySchema.nullable(),
  caseSponsor: partySchema.nullable(),
  supportingUnit: partySchema.nullable(),
  higherLevel: partySchema.nullable(),
  measures: measuresSchema,
  targets: targetListSchema.nullable(),
  due: daySchema.nullable(),
} satisfies Record<keyof RowValues, z.ZodType>;

export type Field = keyof RowValues;
export const slotFields: readonly Slot[] = slotSchema.options;
const fieldSchema = z.enum([
  'title',
  'description',
  'sourceNo',
  'aspect',
  'class',
  'grade',
  'responsibleUnit',
  ...slotSchema.options,
  'measures',
  'targets',
  'due',
]);
/** In the order people read them. */
export const fields: readonly Field[] = fieldSchema.options;

/** A finding that the document leaves out. */
const addedSchema = z.strictObject(values).partial().required({ title: true });
export type AddedRow = z.output<typeof addedSchema>;

const rowSchema = storedText(60);
const givenSchema = z.strictObject({
  /** The key of the row, as the review names it; of a row that is added, a name for it. */
  row: rowSchema,
  field: fieldSchema.optional(),
  /** What the field is to say in place of the document. */
  value: z.unknown().optional(),
  /** Back to what the document says. */
  asFile: z.literal(true).optional(),
  /** Leaves the row out, or takes it in again. */
  skip: z.boolean().optional(),
  /** Which row of before it is (a key, or the number of a finding of the round), or `new`. */
  is: storedText(120).optional(),
  add: addedSchema.optional(),
});

export type Correction =
  | { readonly row: string; readonly field: Field; readonly value: unknown }
  | { readonly row: string; readonly field: Field; readonly asFile: true }
  | { readonly row: string; readonly skip: boolean }
  | { readonly row: string; readonly is: string }
  | { readonly row: string; readonly add: AddedRow };

type Given = z.output<typeof givenSchema>;

const correctionSchema = givenSchema.transform((given, context): Correction => {
  const { row, field, skip, is, add } = given;
  const said = [field, skip, is, add].filter((each) => each !== undefined).length;
  if (said !== 1) {
    const message = 'says one of: field with value or asFile, skip, is, add';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  if (skip !== undefined) return { row, skip };
  if (is !== undefined) return { row, is };
  if (add !== undefined) return { row, add };
  return fieldCorrection(given, context);
});
/** What a person writes. */
export type CorrectionGiven = z.input<typeof correctionSchema>;

function fieldCorrection(
  { row, field = 'title', value, asFile }: Given,
  context: z.core.$RefinementCtx,
): Correction {
  if ((value === undefined) === (asFile === undefined)) {
    context.addIssue({ code: 'custom', path: ['value'], message: 'says either value or asFile' });
    return z.NEVER;
  }
  if (asFile !== undefined) return { row, field, asFile };
  const parsed = values[field].safeParse(value);
  if (parsed.success) return { row, field, value: parsed.data };
  for (const { path, message } of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: ['value', ...path], message });
  }
  return z.NEVER;
}

export const correctionListSchema = z.array(correctionSchema).max(5_000);
