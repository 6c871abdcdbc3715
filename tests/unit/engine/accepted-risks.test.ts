/** 接受风险: until a day, and then the finding is open again by itself. */
import { expect, test } from 'vitest';
import { forEachTest } from './case-hooks.ts';
import {
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  policy,
  shanghai,
  start,
} from './engine-case.ts';
import { history, verified } from './ledger-reading.ts';

const { phased } = policy.classes;
const accepting = {
  ...policy,
  id: 'accepting',
  version: 1,
  classes: {
    ...policy.classes,
    phased: {
      ...phased,
      gates: { ...phased.gates, riskAcceptance: true, acceptanceExpires: true },
    },
  },
};
const engineCase = forEachTest((on) => openCase({ ...on, policies: [accepting] }));
const accept = {
  type: 'ACCEPT_RISK',
  until: '2024-05-31',
  reason: '老旧系统停用前维持现状',
} as const;
const standing = async (id: string) => {
  const { finding } = await engineCase.ports.ledger.load(id, null);
  return finding?.snapshot;
};

test('a risk accepted until a day is open again when that has passed, in a new cycle', async () => {
  const { id } = await opened(engineCase.engine);
  await give(engineCase.engine, id, inspector, accept);
  engineCase.clock.moveTo(shanghai('2024-05-31T23:00'));
  await engineCase.engine.fireDue();
  expect((await standing(id))?.context.disposition).toBe('accepted');
  engineCase.clock.moveTo(shanghai('2024-06-01T00:00'));
  await engineCase.engine.fireDue();
  const snapshot = await standing(id);
  expect(snapshot?.value.lifecycle).toEqual({ inProgress: 'working' });
  expect(snapshot?.context).toMatchObject({ disposition: null, cycle: 2, breaches: [] });
  expect(await verified(engineCase)).toMatchObject({ ok: true });
});

test('cannot be looked at again as if it had been put right', async () => {
  const { id } = await opened(engineCase.engine);
  await give(engineCase.engine, id, inspector, accept);
  const event = { type: 'PASS_RECHECK' } as const;
  expect(await engineCase.engine.send({ findingId: id, event, by: inspector })).toMatchObject({
    guard: 'wasRectified',
  });
});

test('a part whose risk was accepted is open for its whole too when it comes back', async () => {
  const whole = await opened(engineCase.engine);
  const part = await opened(engineCase.engine, { parent: { finding: whole.number } });
  await give(engineCase.engine, part.id, inspector, accept);
  engineCase.clock.moveTo(start + 120 * dayMs);
  await engineCase.engine.fireDue();
  expect((await standing(whole.id))?.context.children).toMatchObject([{ open: true }]);
  const types = (await history(engineCase, whole.id)).map(({ event }) => event.type);
  expect(types.filter((type) => type.startsWith('CHILD_'))).toEqual([
    'CHILD_ADDED',
    'CHILD_CLOSED',
    'CHILD_REOPENED',
  ]);
  expect(await verified(engineCase)).toMatchObject({ ok: true });
});
