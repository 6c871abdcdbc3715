/** Checks what a library call was given; whoever comes by HTTP or command line has been checked before. */
import type { z } from 'zod';
import { problemsOf } from './engine/send.ts';
import { RectiflowError } from './errors.ts';

/** What the schema makes of it. Throws `request_invalid`, with one line per problem. */
export function checked<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error);
  const message = problems.map(({ path, message: text }) => `${path}: ${text}`).join('\n');
  throw new RectiflowError('request_invalid', { message, problems });
}
