/** Chains as an export has them: one JSON document per line. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { chainSchema } from '../../engine/proof/chain-schema.ts';
import type { Chain } from '../../engine/proof/chains.ts';
import { RectiflowError } from '../../errors.ts';

export function chainLine(chain: Chain): string {
  return `${JSON.stringify(chain)}\n`;
}

/** Throws `document_unreadable`, naming the line, for a file that is no export. */
export async function* readChains(file: string): AsyncGenerator<Chain> {
  await assertFile(file);
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    line += 1;
    if (text.trim() !== '') yield chainIn(text, `${file}:${line}`);
  }
}

/** What cannot be opened would leave the reader of its lines waiting. */
async function assertFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found !== null && !found.isDirectory()) return;
  const message = `${file}: 没有这个导出文件 / there is no such export`;
  throw new RectiflowError('document_unreadable', { message });
}

function chainIn(text: string, where: string): Chain {
  try {
    return chainSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `${where}: 不是导出的事件链 / not a chain of an export`;
    throw new RectiflowError('document_unreadable', { message }, error);
  }
}
