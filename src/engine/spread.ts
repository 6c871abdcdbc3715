/** What one decision asks of other findings: each hears of it by an event of its own, decided before anything is written. */
import { clocksAfter, findingAfter } from './after-write.ts';
import { decide, type Decided, type Told } from './decide.ts';
import { decideFiring, dueBy, instantOf, type LoadedFinding } from './fire-clock.ts';
import { loadFinding } from './load-finding.ts';
import type { EnginePorts, FindingWrite } from './ports.ts';

/** Who gives the event that another finding's event causes. */
const linkedRule = 'linked-finding';

/**
 * The writes that all of them come to, in the order they have to be saved in; null where one of them
 * cannot take the word. `known` is the finding the first decision was about, as that leaves it; none
 * where it is only being opened.
 */
export async function spread(
  ports: EnginePorts,
  told: readonly Told[],
  known: LoadedFinding | null,
): Promise<readonly FindingWrite[] | null> {
  const standing = new Map(known === null ? [] : [[known.finding.id, known]]);
  const writes: FindingWrite[] = [];
  const waiting = [...told];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { findingId, event } = next;
    const found = standing.get(findingId) ?? (await loadFinding(ports, findingId));
    if (found === null) return null;
    const { after, caughtUp } = await catchUp(ports, found);
    const { finding, clocks, calendarRevision } = after;
    const by = { kind: 'system', rule: linkedRule } as const;
    const outcome = await decide(
      { finding, clocks, event, by, at: instantOf(ports, after) },
      ports,
    );
    if (outcome.kind !== 'decided') return null;
    writes.push(...caughtUp, { ...outcome.write, calendarRevision, remember: null });
    standing.set(findingId, afterDecision(after, outcome));
    waiting.push(...outcome.told);
  }
  return writes;
}

/** The finding with what a decision about it has changed. */
export function afterDecision(loaded: LoadedFinding, { write }: Decided): LoadedFinding {
  return {
    ...loaded,
    finding: findingAfter(loaded.finding, write),
    clocks: clocksAfter(loaded.clocks, write),
  };
}

/** What came due before the word comes before it in the history. */
async function catchUp(
  ports: EnginePorts,
  found: LoadedFinding,
): Promise<{ readonly after: LoadedFinding; readonly caughtUp: readonly FindingWrite[] }> {
  const caughtUp: FindingWrite[] = [];
  let after = found;
  for (;;) {
    const due = dueBy(instantOf(ports, after), after.clocks);
    if (due === undefined) return { after, caughtUp };
    const outcome = await decideFiring(ports, after, due);
    // It stays due, and is reported by whoever fires clocks.
    if (outcome.kind !== 'decided') return { after, caughtUp };
    const { calendarRevision } = after;
    caughtUp.push({ ...outcome.write, calendarRevision, remember: null });
    after = afterDecision(after, outcome);
  }
}
