/** rectiflow verify: replays every chain, from the database or from an export alone. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Chain } from '../../engine/proof/chains.ts';
import { verifyChains, type Verified } from '../../engine/proof/verify.ts';
import { RectiflowError } from '../../errors.ts';
import { chainSchema } from '../../engine/proof/chain-schema.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface VerifyOptions extends ConfigOption {
  readonly export?: string;
  readonly json?: boolean;
}

export async function verify(options: VerifyOptions): Promise<Exit> {
  const verified = await verifiedFrom(options);
  if (options.json === true) printJson(verified);
  else print(inWords(verified));
  return verified.ok ? exitCode.done : exitCode.failed;
}

async function verifiedFrom(options: VerifyOptions): Promise<Verified> {
  if (options.export !== undefined) return verifyChains(chainsIn(options.export));
  await using rectiflow = await openFrom(configOf(options));
  // Awaited here: the ledger is closed as soon as this block is left.
  return await rectiflow.verify();
}

/** Throws `document_unreadable`, naming the line, for a file that is no export. */
async function* chainsIn(file: string): AsyncGenerator<Chain> {
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    line += 1;
    if (text.trim() !== '') yield chainIn(text, `${file}:${line}`);
  }
}

function chainIn(text: string, where: string): Chain {
  try {
    return chainSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `${where}: 不是导出的事件链 / not a chain of an export`;
    throw new RectiflowError('document_unreadable', { message }, error);
  }
}

function inWords(verified: Verified): string {
  const { ok, findings, rounds, duties, events, badChains, firstBad } = verified;
  const counted =
    `问题 ${findings} 项、轮次 ${rounds} 个、长期坚持事项 ${duties} 项、事件 ${events} 条` +
    ` / ${findings} findings, ${rounds} rounds, ${duties} duties, ${events} events`;
  if (ok || firstBad === null) return `全部核对一致 / all hold: ${counted}`;
  const { code, name, subjectId, seq, message } = firstBad;
  return [
    `核对不一致 / does not hold: ${counted}`,
    `${name ?? subjectId} 第 ${seq} 条 / event ${seq}: ${code}: ${message}`,
    `共 ${badChains} 条链有问题 / ${badChains} chains do not hold`,
  ].join('\n');
}
