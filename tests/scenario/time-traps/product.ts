/** The product itself, for the traps of time: engine, ledger and views on a database in memory. */
import { fileURLToPath } from 'node:url';
import {
  createVirtualClock,
  openRectiflow,
  type Engine,
  type Rectiflow,
  type VirtualClock,
} from '../../../src/index.ts';
import type { Period } from '../../../machines/words.ts';
import { readCalendarLayer } from '../../../src/calendar/calendar-files.ts';
import type { Cadence, Policy } from '../../../src/engine/policy.ts';
import type { ClockView } from '../../../src/store/finding-shapes.ts';
import { migratedDump } from '../../support/memory-database.ts';
import { onward } from '../../unit/calendar/calendars.ts';
import { hourMs, people, policy, posts } from '../../unit/engine/engine-case.ts';

/** Germany in 2026, as the sample has it. */
export const germanDays = await readCalendarLayer(
  fileURLToPath(new URL('../../../samples/calendars/de-2026.yaml', import.meta.url)),
);

export interface Product extends AsyncDisposable {
  readonly rectiflow: Rectiflow;
  readonly engine: Engine;
  readonly clock: VirtualClock;
}

interface ProductOptions {
  /** Where its clock stands at first, epoch ms. It only goes on. */
  readonly at: number;
  readonly zone?: string;
  /** Besides the shipped ones. */
  readonly policies?: readonly Policy[];
  readonly calendars?: readonly unknown[];
}

/** With the people of one school in their posts, and nothing in the ledger. */
export async function openProduct({ at, ...options }: ProductOptions): Promise<Product> {
  const clock = createVirtualClock(at);
  const rectiflow = await openRectiflow({ ...options, clock, loadDataDir: await migratedDump() });
  await rectiflow.directory.put({ people, posts });
  const close = () => rectiflow.close();
  return { rectiflow, engine: rectiflow.engine, clock, [Symbol.asyncDispose]: close };
}

/** The clocks of a finding as its page shows them, in the order they were started. */
export async function clocksOf(
  { rectiflow, clock }: Product,
  findingId: string,
): Promise<readonly ClockView[]> {
  const view = await rectiflow.findings.get(findingId, clock.at);
  if (view === null) throw new Error('no such finding');
  return view.clocks;
}

/** The one clock of the finding that runs for that step. */
export async function running(
  product: Product,
  findingId: string,
  kind: string,
): Promise<ClockView> {
  const all = (await clocksOf(product, findingId)).filter((row) => row.kind === kind);
  const [row, ...others] = all.filter(({ state }) => state === 'running');
  if (row === undefined || others.length > 0) throw new Error(`not one ${kind} clock runs`);
  return row;
}

/** The day that ends with that printed instant: 24:00, and nothing else. */
export function lastDay(dueAt: string): string {
  if (!dueAt.includes('T00:00:00.000')) throw new Error(`not the end of a day: ${dueAt}`);
  return onward(dueAt.slice(0, 10), -1);
}

/** The day it is in Shanghai. */
export function dayInShanghai(at: number): string {
  return new Date(at + 8 * hourMs).toISOString().slice(0, 10);
}

/** The default policy under a name of its own, with that period for plans, and its last day where it falls. */
export function planWithin(id: string, period: Period, cadence?: Cadence): Policy {
  const { phased } = policy.classes;
  const rule = { ...phased.clocks.plan, id: `${id}-plan`, period, roll: 'none' } as const;
  const plan = cadence === undefined ? rule : { ...rule, cadence: id };
  return {
    ...policy,
    id,
    version: 1,
    cadences: cadence === undefined ? policy.cadences : { ...policy.cadences, [id]: cadence },
    classes: { ...policy.classes, phased: { ...phased, clocks: { ...phased.clocks, plan } } },
  };
}
