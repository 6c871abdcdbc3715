/** Tells a value that must be unique, or days that must not overlap, from other trouble with a write. */

/** True when the database refused the write because of that constraint. */
export function isTaken(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === '23505' || error.code === '23P01') &&
    'constraint' in error &&
    error.constraint === constraint
  );
}
