/** Reads made-up files in the tests: what came out, in a form that is short to compare. */
import { DEFAULT_LIMITS, type IntakeLimits } from '../../../../src/intake/formats/limits.ts';
import type { SourceResult } from '../../../../src/intake/formats/refusal.ts';
import type { SourceBlock, Table } from '../../../../src/intake/source.ts';

type Reader = (bytes: Uint8Array, limits: IntakeLimits) => Promise<SourceResult>;

export async function blocksIn(read: Reader, bytes: Uint8Array): Promise<readonly SourceBlock[]> {
  const result = await read(bytes, DEFAULT_LIMITS);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.source.blocks;
}

/** The lines outside tables. */
export async function linesIn(read: Reader, bytes: Uint8Array): Promise<string[]> {
  const blocks = await blocksIn(read, bytes);
  return blocks.flatMap((block) => (block.kind === 'text' ? block.text.split('\n') : []));
}

export async function tableIn(read: Reader, bytes: Uint8Array): Promise<Table> {
  const tables = (await blocksIn(read, bytes)).filter((block) => block.kind === 'table');
  const [table] = tables;
  if (table === undefined || tables.length > 1) throw new Error('Expected exactly one table');
  return table;
}

export const cellsOf = ({ rows }: Table): (readonly string[])[] => rows.map(({ cells }) => cells);

export async function refusalOf(
  read: Reader,
  bytes: Uint8Array,
  limits: Partial<IntakeLimits> = {},
): Promise<string | null> {
  const result = await read(bytes, { ...DEFAULT_LIMITS, ...limits });
  return result.ok ? null : result.error.code;
}
