/** Saves what one decision comes to: one finding's write, or those of several that belong together. */
import type { EnginePorts, FindingWrite } from './ports.ts';

/** One write is one statement. What several findings are told of is one transaction: all of it, or none. */
export async function saveAll(
  { ledger }: Pick<EnginePorts, 'ledger'>,
  writes: readonly FindingWrite[],
): Promise<boolean> {
  const [only, ...more] = writes;
  if (only !== undefined && more.length === 0) return ledger.save(only);
  const overtaken = new Error('somebody else was first');
  try {
    await ledger.transact(async (within) => {
      for (const write of writes) if (!(await within.save(write))) throw overtaken;
    });
    return true;
  } catch (error) {
    if (error === overtaken) return false;
    throw error;
  }
}
