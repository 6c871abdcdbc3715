/** Tells a value that must be unique and is in use from other trouble with a write. */

/** True when the database refused the write because of that constraint. */
export function isTaken(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === constraint
  );
}
