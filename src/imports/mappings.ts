/** Which column of a spreadsheet holds what, remembered for sheets with the same header. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import { storedText } from '../../machines/words.ts';
import { checked } from '../checked.ts';
import { nowOf } from '../engine/now.ts';
import type { EnginePorts } from '../engine/ports.ts';
import { ColumnMapping } from '../intake/index.ts';
import {
  columnMapping,
  latestColumnMappings,
  putColumnMapping,
  type ColumnMappingRow,
} from '../store/column-mappings.ts';
import type { Queryable } from '../store/pool.ts';

const givenSchema = z.strictObject({ mapping: ColumnMapping, by: actorSchema });

export interface ColumnMappings {
  /** Null where nothing is known of sheets with that header. Throws `request_invalid`. */
  get(fingerprint: string): Promise<ColumnMapping | null>;
  /** From now on, in the place of what was read or said before. Throws `request_invalid`. */
  put(given: { readonly mapping: ColumnMapping; readonly by: Actor }): Promise<void>;
}

export function createMappings(ports: EnginePorts, store: Queryable): ColumnMappings {
  return {
    async get(fingerprint) {
      const row = await columnMapping(store, checked(storedText(200), fingerprint));
      return row === null ? null : (mappingIn(row)[0] ?? null);
    },
    async put(given) {
      const { mapping, by } = checked(givenSchema, given);
      await putColumnMapping(store, { ...rowOf(mapping), by, at: await nowOf(ports) });
    },
  };
}

/** Sheets of more layouts are in use nowhere. */
const MOST_MAPPINGS = 200;

/** All that are known, for the reader of a file: the header decides which of them holds. */
export async function knownMappings(store: Queryable): Promise<ColumnMapping[]> {
  return (await latestColumnMappings(store, MOST_MAPPINGS)).flatMap(mappingIn);
}

/** Keeps how headers were read that nothing was known of. What somebody has said stands. */
export async function keepMappings(
  db: Queryable,
  mappings: readonly ColumnMapping[],
  { by, at }: { readonly by: Actor; readonly at: number },
): Promise<void> {
  for (const mapping of mappings) {
    await putColumnMapping(db, { ...rowOf(mapping), by, at }, { onlyNew: true });
  }
}

const rowOf = ({ fingerprint, columns }: ColumnMapping): ColumnMappingRow => ({
  fingerprint,
  mapping: columns,
});

/** A meaning that a later release has dropped is no reason to read nothing. */
function mappingIn({ fingerprint, mapping }: ColumnMappingRow): ColumnMapping[] {
  const read = ColumnMapping.safeParse({ fingerprint, columns: mapping });
  return read.success ? [read.data] : [];
}
