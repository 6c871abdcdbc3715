/** Decisions that ask for a post: who holds it is the directory's to say, at that moment, and stays in the history. */
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../machines/actor.ts';
import type { FindingCommandInput } from '../../../machines/events.ts';
import { forEachTest } from './case-hooks.ts';
import {
  accepted,
  aMeasure,
  claim,
  dayMs,
  fireUntil,
  give,
  inspector,
  opened,
  openCase,
  owner,
  seniorInspector,
  slots,
  start,
  submitPlan,
} from './engine-case.ts';
import { history, verified } from './ledger-reading.ts';

const engineCase = forEachTest((on) => openCase(on));
const official: Actor = { kind: 'person', id: 'shen', unit: 'school' };
const head: Actor = { kind: 'person', id: 'zhou', unit: 'school' };
const cause = { type: 'SET_CAUSE', category: 'rules', text: '没有审批规定' } as const;
const measures: FindingCommandInput = {
  type: 'SET_MEASURES',
  measures: [aMeasure(1, '2024-05-20')],
};

const answer = (findingId: string, event: FindingCommandInput, by: Actor) =>
  engineCase.engine.send({ findingId, event, by });
const refusal = async (...given: Parameters<typeof answer>) => {
  const refused = await answer(...given);
  return refused.kind === 'refused' && refused.code === 'event_refused' ? refused.guard : refused;
};

async function serious(grade: 'serious' | 'major' = 'serious'): Promise<string> {
  const { id } = await opened(engineCase.engine, { grade });
  await give(engineCase.engine, id, owner, claim, cause, measures, submitPlan);
  return id;
}

const until = (
  day: string,
  override?: true,
  clock: 'plan' | 'execute' = 'execute',
): FindingCommandInput => ({
  type: 'EXTEND',
  clock,
  extension: { rule: 'fixed', until: day },
  reason: '同意',
  ...(override !== undefined && { override }),
});

async function atWork(): Promise<string> {
  const id = await serious();
  await give(engineCase.engine, id, inspector, { type: 'APPROVE_PLAN' });
  await give(engineCase.engine, id, owner, { type: 'START' });
  return id;
}

describe('signing for the plan of a grave finding', () => {
  test('is for the first responsible person: who holds the post, whatever it is called', async () => {
    const id = await serious('major');
    expect(await refusal(id, { type: 'APPROVE_PLAN' }, inspector)).toBe('planAttested');
    expect(await refusal(id, { type: 'ATTEST_PLAN' }, official)).toBe('signsAsHead');
    accepted(await answer(id, { type: 'ATTEST_PLAN' }, head));
    accepted(await answer(id, { type: 'APPROVE_PLAN' }, inspector));
    const signed = (await history(engineCase, id)).find(
      ({ event }) => event.type === 'ATTEST_PLAN',
    );
    expect(signed?.event).toMatchObject({ holds: ['accountableExecutive'] });
    expect(await verified(engineCase)).toMatchObject({ ok: true });
  });

  test('is for whoever holds the post now, not whoever held it before', async () => {
    const id = await serious('major');
    await engineCase.directory.put({
      posts: [{ code: slots.accountableExecutive, title: '党总支书记', holder: 'shen' }],
    });
    expect(await refusal(id, { type: 'ATTEST_PLAN' }, head)).toBe('signsAsHead');
    accepted(await answer(id, { type: 'ATTEST_PLAN' }, official));
  });
});

describe('whoever answers for a finding by a post', () => {
  test.each([
    ['change its class', { type: 'RECLASSIFY', class: 'continuing', reason: '需分年度落实' }],
    [
      'extend its date',
      {
        type: 'EXTEND',
        clock: 'plan',
        extension: { rule: 'remainder', days: 30 },
        reason: '需要更多时间',
      },
    ],
  ] as const)('does not %s, though nothing has been done yet', async (_what, event) => {
    const { id } = await opened(engineCase.engine, { responsibleUnit: null });
    const alone: Actor = { kind: 'person', id: 'he', unit: null };
    expect(await refusal(id, event, alone)).toBe('checkerIsNotResponsible');
  });
});

describe('the review of a grave plan', () => {
  test('refuses measures due before today, or after the period of the rules', async () => {
    const id = await serious();
    for (const [day, guard] of [
      ['2024-02-29', 'measureDatesLieAhead'],
      ['2024-12-31', 'measureDatesAreWithinPeriod'],
    ] as const) {
      const back = { type: 'RETURN_PLAN', criteria: ['dates'], reason: '时限不合理' } as const;
      await give(engineCase.engine, id, inspector, { ...back, criteria: [...back.criteria] });
      const changed = { type: 'SET_MEASURES', measures: [aMeasure(1, day)] } as const;
      await give(engineCase.engine, id, owner, { ...changed, measures: [...changed.measures] });
      await give(engineCase.engine, id, owner, submitPlan);
      expect(await refusal(id, { type: 'APPROVE_PLAN' }, inspector)).toBe(guard);
    }
  });

  test('asks nothing of the kind of an ordinary one', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, claim, {
      type: 'SET_MEASURES',
      measures: [aMeasure(1, '2024-02-29')],
    });
    await give(engineCase.engine, id, owner, submitPlan);
    expect(await answer(id, { type: 'APPROVE_PLAN' }, inspector)).toMatchObject({
      kind: 'accepted',
    });
  });
});

describe('more time for a grave finding', () => {
  const ask: FindingCommandInput = {
    type: 'REQUEST_EXTENSION',
    clock: 'execute',
    until: '2024-07-31',
    reasonCode: 'procurement',
    reason: '设备采购须重新招标',
  };
  test('is asked for first, and granted by the post that the rules name', async () => {
    const id = await atWork();
    expect(await refusal(id, until('2024-07-31'), inspector)).toBe('extensionAskedFor');
    accepted(await answer(id, ask, owner));
    expect(await refusal(id, until('2024-07-31'), seniorInspector)).toBe(
      'extensionApproverDecides',
    );
    accepted(await answer(id, until('2024-07-31'), inspector));
  });

  test('asked for tells whoever decides', async () => {
    const id = await atWork();
    accepted(await answer(id, ask, owner));
    const { rows } = await engineCase.database.store.query(
      `select slot, person_id from notice where finding_id = $1 and template = 'extension-requested'`,
      [id],
    );
    expect(rows).toEqual([{ slot: 'verifier', person_id: 'lu' }]);
  });

  test('that is not more is not asked for', async () => {
    const id = await atWork();
    expect(await refusal(id, { ...ask, until: '2024-05-01' }, owner)).toBe('requestedDayIsLater');
    expect(await refusal(id, { ...ask, until: '2024-02-01' }, owner)).toBe('requestedDayIsLater');
  });

  test('with nobody in the post that grants it is granted by nobody, and that is alarmed over', async () => {
    const { id } = await opened(engineCase.engine, {
      grade: 'serious',
      slots: { actionOwner: 'teaching', leadOfficial: 'vice-principal' },
    });
    await give(engineCase.engine, id, owner, claim);
    const early = { ...ask, clock: 'plan' as const, until: '2024-06-30' };
    accepted(await answer(id, early, owner));
    expect(await refusal(id, until('2024-06-30', undefined, 'plan'), inspector)).toBe(
      'extensionApproverAppointed',
    );
    const { rows } = await engineCase.database.store.query(
      `select state, outcome from notice where finding_id = $1 and template = 'extension-requested'`,
      [id],
    );
    expect(rows).toEqual([{ state: 'failed', outcome: 'nobody_appointed' }]);
  });

  test('after the date is for the steering group alone, and is marked for ever', async () => {
    const id = await atWork();
    await fireUntil(engineCase, start + 120 * dayMs);
    accepted(await answer(id, { ...ask, until: '2024-09-30' }, owner));
    expect(await refusal(id, until('2024-09-30'), inspector)).toBe('overrideIsPermitted');
    expect(await refusal(id, until('2024-09-30', true), inspector)).toBe('overrideIsPermitted');
    accepted(await answer(id, until('2024-09-30', true), seniorInspector));
    const { finding } = await engineCase.ports.ledger.load(id, null);
    expect(finding?.snapshot.context.extensions).toMatchObject([{ afterDate: true }]);
    expect(await verified(engineCase)).toMatchObject({ ok: true });
  });
});
