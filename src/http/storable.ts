/** Refuses what the schemas let through and the ledger cannot hold: some characters, and days out of reach. */
import type { z } from 'zod';

/** NUL, or half of a surrogate pair: JSON can carry them, PostgreSQL cannot store them. */
const unstorable = /\0|\p{Surrogate}/u;

/**
 * Instants begin in 1970, and a deadline centuries ago or ahead is a slip of the pen. (It would
 * also be a costly one: every reminder missed since then is counted out.)
 */
const [firstDay, lastDay] = ['1970-01-01', '2999-12-31'];
const dayMembers = new Set(['dueDate', 'until']);

/** Adds one issue per value that cannot be held. For bodies already checked: their depth is bounded. */
export function refuseUnstorable(body: unknown, context: z.core.$RefinementCtx): void {
  for (const { path, message } of faultsIn(body, [])) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
}

interface Fault {
  readonly path: readonly string[];
  readonly message: string;
}

function* faultsIn(value: unknown, path: readonly string[]): Generator<Fault> {
  if (typeof value === 'string') {
    if (unstorable.test(value)) {
      yield { path, message: 'must not contain NUL or half of a surrogate pair' };
    } else if (dayMembers.has(path.at(-1) ?? '') && (value < firstDay || value > lastDay)) {
      yield { path, message: `must lie between ${firstDay} and ${lastDay}` };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) yield* faultsIn(member, [...path, key]);
  }
}
