/** From what somebody hands in to a document on its way in. */
import { createHash } from 'node:crypto';
import type { Actor } from '../../machines/actor.ts';
import { oneLine, shortened } from '../channels/one-line.ts';
import { digest } from '../engine/chain.ts';
import { RectiflowError } from '../errors.ts';
import type { ColumnMapping, ReadResult } from '../intake/index.ts';
import { fileNameSchema, holdsUnstorable, type CheckedImport } from './import-schema.ts';
import { readUpload, withoutFile } from './reading.ts';
import type { Incoming } from './settled-rows.ts';

/** Reads bytes. Throws the code that the reader gives for what it cannot read, or finds nothing in. */
export async function incomingOf(
  given: CheckedImport,
  known: () => Promise<readonly ColumnMapping[]>,
): Promise<Incoming> {
  const incoming = await received(given, known);
  if (incoming.document.aspects.some(({ findings }) => findings.length > 0)) return incoming;
  throw new RectiflowError('no_findings', { line: null });
}

async function received(
  given: CheckedImport,
  known: () => Promise<readonly ColumnMapping[]>,
): Promise<Incoming> {
  const { round, corrections, policy } = given;
  const about = { round, corrections, policy };
  if ('bytes' in given) {
    const { bytes, file = null, mask } = given;
    const read = await readUpload(bytes, file, { mapping: await known(), mask });
    const { document, mapping } = documentIn(read);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { ...about, document, mapping, file, sha256 };
  }
  const file = given.file ?? fileNameSchema.safeParse(given.document.file).data ?? null;
  const document = withoutFile(given.document);
  return { ...about, document, mapping: [], file, sha256: given.sha256 ?? digest(document) };
}

function documentIn(read: ReadResult): Pick<Incoming, 'document' | 'mapping'> {
  if (!read.ok) {
    const { code, message, line } = read.error;
    throw new RectiflowError(code, { message, line });
  }
  if (holdsUnstorable(read.document)) {
    const message = '文本含有不能保存的字符 / The text holds characters that cannot be kept';
    throw new RectiflowError('undecodable_text', { message, line: null });
  }
  return { document: read.document, mapping: read.mapping ?? [] };
}

const nameMax = 120;

/** Who gives the commands of an import, as the history names it: the document. */
export const importerOf = ({ file, document }: Pick<Incoming, 'file' | 'document'>): Actor =>
  importerCalled(file ?? document.document.title ?? '');

/** As {@link importerOf}, before the document has been read. */
export function importerCalled(printed: string): Actor {
  const name = oneLine(printed);
  return { kind: 'import', document: name === '' ? 'document' : shortened(name, nameMax) };
}
