/** Reads what a person corrects in a document from a file they write. */
import { readDataFile } from '../data-file.ts';
import { correctionListSchema, type Correction } from './corrections.ts';

/** A list, YAML or JSON. Throws `corrections_invalid`, one line per problem. */
export async function readCorrections(path: string): Promise<Correction[]> {
  return readDataFile(path, correctionListSchema, 'corrections_invalid');
}
