/** Failures of the place where files are kept, told from those of whoever sends them. */
import { RectiflowError } from '../errors.ts';

/** Throws `file_store_unavailable` for whatever the work fails with, unless that says more itself. */
export async function usable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RectiflowError) throw error;
    throw new RectiflowError('file_store_unavailable', { reason: codeOf(error) }, error);
  }
}

/** The system's own code, such as `ENOSPC`: its message would name a path or an address. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown';
}
