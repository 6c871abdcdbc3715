/** Writes a bundle: every chain, and beside them the files their evidence names. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Chain } from '../../engine/proof/chains.ts';
import { RectiflowError } from '../../errors.ts';
import type { FileStore } from '../file-store.ts';
import { chainLine } from './chain-lines.ts';
import { evidenceIn } from './evidence-in.ts';
import { chainsName, filesName, manifestName, type Manifest } from './manifest.ts';

type Missing = Manifest['files']['missing'][number];

const countedAs = { finding: 'findings', round: 'rounds', duty: 'duties' } as const;

/**
 * Writes it into a folder that is empty or does not exist yet, and resolves with its manifest. Throws
 * `folder_not_empty`, or what the store fails with; a file that is missing or damaged there is no failure.
 */
export async function writeBundle(
  bundle: string,
  chains: AsyncIterable<Chain>,
  store: FileStore | null,
): Promise<Manifest> {
  await claim(bundle);
  const counts = { findings: 0, rounds: 0, duties: 0, events: 0 };
  const files = createCollection(join(bundle, filesName), store);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* lines(): AsyncGenerator<Buffer> {
    for await (const chain of chains) {
      const line = Buffer.from(chainLine(chain));
      counts[countedAs[chain.subject]] += 1;
      counts.events += chain.events.length;
      hash.update(line);
      bytes += line.byteLength;
      yield line;
      for (const { sha256 } of evidenceIn(chain)) await files.add(sha256);
    }
  }
  await pipeline(lines(), createWriteStream(join(bundle, chainsName), { mode: 0o600 }));
  const manifest: Manifest = {
    format: 'rectiflow-bundle',
    version: 1,
    chains: { sha256: hash.digest('hex'), bytes, ...counts },
    files: files.counted(),
  };
  await writeFile(join(bundle, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** What lies there from another time would be taken for part of this one. */
async function claim(bundle: string): Promise<void> {
  await mkdir(join(bundle), { recursive: true, mode: 0o700 });
  if ((await readdir(bundle)).length > 0) {
    const message = `${bundle}: 目标目录不是空的 / the folder is not empty`;
    throw new RectiflowError('folder_not_empty', { message });
  }
  await mkdir(join(bundle, filesName), { mode: 0o700 });
}

/** The files of a bundle as they gather: each once, however many name it. */
function createCollection(folder: string, store: FileStore | null) {
  const known = new Set<string>();
  const missing: Missing[] = [];
  let [listed, included, bytes] = [0, 0, 0];
  return {
    async add(sha256: string): Promise<void> {
      listed += 1;
      if (known.has(sha256)) return;
      known.add(sha256);
      const copied = store === null ? 'notInStore' : await copy(store, sha256, folder);
      if (typeof copied === 'string') {
        missing.push({ sha256, why: copied });
        return;
      }
      included += 1;
      bytes += copied;
    },
    counted: (): Manifest['files'] => ({ listed, included, bytes, missing }),
  };
}

/** How many bytes were copied, or why none. */
async function copy(
  store: FileStore,
  sha256: string,
  folder: string,
): Promise<number | Missing['why']> {
  const file = await store.open(sha256);
  if (file === null) return 'notInStore';
  const path = join(folder, sha256);
  const draft = `${path}.part`;
  try {
    await pipeline(file.content, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    await rename(draft, path);
    return file.bytes;
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof RectiflowError && error.code === 'file_damaged') return 'damagedInStore';
    throw error;
  }
}
