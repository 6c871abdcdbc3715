/** rectiflow directory: takes over who is who, and who holds which post, from a JSON file. */
import { readFile } from 'node:fs/promises';
import { directoryEntriesSchema, type DirectoryEntries } from '../../directory/entries.ts';
import { problemsOf } from '../../engine/send.ts';
import { RectiflowError } from '../../errors.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, type Exit } from '../output.ts';

export async function directory(file: string, options: ConfigOption): Promise<Exit> {
  const config = configOf(options);
  const entries = await entriesIn(file);
  await using rectiflow = await openFrom(config);
  await rectiflow.directory.put(entries);
  const { people, posts } = entries;
  print(
    `已更新 ${people.length} 人、${posts.length} 个岗位 / ${people.length} people, ${posts.length} posts`,
  );
  return exitCode.done;
}

/** Throws `document_unreadable`, with one line per problem, before anything is written. */
async function entriesIn(file: string): Promise<DirectoryEntries> {
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw unreadable(file, ['不是可读的 JSON 文件 / is not a readable JSON file'], error);
  }
  const parsed = directoryEntriesSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw unreadable(
    file,
    problemsOf(parsed.error).map(({ path, message }) => `${path}: ${message}`),
  );
}

function unreadable(file: string, problems: readonly string[], cause?: unknown): RectiflowError {
  const message = [`${file}:`, ...problems].join('\n  ');
  return new RectiflowError('document_unreadable', { message }, cause);
}
