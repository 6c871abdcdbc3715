/** Reads checklists, and the results of going through one, from the files people write. */
import { extname } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../data-file.ts';
import { checklistSchema, type Checklist } from './checklist.ts';
import { readResultsCsv } from './results-csv.ts';
import { resultListSchema, runCircumstances } from './run-schema.ts';

/**
 * Reads one checklist, YAML or JSON. Throws `checklist_invalid`, one line per problem: file, line, path
 * inside the file, and what is wrong.
 */
export async function readChecklist(path: string): Promise<Checklist> {
  return readDataFile(path, checklistSchema, 'checklist_invalid');
}

const resultsFileSchema = z.strictObject({
  on: runCircumstances.on.optional(),
  slots: runCircumstances.slots.optional(),
  policy: runCircumstances.policy,
  results: resultListSchema,
});
/** What a file says of a run besides checklist, round and unit. */
export type ResultsFile = z.infer<typeof resultsFileSchema>;

/**
 * Reads the results of a run: a CSV table, or YAML or JSON that may also name the day, posts and rule set.
 * Throws `document_unreadable`, one line per problem.
 */
export async function readResults(path: string): Promise<ResultsFile> {
  if (extname(path).toLowerCase() === '.csv') return { results: await readResultsCsv(path) };
  return readDataFile(path, resultsFileSchema, 'document_unreadable');
}
