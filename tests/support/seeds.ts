/** Real documents with their hand-made truth, in ../shared/seeds beside the repository: not part of it, and perhaps not there. */
import { existsSync } from 'node:fs';

export const seeds = new URL('../../../shared/seeds/', import.meta.url);
export const seedsAreHere = existsSync(new URL('truth.json', seeds));
export const DID_NOT_RUN = 'did not run where ../shared/seeds is missing';

/** Names what does not run, for whoever reads the run. */
export function sayNotRun(what: string): void {
  // oxlint-disable-next-line no-console -- a test that does not run must be visible in the output.
  console.warn(what);
}
