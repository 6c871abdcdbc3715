/** Reads the files of people and posts somebody hands in, JSON or CSV: all of them are right, or none is taken. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { unusable } from '../data-file.ts';
import { problemsOf } from '../engine/send.ts';
import { RectiflowError } from '../errors.ts';
import { decodeText } from '../intake/formats/bytes.ts';
import { readCsvEntries } from './csv-entries.ts';
import { directoryEntriesSchema, type PersonEntry, type PostEntry } from './entries.ts';

/** An entry and where it stands, as messages begin: `people.csv:3` or `staff.json: people.0`. */
interface Placed<Entry> {
  readonly entry: Entry;
  readonly place: string;
}

interface PlacedEntries {
  readonly people: readonly Placed<PersonEntry>[];
  readonly posts: readonly Placed<PostEntry>[];
}

export interface EntriesInFiles {
  readonly people: readonly PersonEntry[];
  readonly posts: readonly PostEntry[];
  /** A refusal of people who are not there (`person_not_found`) as one that says where they are named. */
  located(error: unknown): unknown;
}

/** `.csv` is a table, in UTF-8 or GB18030; any other file JSON. Throws `document_unreadable`, one line per problem. */
export async function readEntryFiles(files: readonly string[]): Promise<EntriesInFiles> {
  const problems: string[] = [];
  const people: Placed<PersonEntry>[] = [];
  const posts: Placed<PostEntry>[] = [];
  for (const file of files) {
    const read = await (extname(file).toLowerCase() === '.csv' ? inCsv(file) : inJson(file));
    if (Array.isArray(read)) problems.push(...read);
    else {
      people.push(...read.people);
      posts.push(...read.posts);
    }
  }
  problems.push(...givenTwice(people, ({ id }) => id), ...givenTwice(posts, ({ code }) => code));
  if (problems.length > 0) throw unusable('document_unreadable', problems);
  return {
    people: people.map(({ entry }) => entry),
    posts: posts.map(({ entry }) => entry),
    located: (error) => located(error, posts),
  };
}

async function inCsv(file: string): Promise<PlacedEntries | string[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return [`${file}: 无法读取 / cannot be read: ${reason}`];
  }
  // A file without a single byte lacks its header like any other.
  const decoded = bytes.length === 0 ? ({ ok: true, text: '' } as const) : decodeText(bytes);
  if (!decoded.ok) return [`${file}: ${decoded.error.message}`];
  const { people, posts, problems } = await readCsvEntries(decoded.text);
  if (problems.length > 0)
    return problems.map(({ line, message }) => `${file}:${line}: ${message}`);
  const placed = <Entry>({ entry, line }: { entry: Entry; line: number }) => {
    return { entry, place: `${file}:${line}` };
  };
  return { people: people.map(placed), posts: posts.map(placed) };
}

async function inJson(file: string): Promise<PlacedEntries | string[]> {
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return [`${file}: 不是可读的 JSON 文件 / is not a readable JSON file`];
  }
  const parsed = directoryEntriesSchema.safeParse(raw);
  if (!parsed.success) {
    return problemsOf(parsed.error).map(({ path, message }) => `${file}: ${path}: ${message}`);
  }
  const placed =
    (list: string) =>
    <Entry>(entry: Entry, at: number) => ({ entry, place: `${file}: ${list}.${at}` });
  const { people, posts } = parsed.data;
  return { people: people.map(placed('people')), posts: posts.map(placed('posts')) };
}

/** Of two that say different things nobody knows which counts; of two that say the same, one is a slip. */
function givenTwice<Entry>(
  entries: readonly Placed<Entry>[],
  nameOf: (entry: Entry) => string,
): string[] {
  const first = new Map<string, string>();
  return entries.flatMap(({ entry, place }) => {
    const name = nameOf(entry);
    const before = first.get(name);
    if (before !== undefined) {
      return [`${place}: “${name}”重复,前一处为 / is given twice, first at ${before}`];
    }
    first.set(name, place);
    return [];
  });
}

function located(error: unknown, posts: readonly Placed<PostEntry>[]): unknown {
  if (!(error instanceof RectiflowError) || error.code !== 'person_not_found') return error;
  const { persons } = error.detail;
  if (!Array.isArray(persons)) return error;
  const lines = posts.flatMap(({ entry: { holder }, place }) =>
    holder !== null && persons.includes(holder)
      ? [`${place}: 没有编号为“${holder}”的人员 / nobody is called that`]
      : [],
  );
  return lines.length === 0 ? error : unusable('person_not_found', lines);
}
