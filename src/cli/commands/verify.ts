/** rectiflow verify: replays every chain, from the database or from an export alone; of a bundle, its files too. */
import { stat } from 'node:fs/promises';
import { verifyChains, type Verified } from '../../engine/proof/verify.ts';
import { readChains } from '../../files/bundle/chain-lines.ts';
import { verifyBundle, type VerifiedBundle } from '../../files/bundle/verify-bundle.ts';
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

async function verifiedFrom(options: VerifyOptions): Promise<Verified | VerifiedBundle> {
  if (options.export !== undefined) return verifiedExport(options.export);
  await using rectiflow = await openFrom(configOf(options));
  // Awaited here: the ledger is closed as soon as this block is left.
  return await rectiflow.verify();
}

async function verifiedExport(path: string): Promise<Verified | VerifiedBundle> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true;
  return isFolder ? verifyBundle(path) : verifyChains(readChains(path));
}

function inWords(verified: Verified | VerifiedBundle): string {
  const chains = chainsInWords(verified);
  if (!('files' in verified)) return chains;
  const { listed, checked, missing, damaged, missingAtExport } = verified.files;
  return [
    chains,
    `佐证材料 ${listed} 份,核对 ${checked} 份,缺 ${missing} 份(导出时已缺 ${missingAtExport} 份),损坏 ${damaged} 份` +
      ` / evidence: ${listed} listed, ${checked} checked, ${missing} missing (${missingAtExport} of them at the export),` +
      ` ${damaged} damaged`,
  ].join('\n');
}

function chainsInWords(verified: Verified | VerifiedBundle): string {
  const { ok, findings, rounds, duties, events, badChains, firstBad } = verified;
  const counted =
    `问题 ${findings} 项、轮次 ${rounds} 个、长期坚持事项 ${duties} 项、事件 ${events} 条` +
    ` / ${findings} findings, ${rounds} rounds, ${duties} duties, ${events} events`;
  if (ok || firstBad === null) return `全部核对一致 / all hold: ${counted}`;
  return [
    `核对不一致 / does not hold: ${counted}`,
    `${placeOf(firstBad)}${firstBad.code}: ${firstBad.message}`,
    `共 ${badChains} 条链有问题 / ${badChains} chains do not hold`,
  ].join('\n');
}

function placeOf(bad: NonNullable<VerifiedBundle['firstBad']>): string {
  if (!('subjectId' in bad)) return '';
  const { name, subjectId, seq } = bad;
  const evidence = 'evidenceId' in bad ? `佐证材料 / evidence ${bad.evidenceId}: ` : '';
  return `${name ?? subjectId} 第 ${seq} 条 / event ${seq}: ${evidence}`;
}
