/** When people may be written to, and how often: what an organisation sets once for all notices. */
import { z } from 'zod';

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM');

export const sendingRulesSchema = z
  .strictObject({
    /** Reminders go out on working days between these local times; null: at any time of any day. */
    window: z
      .strictObject({ from: timeSchema, until: timeSchema })
      .refine(({ from, until }) => from < until, 'must begin before it ends')
      .nullable()
      .default({ from: '08:00', until: '20:00' }),
    /** When a person's digest of the working day goes out; null: every notice goes as it comes, by itself. */
    digestAt: timeSchema.nullable().default('09:10'),
    /** Reminders to many people are spread over so many minutes, each person always at the same place. */
    spreadMinutes: z.int().min(0).max(240).default(10),
    /** Messages to one person besides the digest; what is beyond waits for the next one. Null: no limit. */
    perDay: z.int().min(1).max(1_000).nullable().default(10),
    perWeek: z.int().min(1).max(5_000).nullable().default(40),
    /** Within how many working days a document in due form asks to be answered; null: it does not ask. */
    replyWorkdays: z.int().min(1).max(60).nullable().default(5),
  })
  .refine(({ window, digestAt }) => isWithin(digestAt, window), {
    path: ['digestAt'],
    message: 'must lie within the window',
  });
export type SendingRules = z.infer<typeof sendingRulesSchema>;

/** How a notice is told: what somebody has just done at once, a reminder in working hours or with the day's others. */
export type Urgency = 'atOnce' | 'workingHours' | 'digest';

export interface Manner {
  readonly urgency: Urgency;
  /** A document in due form is a message of its own. */
  readonly alone: boolean;
}

interface Window {
  readonly from: string;
  readonly until: string;
}

function isWithin(time: string | null, window: Window | null): boolean {
  return time === null || window === null || (window.from <= time && time < window.until);
}
