/** What a workbook's archive says of itself: which sheets there are, and where their parts lie. */
import type { ZipEntry } from '../../formats/zip-directory.ts';
import { readPart } from './part-xml.ts';

export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  readonly entry: ZipEntry;
}

export interface Workbook {
  /** In the order of the tabs; sheets of charts and macros are left out. */
  readonly sheets: readonly SheetPart[];
  /** Days are counted from 1904. */
  readonly is1904: boolean;
  readonly sharedStrings: ZipEntry | null;
  readonly styles: ZipEntry | null;
}

type Entries = ReadonlyMap<string, ZipEntry>;

/** Null where the archive holds no workbook. */
export async function readWorkbook(given: readonly ZipEntry[]): Promise<Workbook | null> {
  const entries = new Map(given.map((entry) => [entry.name.toLowerCase(), entry]));
  const main = await mainPart(entries);
  if (main === null) return null;
  const relations = await relationsOf(entries, main.path);
  const { listed, is1904 } = await readSheetList(main.entry);
  const partOfType = (type: string): ZipEntry | null => {
    const relation = [...relations.values()].find((each) => each.type === type);
    return relation === undefined ? null : (entries.get(relation.path) ?? null);
  };
  const sheets = listed.flatMap(({ name, isHidden, relationId }) => {
    const relation = relations.get(relationId);
    const entry = relation?.type === 'worksheet' ? entries.get(relation.path) : undefined;
    return entry === undefined ? [] : [{ name, isHidden, entry }];
  });
  return {
    sheets,
    is1904,
    sharedStrings: partOfType('sharedStrings'),
    styles: partOfType('styles'),
  };
}

async function mainPart(
  entries: Entries,
): Promise<{ readonly path: string; readonly entry: ZipEntry } | null> {
  const relations = await relationsOf(entries, '');
  const named = [...relations.values()].find(({ type }) => type === 'officeDocument');
  for (const path of [named?.path, 'xl/workbook.xml']) {
    const entry = path === undefined ? undefined : entries.get(path);
    if (path !== undefined && entry !== undefined) return { path, entry };
  }
  return null;
}

interface Relation {
  /** The last word of its type's address, which is the same in all editions of the standard. */
  readonly type: string;
  /** From the root of the archive, in lower case. */
  readonly path: string;
}

/** By their ids; those of the archive itself for the path ''. */
async function relationsOf(entries: Entries, path: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const entry = entries.get(`${folder}_rels/${path.slice(folder.length)}.rels`);
  const relations = new Map<string, Relation>();
  if (entry === undefined) return relations;
  await readPart(entry, {
    open: (name, { Id: id, Type: type, Target: target, TargetMode: mode }) => {
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      if (mode === 'External') return;
      relations.set(id, {
        type: type?.slice(type.lastIndexOf('/') + 1) ?? '',
        path: resolved(folder, target),
      });
    },
  });
  return relations;
}

function resolved(folder: string, target: string): string {
  const whole = target.startsWith('/') ? target.slice(1) : folder + target;
  const segments: string[] = [];
  for (const segment of whole.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/').toLowerCase();
}

interface ListedSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly relationId: string;
}

async function readSheetList(
  entry: ZipEntry,
): Promise<{ readonly listed: readonly ListedSheet[]; readonly is1904: boolean }> {
  const listed: ListedSheet[] = [];
  let is1904 = false;
  await readPart(entry, {
    open: (name, { date1904, name: title = '', state, id: relationId = '' }) => {
      if (name === 'workbookPr') is1904 ||= date1904 === '1' || date1904 === 'true';
      if (name !== 'sheet') return;
      const isHidden = state === 'hidden' || state === 'veryHidden';
      listed.push({ name: title, isHidden, relationId });
    },
  });
  return { listed, is1904 };
}
