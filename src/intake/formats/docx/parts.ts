/** Where the parts of a Word document are in its archive: named by its relationships. */
import type { ZipEntry } from '../zip-directory.ts';
import { entryNamed } from '../zip-guard.ts';
import { readXml } from '../xml.ts';

export interface DocumentParts {
  readonly body: ZipEntry | undefined;
  readonly styles: ZipEntry | undefined;
  readonly numbering: ZipEntry | undefined;
  readonly footnotes: ZipEntry | undefined;
  readonly endnotes: ZipEntry | undefined;
}

/** Only what is in the archive: targets elsewhere are not followed. */
export async function findParts(entries: readonly ZipEntry[]): Promise<DocumentParts> {
  const ofPackage = await relationsIn(entryNamed(entries, '_rels/.rels'), '');
  const body = entryNamed(entries, ofPackage.get('officeDocument') ?? 'word/document.xml');
  const [folder, file] = partPath(body?.name ?? '');
  const relations = await relationsIn(entryNamed(entries, `${folder}_rels/${file}.rels`), folder);
  const part = (kind: string): ZipEntry | undefined =>
    entryNamed(entries, relations.get(kind) ?? `${folder}${kind}.xml`);
  return {
    body,
    styles: part('styles'),
    numbering: part('numbering'),
    footnotes: part('footnotes'),
    endnotes: part('endnotes'),
  };
}

function partPath(name: string): [folder: string, file: string] {
  const at = name.lastIndexOf('/') + 1;
  return [name.slice(0, at), name.slice(at)];
}

/** By the last word of their type; of several, the first. */
async function relationsIn(
  entry: ZipEntry | undefined,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const relations = new Map<string, string>();
  if (entry === undefined) return relations;
  await readXml(entry, {
    open(_name, { Type = '', Target = '', TargetMode }) {
      const kind = Type.slice(Type.lastIndexOf('/') + 1);
      if (kind === '' || TargetMode === 'External' || relations.has(kind)) return;
      relations.set(kind, inArchive(folder, Target));
    },
  });
  return relations;
}

/** A target's name in the archive; one that leads out of it names nothing there. */
function inArchive(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
