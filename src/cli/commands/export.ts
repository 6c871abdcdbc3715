/** rectiflow export: every chain beside what is stored of it, alone or in a bundle with the files of its evidence. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Chain } from '../../engine/proof/chains.ts';
import { RectiflowError } from '../../errors.ts';
import { chainLine } from '../../files/bundle/chain-lines.ts';
import type { Manifest } from '../../files/bundle/manifest.ts';
import { writeBundle } from '../../files/bundle/write-bundle.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, say, type Exit } from '../output.ts';

export interface ExportOptions extends ConfigOption {
  readonly out?: string;
  readonly bundle?: string;
}

export async function exportChains({ out, bundle, ...options }: ExportOptions): Promise<Exit> {
  if (out !== undefined && bundle === undefined) return exportFile(out, options);
  if (out === undefined && bundle !== undefined) return exportBundle(bundle, options);
  const message = '请在 --out 和 --bundle 中任选其一 / name one of --out and --bundle';
  throw new RectiflowError('config_invalid', { message });
}

async function exportFile(out: string, options: ConfigOption): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  await pipeline(lines(rectiflow.chains()), createWriteStream(out));
  print(out);
  return exitCode.done;
}

async function exportBundle(bundle: string, options: ConfigOption): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const { files } = await writeBundle(bundle, rectiflow.chains(), rectiflow.files);
  print(bundle);
  return tell(files);
}

async function* lines(chains: AsyncIterable<Chain>): AsyncGenerator<string> {
  for await (const chain of chains) yield chainLine(chain);
}

/** Files that were never kept here are a remark, those that no longer fit their hash a failure. */
function tell({ listed, included, missing }: Manifest['files']): Exit {
  const damaged = missing.filter(({ why }) => why === 'damagedInStore');
  say(
    `佐证材料 ${listed} 份,文件 ${included} 个,缺 ${missing.length} 个` +
      ` / ${listed} pieces of evidence, ${included} files, ${missing.length} missing`,
  );
  for (const { sha256 } of damaged) {
    say(`file_damaged: ${sha256}: 与其哈希不符,未导出 / no longer fits its hash and is left out`);
  }
  return damaged.length === 0 ? exitCode.done : exitCode.failed;
}
