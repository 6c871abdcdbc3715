/**
 * The trap: editing an item restarts its countdown. The rule: whatever is written about a finding,
 * and by whomever, its dates and its reminders stay where they are, to the millisecond.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../machines/events.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import {
  aMeasure,
  dayMs,
  give,
  inspector,
  opened,
  owner,
  seniorInspector,
  shanghai,
  work,
} from '../../unit/engine/engine-case.ts';
import { edited, savedItem } from './naive/restart-on-save.ts';
import { openProduct, running, type Product } from './product.ts';

interface Countdown {
  /** Epoch ms. */
  readonly dueAt: number;
  readonly nextReminderAt: number | null;
}

interface Countable {
  readonly begun: Countdown;
  /** Makes the edit at that instant; answers what the countdown is then. */
  readonly edit: (what: string, at: number) => Promise<Countdown>;
}

const begins = shanghai('2026-03-02T10:00') + 123;
/** Not a whole number of days apart, and all before the first reminder. */
const step = dayMs * 0.9 + 4567;

/** By how many days each edit has moved the date, and which ones the next reminder. */
async function moves(edits: readonly string[], { begun, edit }: Countable, from = begins) {
  const days: Record<string, number> = {};
  const reminders: string[] = [];
  for (const [no, what] of edits.entries()) {
    const { dueAt, nextReminderAt } = await edit(what, from + step * (no + 1));
    if (dueAt !== begun.dueAt) days[what] = (dueAt - begun.dueAt) / dayMs;
    if (nextReminderAt !== begun.nextReminderAt) reminders.push(what);
  }
  return { days, reminders };
}

const unmoved = { days: {}, reminders: [] };

function naive(): Countable {
  let item = savedItem(15, begins);
  const countdown = () => ({ dueAt: item.dueAt, nextReminderAt: item.dueAt - 10 * dayMs });
  return {
    begun: countdown(),
    async edit(what, at) {
      item = edited(item, what, 'changed', at);
      return countdown();
    },
  };
}

type Edit = readonly [by: typeof owner, command: FindingCommandInput];

const evidence: FindingCommandInput = work[2];
const target = { no: 1, name: '公开率', unit: '%', comparator: 'atLeast', value: 100 } as const;
const observation = { targetNo: 1, on: '2026-03-03', value: 40, evidenceId: null };
const assigned = { actionOwner: 'teaching', leadOfficial: 'principal' };

/** While a plan is drawn up. */
const planning: Record<string, Edit> = {
  claim: [owner, { type: 'CLAIM', responsibleUnit: 'school' }],
  assign: [inspector, { type: 'ASSIGN', slots: assigned }],
  measures: [owner, { type: 'SET_MEASURES', measures: [aMeasure(1, '2026-12-31')] }],
  targets: [owner, { type: 'SET_TARGETS', targets: [target] }],
  'measures again': [owner, { type: 'SET_MEASURES', measures: [aMeasure(1, '2027-06-30')] }],
};

/** While it is carried out: with no plan that somebody agreed to, measures may be set until then. */
const working: Record<string, Edit> = {
  assign: [seniorInspector, { type: 'ASSIGN', responsibleUnit: 'annex', slots: assigned }],
  measures: [owner, { type: 'SET_MEASURES', measures: [aMeasure(1, '2026-12-31')] }],
  note: [owner, { type: 'ADVANCE_MEASURE', no: 1, step: 'START', note: '已开始修订' }],
  evidence: [owner, evidence],
  targets: [owner, { type: 'SET_TARGETS', targets: [{ ...target, dueDate: '2026-12-31' }] }],
};
const workingOn: Record<string, Edit> = {
  measurement: [owner, { type: 'OBSERVE', observation }],
  report: [owner, { type: 'REPORT_PROGRESS', text: '按计划推进' }],
};

/** The clock of that kind, of a finding that is edited so. */
async function countable(
  product: Product,
  findingId: string,
  kind: string,
  edits: Record<string, Edit>,
): Promise<Countable> {
  const first = await running(product, findingId, kind);
  const countdown = async () => {
    const { no, dueAt, nextAt } = await running(product, findingId, kind);
    expect(no).toBe(first.no);
    const nextReminderAt = nextAt === null ? null : Date.parse(nextAt);
    return { dueAt: Date.parse(dueAt), nextReminderAt };
  };
  return {
    begun: await countdown(),
    async edit(what, at) {
      const [by, command] = edits[what] ?? expect.fail(`no such edit: ${what}`);
      product.clock.moveTo(at);
      await give(product.engine, findingId, by, command);
      return countdown();
    },
  };
}

describe('a countdown that begins anew with every save', () => {
  test('stays where it is only for as long as nobody writes anything', async () => {
    expect(await moves([], naive())).toEqual(unmoved);
  });

  test('gives five edits four and a half days, and puts the reminder off with them', async () => {
    const edits = Object.keys(working);
    const { days, reminders } = await moves(edits, naive());
    expect(Object.keys(days)).toEqual(edits);
    expect(days['targets']).toBeCloseTo(4.5, 2);
    expect(reminders).toEqual(edits);
  });

  test('never comes to its end where somebody writes something every fortnight', async () => {
    let item = savedItem(15, begins);
    for (let day = 14; day <= 364; day += 14) {
      item = edited(item, 'note', `day ${day}`, begins + day * dayMs);
      expect(item.dueAt).toBeGreaterThan(begins + day * dayMs);
    }
  });
});

describe('rectiflow', () => {
  let product: Product;
  beforeAll(async () => {
    product = await openProduct({ at: begins });
  });
  afterAll(() => product.rectiflow.close());

  test('keeps the date of the plan and its reminder through every edit of it', async () => {
    const { id } = await opened(product.engine, { policy: shippedName('cn-inspection') });
    const plan = await countable(product, id, 'plan', planning);
    expect(plan.begun.dueAt).toBe(shanghai('2026-04-02T00:00'));
    expect(await moves(Object.keys(planning), plan)).toEqual(unmoved);
  });

  test('keeps the date of the work and its reminder through every edit of it', async () => {
    product.clock.moveTo(shanghai('2026-03-09T10:00'));
    const given = { class: 'immediate', policy: shippedName('cn-inspection') } as const;
    const { id } = await opened(product.engine, given);
    await give(product.engine, id, owner, { type: 'START' });
    const edits = { ...working, ...workingOn };
    const execution = await countable(product, id, 'execute', edits);
    const { dueAt } = execution.begun;
    expect(dueAt).toBe(shanghai('2026-03-25T00:00'));
    expect(await moves(Object.keys(working), execution, product.clock.at)).toEqual(unmoved);
    // By then its first reminder has come, on the tenth day before; the date is still what it was.
    const nextReminderAt = shanghai('2026-03-21T09:00');
    for (const what of Object.keys(workingOn)) {
      const after = await execution.edit(what, shanghai('2026-03-15T10:00'));
      expect(after).toEqual({ dueAt, nextReminderAt });
    }
  });
});
