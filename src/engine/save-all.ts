/** Saves what one decision comes to: one finding's write, or those of several that belong together. */
import type { EnginePorts, FindingOpening, FindingWrite } from './ports.ts';

/**
 * Openings first, then the writes. One of them is one statement; several are one transaction: all, or
 * none. False when a version or the calendar has moved on, or the idempotency key was taken meanwhile.
 */
export async function saveAll(
  { ledger }: Pick<EnginePorts, 'ledger'>,
  writes: readonly FindingWrite[],
  openings: readonly FindingOpening[] = [],
): Promise<boolean> {
  const [opening] = openings;
  const [write] = writes;
  if (openings.length + writes.length === 1) {
    if (opening !== undefined) return ledger.open(opening);
    if (write !== undefined) return ledger.save(write);
  }
  const overtaken = new Error('somebody else was first');
  try {
    await ledger.transact(async (within) => {
      for (const each of openings) if (!(await within.open(each))) throw overtaken;
      for (const each of writes) if (!(await within.save(each))) throw overtaken;
    });
    return true;
  } catch (error) {
    if (error === overtaken) return false;
    throw error;
  }
}
