/** What is loaded while in use: a whole layer, or the notice of one more year, which the base takes up. */
import { z } from 'zod';
import { daySchema } from '../../machines/words.ts';
import { unusable } from '../data-file.ts';
import {
  calendarLayerSchema,
  idSchema,
  noticeSchema,
  versionSchema,
  type BaseLayer,
  type CalendarLayer,
} from './calendar-data.ts';

/** 国务院办公厅关于…部分节假日安排的通知: what it says, and until when the base knows its days with it. */
const yearNoticeSchema = z.strictObject({
  kind: z.literal('notice'),
  /** The base it belongs to. */
  of: idSchema,
  /** The version of the base once it has been taken up. */
  version: versionSchema,
  coversTo: daySchema,
  notices: z.array(noticeSchema).min(1),
});

/** The shapes of a file that can be loaded. */
export const loadableSchema = z.discriminatedUnion(
  'kind',
  [yearNoticeSchema, ...calendarLayerSchema.options],
  { error: 'must be "base", "addition" or "notice"' },
);

/** The layer as it will be kept. Throws `calendar_invalid` with one line per problem. */
export function layerToLoad(raw: unknown, base: BaseLayer): CalendarLayer {
  const given = checked(loadableSchema, raw);
  if (given.kind !== 'notice') return given;
  const { of, version, coversTo, notices } = given;
  if (of !== base.id) throw unusable('calendar_invalid', [`of: the base in use is "${base.id}"`]);
  const unsaid = yearsBetween(base.covers.to, coversTo).filter(
    (year) => !notices.some(({ holidays }) => holidays.some(({ to }) => to.startsWith(year))),
  );
  if (unsaid.length > 0) {
    // A year without a single holiday is a year whose notice is missing.
    throw unusable('calendar_invalid', [`coversTo: no holiday is given of ${unsaid.join(', ')}`]);
  }
  const covers = { ...base.covers, to: coversTo > base.covers.to ? coversTo : base.covers.to };
  const taken = { ...base, version, covers, notices: [...base.notices, ...notices] };
  return checked(calendarLayerSchema, taken);
}

/** The years after that of `from`, up to that of `to`. */
function yearsBetween(from: string, to: string): string[] {
  const [first, last] = [from, to].map((day) => Number(day.slice(0, 4)));
  const count = Math.max(0, (last ?? 0) - (first ?? 0));
  return Array.from({ length: count }, (_, index) => String((first ?? 0) + index + 1));
}

function checked<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.')}: ${message}`,
  );
  throw unusable('calendar_invalid', lines);
}
