/** Tells what the file system refuses from faults of ours. */

/** ENOENT, EACCES, EEXIST and the like; null for what the file system has not said. */
export const refusedBy = (error: unknown): string | null =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
