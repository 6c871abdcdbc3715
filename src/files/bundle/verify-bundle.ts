/** Proves a bundle offline: its chains by replay, its files by hash and size, itself by its manifest. */
import { join } from 'node:path';
import type { Bad } from '../../engine/proof/bad.ts';
import type { Chain } from '../../engine/proof/chains.ts';
import { verifyChains, type Verified } from '../../engine/proof/verify.ts';
import { readChains } from './chain-lines.ts';
import { evidenceIn, type NamedFile } from './evidence-in.ts';
import { hashOfFile } from './hash-of-file.ts';
import { chainsName, filesName, readManifest } from './manifest.ts';

/** A file that is not what the chain says. */
export interface BadFile extends Omit<Bad, 'code'> {
  readonly code: 'file_missing' | 'file_damaged' | 'file_size_differs';
  readonly evidenceId: string;
  readonly sha256: string;
}

/** The chains are each whole, but together they are not those that were exported. */
export interface BadBundle {
  readonly code: 'chains_differ';
  readonly message: string;
}

export interface VerifiedBundle extends Omit<Verified, 'firstBad'> {
  readonly firstBad: Bad | BadFile | BadBundle | null;
  /** Pieces of evidence, as the chains name them: several may name one file. */
  readonly files: {
    readonly listed: number;
    /** Those whose file is there, and was read; `damaged` among them. */
    readonly checked: number;
    readonly missing: number;
    readonly damaged: number;
    /** Those of `missing` that were missing when the bundle was made: no failure. */
    readonly missingAtExport: number;
  };
}

const messages: Record<BadFile['code'] | BadBundle['code'], string> = {
  file_missing:
    '导出时有此佐证材料文件,现已不在。The file of this evidence was exported and is gone.',
  file_damaged:
    '佐证材料文件与其哈希不符:已被修改。The file of this evidence no longer fits its hash: it was changed.',
  file_size_differs:
    '佐证材料文件的大小与事件所记不符。The file of this evidence has another size than its event says.',
  chains_differ:
    '事件链文件与清单不符:有链被增删或改动。The chains are not those of the manifest: some were added, removed or changed.',
};

/** Throws `document_unreadable` for a folder that is no bundle, or not a finished one. */
export async function verifyBundle(bundle: string): Promise<VerifiedBundle> {
  const manifest = await readManifest(bundle);
  const exportedWithout = new Set(manifest.files.missing.map(({ sha256 }) => sha256));
  const check = createFileCheck(join(bundle, filesName), exportedWithout);
  const path = join(bundle, chainsName);
  const verified = await verifyChains(watched(readChains(path), (chain) => check.look(chain)));
  const { firstBad: badFile, ...files } = check.counted();
  const whole = (await hashOfFile(path))?.sha256 === manifest.chains.sha256;
  const badBundle: BadBundle | null = whole
    ? null
    : { code: 'chains_differ', message: messages.chains_differ };
  const firstBad = verified.firstBad ?? badFile ?? badBundle;
  return { ...verified, ok: firstBad === null, firstBad, files };
}

async function* watched(
  chains: AsyncIterable<Chain>,
  look: (chain: Chain) => Promise<void>,
): AsyncGenerator<Chain> {
  for await (const chain of chains) {
    await look(chain);
    yield chain;
  }
}

function createFileCheck(folder: string, exportedWithout: ReadonlySet<string>) {
  const count = { listed: 0, checked: 0, missing: 0, damaged: 0, missingAtExport: 0 };
  // Each file is read once, however many name it. Null: it is not there.
  const read = new Map<string, { fits: boolean; bytes: number } | null>();
  let firstBad: BadFile | null = null;

  async function faultOf({ sha256, bytes }: NamedFile): Promise<BadFile['code'] | null> {
    const known = read.get(sha256);
    const file = known === undefined ? await readIn(folder, sha256) : known;
    read.set(sha256, file);
    count.listed += 1;
    if (file === null) {
      count.missing += 1;
      if (!exportedWithout.has(sha256)) return 'file_missing';
      count.missingAtExport += 1;
      return null;
    }
    count.checked += 1;
    if (file.fits && file.bytes === bytes) return null;
    count.damaged += 1;
    return file.fits ? 'file_size_differs' : 'file_damaged';
  }

  return {
    async look(chain: Chain): Promise<void> {
      const { subject, subjectId, name } = chain;
      for (const file of evidenceIn(chain)) {
        const code = await faultOf(file);
        if (code === null) continue;
        const { seq, evidenceId, sha256 } = file;
        const message = messages[code];
        firstBad ??= { code, subject, subjectId, name, seq, message, evidenceId, sha256 };
      }
    },
    counted: () => ({ ...count, firstBad }),
  };
}

async function readIn(folder: string, sha256: string) {
  const found = await hashOfFile(join(folder, sha256));
  return found === null ? null : { fits: found.sha256 === sha256, bytes: found.bytes };
}
