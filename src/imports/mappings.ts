/** Which column of a spreadsheet holds what, remembered for sheets with the same header. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import { storedText } from '../../machines/words.ts';
import { checked } from '../checked.ts';
import { nowOf } from '../engine/now.ts';
import type { EnginePorts } from '../engine/ports.ts';
import {
  columnMapping,
  putColumnMapping,
  type ColumnMappingRow,
} from '../store/column-mappings.ts';
import type { Queryable } from '../store/pool.ts';

const fingerprintSchema = storedText(200);
const mappingSchema = z.strictObject({
  fingerprint: fingerprintSchema,
  mapping: z.record(storedText(200), storedText(200)),
  by: actorSchema,
});

export interface ColumnMappings {
  /** Null where nobody has said anything about sheets of that fingerprint. Throws `request_invalid`. */
  get(fingerprint: string): Promise<ColumnMappingRow | null>;
  /** From now on, in the place of what was said before. Throws `request_invalid`. */
  put(given: {
    readonly fingerprint: string;
    readonly mapping: ColumnMappingRow;
    readonly by: Actor;
  }): Promise<void>;
}

export function createMappings(ports: EnginePorts, store: Queryable): ColumnMappings {
  return {
    get: async (fingerprint) => columnMapping(store, checked(fingerprintSchema, fingerprint)),
    async put(given) {
      const mapping = checked(mappingSchema, given);
      await putColumnMapping(store, { ...mapping, at: await nowOf(ports) });
    },
  };
}
