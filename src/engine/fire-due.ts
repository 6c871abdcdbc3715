/** Fires due clocks as ordinary events. Safe in many processes: each takes its own, and a clock fires once. */
import { dueBy, instantOf } from './fire-clock.ts';
import { fireClock } from './fire-one.ts';
import { fireTogether } from './fire-together.ts';
import { nowOf } from './now.ts';
import type { DueClock, EnginePorts } from './ports.ts';

export interface FireDueOptions {
  /** Clocks taken from the ledger at a time. */
  readonly batchSize?: number;
  /** Told after each batch of which some were fired: what they owe can be on its way before the next. */
  readonly onFired?: () => void;
}

export interface FiredDue {
  /** Clocks whose passed rungs are now in the history. */
  readonly fired: number;
  /** Clocks that somebody else fired, held or ended first. */
  readonly stale: number;
  /** Clocks that could not be fired; they stay due, and the others went on. */
  readonly failed: readonly (DueClock & { readonly why: string })[];
  /** When the next rung of any clock is due (epoch ms), or null when nothing runs. */
  readonly nextDueAt: number | null;
}

/** How long a batch is nobody else's. A worker that dies with it delays its clocks by no more than this. */
const leaseMs = 30_000;

/** How often a clock is tried again where somebody else changed its finding meanwhile. */
const attemptsMax = 5;

/** Fires every clock that is due now, each once. */
export async function fireDue(
  ports: EnginePorts,
  { batchSize = 200, onFired }: FireDueOptions = {},
): Promise<FiredDue> {
  const { ledger } = ports;
  const now = await nowOf(ports);
  let fired = 0;
  let stale = 0;
  const failed: FiredDue['failed'][number][] = [];
  const named = new Set<string>();
  for (;;) {
    const taken = await ledger.takeDueClocks(now, batchSize, leaseMs);
    // One whose lease ran out while so many others failed is named once; the next run tries it again.
    const batch = taken.filter((due) => !named.has(nameOf(due)));
    const together = await firedTogether(ports, batch);
    const before = fired;
    for (const due of batch) {
      const outcome = together.has(due) ? 'fired' : await fireOne(ports, due).catch(String);
      if (outcome === 'fired') fired += 1;
      else if (outcome === 'stale') stale += 1;
      else {
        failed.push({ ...due, why: outcome });
        named.add(nameOf(due));
      }
    }
    if (fired > before) onFired?.();
    // What could not be fired stays taken for a while: it never keeps the others waiting.
    if (batch.length < batchSize) break;
  }
  return { fired, stale, failed, nextDueAt: await ledger.nextDueAt() };
}

function nameOf({ findingId, clockNo }: DueClock): string {
  return `${findingId}/${clockNo}`;
}

/** What could be fired at once. Whatever stood in the way, those left are fired one by one. */
async function firedTogether(
  ports: EnginePorts,
  batch: readonly DueClock[],
): Promise<ReadonlySet<DueClock>> {
  if (batch.length < 2) return new Set();
  return fireTogether(ports, batch).catch(() => new Set());
}

/** `fired`, `stale`, or why it could not be fired. */
async function fireOne(ports: EnginePorts, { findingId, clockNo }: DueClock): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const loaded = await ports.ledger.load(findingId, null);
    const { finding, clocks } = loaded;
    if (finding === null) return 'stale';
    const found = { ...loaded, finding };
    const row = dueBy(
      instantOf(ports, found),
      clocks.filter(({ no }) => no === clockNo),
    );
    if (row === undefined) return 'stale';
    const outcome = await fireClock(ports, found, row);
    if (outcome !== 'stale' || attempt >= attemptsMax) return outcome;
  }
}
