/** People and posts as an organisation hands them in, checked before any of them is stored. */
import { z } from 'zod';
import { partySchema, storedText } from '../../machines/words.ts';

/** `mail`, `inbox`, or what the configuration calls a channel. */
export const channelNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be the name of a channel: a-z, 0-9 and hyphens');

export const personEntrySchema = z.strictObject({
  /** What slots and commands call this person. */
  id: partySchema,
  name: storedText(120),
  email: z.email().max(254).nullable().default(null),
  unit: partySchema.nullable().default(null),
  /** How they are reached, in order: what fails over one goes on over the next. */
  channels: z
    .array(channelNameSchema)
    .min(1)
    .max(8)
    .refine((names) => new Set(names).size === names.length, 'names a channel twice')
    .optional(),
  /** Group robots call people by it who have no id of their own there. */
  mobile: z
    .string()
    .regex(/^\+?\d{5,20}$/, 'must be digits')
    .nullable()
    .optional(),
  /** What a channel's provider calls the person, by the channel's name. */
  userIds: z.record(channelNameSchema, storedText(120)).optional(),
});

export const postEntrySchema = z.strictObject({
  /** What slots call this post. */
  code: partySchema,
  title: storedText(120),
  /** The person who holds it now; null while it is vacant. */
  holder: partySchema.nullable().default(null),
});

export type PersonEntry = z.infer<typeof personEntrySchema>;
export type PostEntry = z.infer<typeof postEntrySchema>;

export const directoryEntriesSchema = z
  .strictObject({
    people: z.array(personEntrySchema).max(100_000).default([]),
    posts: z.array(postEntrySchema).max(100_000).default([]),
  })
  .superRefine(({ people, posts }, context) => {
    refuseTwice(
      context,
      'people',
      people.map(({ id }) => id),
    );
    refuseTwice(
      context,
      'posts',
      posts.map(({ code }) => code),
    );
  });

function refuseTwice(context: z.core.$RefinementCtx, list: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) {
      context.addIssue({ code: 'custom', path: [list, index], message: 'is given twice' });
    }
    seen.add(name);
  }
}
