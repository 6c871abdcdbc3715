/** What a bundle says of itself. Written last: a folder without it was not finished. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { evidenceSchema } from '../../../machines/evidence.ts';
import { RectiflowError } from '../../errors.ts';

/** Where things are in a bundle. */
export const chainsName = 'chains.jsonl';
export const filesName = 'files';
export const manifestName = 'manifest.json';

const count = z.int().nonnegative();
const { sha256 } = evidenceSchema.shape;

export const manifestSchema = z.strictObject({
  format: z.literal('rectiflow-bundle'),
  version: z.literal(1),
  chains: z.strictObject({
    sha256,
    bytes: count,
    findings: count,
    rounds: count,
    duties: count,
    events: count,
  }),
  files: z.strictObject({
    /** Pieces of evidence the chains name; several may name one file. */
    listed: count,
    /** Files in the bundle, and their bytes together. */
    included: count,
    bytes: count,
    /** Files that could not be had, and why. */
    missing: z.array(z.strictObject({ sha256, why: z.enum(['notInStore', 'damagedInStore']) })),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Throws `document_unreadable` where there is none, or none that can be read. */
export async function readManifest(bundle: string): Promise<Manifest> {
  const path = join(bundle, manifestName);
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const message = `${path}: 缺失或无法读取,导出可能未完成 / missing or not readable: the export may be unfinished`;
    throw new RectiflowError('document_unreadable', { message }, error);
  }
}
