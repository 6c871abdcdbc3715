/** Fires many due clocks with one read and one write. What does not come out that way is left as it was. */
import { askedOnce } from './asked-once.ts';
import { decideFiring, dueBy, instantOf } from './fire-clock.ts';
import type { DueClock, EnginePorts, FindingWriteAmongMany } from './ports.ts';

/**
 * Fires the clocks that are due, one of each finding; those it fired. The others are still due, or
 * somebody else was first, or they cannot be fired: who fires them one by one learns which.
 */
export async function fireTogether(
  ports: EnginePorts,
  batch: readonly DueClock[],
): Promise<ReadonlySet<DueClock>> {
  // Each event is decided on what the one before it left: of one finding, only one can be decided here.
  const firstOf = new Map(batch.toReversed().map((due) => [due.findingId, due]));
  const loaded = await ports.ledger.loadMany([...firstOf.keys()]);
  const directory = askedOnce(ports.directory, loaded);
  const writes: FindingWriteAmongMany[] = [];
  for (const { finding, ...rest } of loaded) {
    if (finding === null) continue;
    const found = { ...rest, finding };
    const clockNo = firstOf.get(finding.id)?.clockNo;
    const row = dueBy(
      instantOf(ports, found),
      found.clocks.filter(({ no }) => no === clockNo),
    );
    if (row === undefined) continue;
    // A finding that cannot be decided on must not hold up the others.
    const outcome = await decideFiring({ ...ports, directory }, found, row).catch(() => null);
    // What others have to hear of is fired by itself.
    if (outcome?.kind !== 'decided' || outcome.told.length > 0) continue;
    writes.push({ ...outcome.write, calendarRevision: found.calendarRevision });
  }
  if (writes.length === 0) return new Set();
  const saved = await ports.ledger.saveMany(writes);
  return new Set([...firstOf.values()].filter(({ findingId }) => saved.has(findingId)));
}
