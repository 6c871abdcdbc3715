/** rectiflow export: every chain beside what is stored of it, one JSON document per line. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Chain } from '../../engine/proof/chains.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, type Exit } from '../output.ts';

export async function exportChains(
  options: ConfigOption & { readonly out: string },
): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  await pipeline(lines(rectiflow.chains()), createWriteStream(options.out));
  print(options.out);
  return exitCode.done;
}

async function* lines(chains: AsyncIterable<Chain>): AsyncGenerator<string> {
  for await (const chain of chains) yield `${JSON.stringify(chain)}\n`;
}
