/** Reads data people write by hand (calendars, policies), and says in which line of the file it is wrong. */
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { z } from 'zod';
import { parseSource, type DataProblem, type DataSource } from './data-source.ts';
import { errorTable, RectiflowError, type ErrorCode } from './errors.ts';

/** 1 MiB: the data of a century of holidays is a tenth of it. */
const bytesMax = 1_048_576;
const problemsMax = 20;

/**
 * Reads a `.yaml`, `.yml` or `.json` file and checks it whole. Throws `code`, one line per problem:
 * file, line, path inside the file, and what is wrong with it.
 */
export async function readDataFile<S extends z.ZodType>(
  path: string,
  schema: S,
  code: ErrorCode,
): Promise<z.output<S>> {
  const syntax = syntaxOf(path);
  if (syntax === null) throw unusable(code, [`${path}: is not named .yaml, .yml or .json`]);
  const source = await parseSource(await textAt(path, code), syntax);
  const parsed = source.problems.length === 0 ? schema.safeParse(source.value) : null;
  if (parsed?.success === true) return parsed.data;
  const problems =
    parsed === null
      ? source.problems
      : parsed.error.issues.flatMap((issue) => problemsIn(issue, source));
  throw unusable(
    code,
    problems.map((problem) => `${path}${lineOf(problem)}`),
  );
}

/** The refusal of data that cannot be used, with one line per problem. */
export function unusable(code: ErrorCode, lines: readonly string[]): RectiflowError {
  const { title, titleZh } = errorTable[code];
  const shown = lines.slice(0, problemsMax);
  const more = lines.length - shown.length;
  if (more > 0) shown.push(`… 还有 ${more} 处 / and ${more} more`);
  const heading = `${titleZh} / ${title.charAt(0).toLowerCase()}${title.slice(1)}:`;
  const message = [heading, ...shown].join('\n  ');
  return new RectiflowError(code, { message, problems: lines });
}

function syntaxOf(path: string): 'yaml' | 'json' | null {
  const extension = extname(path).toLowerCase();
  if (extension === '.json') return 'json';
  return extension === '.yaml' || extension === '.yml' ? 'yaml' : null;
}

async function textAt(path: string, code: ErrorCode): Promise<string> {
  let bytes: Uint8Array;
  try {
    const { size } = await sizeOfFile(path);
    if (size > bytesMax) throw unusable(code, [`${path}: is larger than ${bytesMax} bytes`]);
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof RectiflowError) throw error;
    throw unusable(code, [`${path}: cannot be read (${reasonOf(error)})`]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unusable(code, [`${path}: is not UTF-8`]);
  }
}

/** Only a regular file says how long it is; a pipe would be waited for. */
async function sizeOfFile(path: string): Promise<{ size: number }> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error('not a file');
  return found;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.message;
}

/** What a schema says of unknown keys is about the object; people look for the line of the key. */
function problemsIn(issue: z.core.$ZodIssue, source: DataSource): DataProblem[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ line: source.lineAt(issue.path), path: issue.path, message: issue.message }];
  }
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    return { line: source.lineAt(path), path, message: 'no such field' };
  });
}

function lineOf({ line, path, message }: DataProblem): string {
  const place = path.length === 0 ? '' : ` ${path.map(String).join('.')}:`;
  return `${line === null ? '' : `:${line}`}:${place} ${message}`;
}
