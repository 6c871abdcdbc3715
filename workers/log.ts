/** The log of the workers, as they see it. */

/** What a worker has to say. Ids only: never an address, a text, or a server's words. */
export interface WorkerLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Its kind and its code: what else an error says may hold addresses. */
export function wordsOf(error: unknown): { readonly err: string; readonly code?: string } {
  if (!(error instanceof Error)) return { err: typeof error };
  return 'code' in error ? { err: error.name, code: String(error.code) } : { err: error.name };
}
