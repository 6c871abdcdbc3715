/** Calendars as data: a base says which days work in a country, additions lay an organisation's own days over it. */
import { z } from 'zod';
import { daySchema, storedText } from '../../machines/words.ts';
import { checkAddition, checkBase } from './layer-checks.ts';

/** Stands in the version every date keeps (`cn@2026+school@3`), hence without its signs. */
export const idSchema = z
  .string()
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'must be letters, digits, ".", "_" and "-"');

export const versionSchema = z.int().positive();
const titleSchema = storedText(200);
/** The holiday's name, on a make-up workday that of the holiday it makes up for. */
const nameSchema = storedText(60);
/** The document, e.g. 国办发明电〔2019〕16号. */
const sourceSchema = storedText(200);

/** Both days included. */
const period = { from: daySchema, to: daySchema };

export const noticeSchema = z.strictObject({
  source: sourceSchema,
  /** The day it is dated. Of two notices that name one day, the later one counts. */
  issued: daySchema,
  url: storedText(2000)
    .pipe(z.url({ protocol: /^https?$/ }))
    .nullable()
    .default(null),
  holidays: z.array(z.strictObject({ name: nameSchema, ...period })).default([]),
  /** 调休上班: days off by the week or an earlier notice on which work is done. */
  workdays: z.array(z.strictObject({ day: daySchema, name: nameSchema })).default([]),
});

const baseSchema = z
  .strictObject({
    kind: z.literal('base'),
    id: idSchema,
    version: versionSchema,
    title: titleSchema,
    /** Days of the week that do not work: 1 is Monday, 7 is Sunday. */
    weekend: z
      .array(z.int().min(1).max(7))
      .max(6, 'leaves no working day')
      .refine((days) => new Set(days).size === days.length, 'names a day twice'),
    /** The days the data vouches for. Outside of them it does not know of any holiday. */
    covers: z.strictObject(period),
    /** In the order they were issued. */
    notices: z.array(noticeSchema),
  })
  .superRefine(checkBase);
export type BaseLayer = z.infer<typeof baseSchema>;

const additionSchema = z
  .strictObject({
    kind: z.literal('addition'),
    id: idSchema,
    version: versionSchema,
    title: titleSchema,
    holidays: z
      .array(z.strictObject({ name: nameSchema, ...period, source: sourceSchema.optional() }))
      .default([]),
    workdays: z
      .array(z.strictObject({ day: daySchema, name: nameSchema, source: sourceSchema.optional() }))
      .default([]),
    /** School terms. They move no working day; what recurs by term is counted from them. */
    terms: z.array(z.strictObject({ name: nameSchema, ...period })).default([]),
  })
  .superRefine(checkAddition);
export type AdditionLayer = z.infer<typeof additionSchema>;
export type Term = AdditionLayer['terms'][number];

export const calendarLayerSchema = z.discriminatedUnion('kind', [baseSchema, additionSchema], {
  error: ({ code }) => (code === 'invalid_union' ? 'must be "base" or "addition"' : undefined),
});
export type CalendarLayer = z.infer<typeof calendarLayerSchema>;
/** A layer as it is written: what may be left out is left out. */
export type WrittenLayer = z.input<typeof calendarLayerSchema>;
