import { describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../machines/events.ts';
import { hashOf } from '../../../src/engine/chain.ts';
import type { ChainedEvent, LedgerEvent } from '../../../src/engine/ports.ts';
import { errorTable } from '../../../src/errors.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner } from './open-app.ts';

type Event<T extends FindingCommandInput['type']> = Extract<FindingCommandInput, { type: T }>;

const measure: Event<'SET_MEASURES'>['measures'][number] = {
  no: 1,
  text: '修订采购管理办法',
  unit: 'finance-office',
  person: owner.id,
  dueDate: '2099-06-30',
  acceptanceCriterion: '新办法经党委会审议通过并印发',
  evidenceKinds: ['document'],
};
const evidence: Event<'ATTACH_EVIDENCE'>['evidence'] = {
  id: 'ev-1',
  kind: 'document',
  name: '采购管理办法(2024年修订).pdf',
  sha256: 'a'.repeat(64),
  bytes: 4_821,
};

/** Each step: who takes it, and where it leads. */
const life: readonly [FindingCommandInput, object, state: string, stage: string][] = [
  [{ type: 'CLAIM', responsibleUnit: 'finance-office' }, owner, 'identified', 'claimed'],
  [{ type: 'SET_MEASURES', measures: [measure] }, owner, 'identified', 'claimed'],
  [{ type: 'SUBMIT_PLAN' }, owner, 'identified', 'planInReview'],
  [{ type: 'APPROVE_PLAN' }, inspector, 'planned', 'planned'],
  [{ type: 'START' }, owner, 'inProgress', 'working'],
  [{ type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' }, owner, 'inProgress', 'working'],
  [{ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence }, owner, 'inProgress', 'working'],
  [{ type: 'SUBMIT', note: '申请核查' }, owner, 'inProgress', 'inReview'],
  [{ type: 'APPROVE' }, inspector, 'verified', 'awaitingClosure'],
  [{ type: 'CLOSE', sustained: true }, inspector, 'closed', 'closed'],
  [{ type: 'PASS_RECHECK', note: '成效保持' }, inspector, 'closed', 'closed'],
];

describe('a finding over HTTP', () => {
  test('goes from opening to closure, each step on the version before it', async () => {
    await using open = await openApp();
    const { app, rectiflow } = open;
    const id = await open.open();
    let etag = '"1"';
    for (const [event, by, state, stage] of life) {
      const answer = await open.send(id, event, by, { 'if-match': etag });
      expectDocumented(app, 'POST /findings/{id}/events', answer);
      expect({ ...event, ...answer.json<object>() }).toMatchObject({ ...event, state, stage });
      etag = String(answer.headers.etag);

      const finding = await app.inject(`/findings/${id}`);
      expectDocumented(app, 'GET /findings/{id}', finding);
      expect(finding.headers.etag).toBe(etag);
      expect(finding.json()).toMatchObject({ state, stage });
    }
    const closed = await app.inject(`/findings/${id}`);
    expect(closed.json()).toMatchObject({
      disposition: 'rectified',
      sustained: true,
      measures: [{ no: 1, state: 'done' }],
      evidence: [{ id: 'ev-1', measureNo: 1, cycle: 1 }],
      responsibleUnit: 'finance-office',
      allowed: ['SPOT_CHECK', 'ORDER_RECHECK', 'REOPEN'],
    });

    const history = await app.inject(`/findings/${id}/history`);
    expectDocumented(app, 'GET /findings/{id}/history', history);
    const { items } = history.json<{
      items: (Omit<ChainedEvent<LedgerEvent>, 'at'> & { type: string; at: string })[];
    }>();
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_item, index) => index + 1));
    expect(items.map(({ type }) => type)).toEqual(['OPENED', ...life.map(([{ type }]) => type)]);
    expect(items.slice(1).map(({ by }) => by)).toEqual(life.map(([, by]) => by));
    expect(items.slice(1).map(({ prevHash }) => prevHash)).toEqual(
      items.slice(0, -1).map(({ hash }) => hash),
    );
    // Whoever has the history can prove it: what is printed is all that the hashes cover.
    for (const item of items) {
      expect(hashOf({ ...item, subjectId: id, at: Date.parse(item.at) })).toBe(item.hash);
    }
    for (const { at } of items) expect(at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+08:00$/u);
    expect(await rectiflow.verify()).toMatchObject({ ok: true });
  });

  test('does not let whoever did the work check it', async () => {
    await using open = await openApp();
    const id = await open.open();
    const upToReview = life.slice(
      0,
      life.findIndex(([{ type }]) => type === 'APPROVE'),
    );
    for (const [event, by] of upToReview) await open.send(id, event, by);
    for (const by of [
      owner,
      { kind: 'person', id: 'a-colleague', unit: owner.unit },
      { kind: 'delegate', id: 'li-na', actingFor: owner.id },
    ]) {
      const answer = await open.send(id, { type: 'APPROVE' }, by);
      expectDocumented(open.app, 'POST /findings/{id}/events', answer);
      expect(answer.json()).toMatchObject({
        status: errorTable.event_refused.status,
        guard: 'checkerIsNotMaker',
        stage: 'inReview',
        version: 9,
      });
    }
    expect((await open.send(id, { type: 'APPROVE' }, inspector)).statusCode).toBe(200);
  });
});
