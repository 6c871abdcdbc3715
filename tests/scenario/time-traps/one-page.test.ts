/**
 * The trap: a sweep that reads one page and filters in code. The rule: one sweep fires everything
 * that is due and can be fired, whatever stands before it in the queue.
 */
import { describe, expect, test } from 'vitest';
import { createLedger } from '../../../src/store/ledger.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { aFinding, dayMs, shanghai } from '../../unit/engine/engine-case.ts';
import { sweepFirstPage, type DueItem } from './naive/first-page.ts';
import { openProduct, type Product } from './product.ts';

type Standing = 'taken' | 'broken' | 'ready';

/**
 * Three hundred clocks, longest due first: what another worker has in hand, what cannot be fired, each
 * more than a batch of ours and together more than a page of theirs; and the rest.
 */
const queue: readonly Standing[] = [
  ...Array<Standing>(75).fill('taken'),
  ...Array<Standing>(75).fill('broken'),
  ...Array<Standing>(150).fill('ready'),
];

/**
 * Runs that many sweeps, one after the other, over a queue of clocks that are all due; answers for
 * each sweep which were fired, by their place in the queue.
 */
type Sweeping = (
  queue: readonly Standing[],
  sweeps: number,
) => Promise<readonly (readonly number[])[]>;

interface Judged {
  readonly notFiredAtOnce: number;
  readonly neverFired: number;
  readonly firedTwice: number;
  /** Fired though they were not for this sweep. */
  readonly firedWrongly: number;
}

async function judge(sweep: Sweeping, items: readonly Standing[], sweeps = 2): Promise<Judged> {
  const [first = [], ...later] = await sweep(items, sweeps);
  expect(later).toHaveLength(sweeps - 1);
  const fired = new Set([first, ...later].flat());
  const ready = items.flatMap((standing, no) => (standing === 'ready' ? [no] : []));
  return {
    notFiredAtOnce: ready.filter((no) => !first.includes(no)).length,
    neverFired: ready.filter((no) => !fired.has(no)).length,
    firedTwice: [first, ...later].flat().length - fired.size,
    firedWrongly: [...fired].filter((no) => items[no] !== 'ready').length,
  };
}

const everything: Judged = {
  notFiredAtOnce: 0,
  neverFired: 0,
  firedTwice: 0,
  firedWrongly: 0,
};

const naive: Sweeping = async (standings, sweeps) => {
  const done = new Set<number>();
  return Array.from({ length: sweeps }, () => {
    const items = standings.map((standing, no): DueItem => {
      const [taken, broken] = [standing === 'taken', standing === 'broken'];
      return { no, dueAt: no, taken, broken, fired: done.has(no) };
    });
    const fired = sweepFirstPage(items, standings.length).map(({ no }) => no);
    for (const no of fired) done.add(no);
    return fired;
  });
};

const openedAt = shanghai('2026-03-02T10:00');

/** Opens the findings of the queue; each of the three parts a day after the one before, so that it is due later. */
async function fill({ engine, clock }: Product, standings: readonly Standing[]): Promise<void> {
  for (const [part, standing] of (['taken', 'broken', 'ready'] as const).entries()) {
    clock.moveTo(openedAt + part * dayMs);
    const findings = standings.flatMap((each, no) =>
      each === standing
        ? [aFinding({ title: `${standing} ${no}`, policy: shippedName('cn-inspection') })]
        : [],
    );
    await engine.openAll(findings, { kind: 'import', document: 'round.docx' });
  }
}

/** The places in the queue of the findings that somebody was reminded of, by notice. */
async function remindersOf({ rectiflow, clock }: Product): Promise<ReadonlyMap<string, number>> {
  const list = await rectiflow.findings.list({ limit: queue.length }, clock.at);
  const places = new Map(list.map(({ number, title }) => [number, Number(title.split(' ')[1])]));
  const reminders = (await rectiflow.findings.notices()).filter(({ rungs }) => rungs.length > 0);
  return new Map(reminders.map(({ id, findingNumber }) => [id, places.get(findingNumber) ?? -1]));
}

const rectiflow: Sweeping = async (standings, sweeps) => {
  await using product = await openProduct({ at: openedAt });
  await fill(product, standings);
  const { store } = product.rectiflow.database;
  // Their rules are of a version that this program does not have.
  await store.query(`update finding set machine_version = 99 where title like 'broken%'`);
  // The first reminder of each is due on its tenth day; another worker takes those that are due first.
  product.clock.moveTo(shanghai('2026-03-12T09:00'));
  const theirs = await createLedger(store).takeDueClocks(product.clock.at, 1000, 600_000);
  expect(theirs).toHaveLength(standings.filter((standing) => standing === 'taken').length);
  product.clock.moveTo(shanghai('2026-03-14T09:00'));
  const fired: number[][] = [];
  for (let turn = 0; turn < sweeps; turn += 1) {
    const before = await remindersOf(product);
    await product.engine.fireDue({ batchSize: 50 });
    const after = [...(await remindersOf(product))];
    fired.push(after.filter(([id]) => !before.has(id)).map(([, place]) => place));
  }
  return fired;
};

describe('a sweep that reads a hundred rows and filters them in code', () => {
  test('fires all of them where all are ready', async () => {
    expect(await judge(naive, Array<Standing>(100).fill('ready'))).toEqual(everything);
  });

  test('fires none of those behind what it leaves out', async () => {
    expect(await judge(naive, queue)).toEqual({
      notFiredAtOnce: 150,
      neverFired: 150,
      firedTwice: 0,
      firedWrongly: 0,
    });
  });

  test('fires none of them on any other morning either', async () => {
    expect(await judge(naive, queue, 30)).toMatchObject({ neverFired: 150 });
  });
});

describe('rectiflow', () => {
  test('fires all that is due and can be in one sweep, once', { timeout: 300_000 }, async () => {
    expect(await judge(rectiflow, queue)).toEqual(everything);
  });
});
