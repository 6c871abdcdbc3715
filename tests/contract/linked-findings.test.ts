/** Findings that belong together: what one of them does, the others hear of in the same transaction. */
import { describe, expect, test } from 'vitest';
import type { FindingEventType } from '../../machines/events.ts';
import type { FindingToOpen } from '../../src/engine/finding-to-open.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  accepted,
  aFinding,
  claim,
  close,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  plan,
  start,
  wholeLife,
  withLedger,
  work,
} from '../unit/engine/engine-case.ts';
import { send } from '../../src/engine/send.ts';
import { history, verified } from '../unit/engine/ledger-reading.ts';

describeOnBoth('Findings that belong together', together);

function together(openFresh: OpenFresh): void {
  const engineCase = forEachTest((on) => openCase(on), openFresh);
  const answer = (findingId: string, event: Parameters<typeof give>[3], by = inspector) =>
    engineCase.engine.send({ findingId, event, by });
  const contextOf = async (id: string) =>
    (await engineCase.ports.ledger.load(id, null)).finding?.snapshot.context;
  const typesOf = async (id: string): Promise<readonly (FindingEventType | 'OPENED')[]> =>
    (await history(engineCase, id)).map(({ event }) => event.type);
  const partOf = (parent: string, mode: 'follows' | 'stands', given: Partial<FindingToOpen> = {}) =>
    opened(engineCase.engine, { parent: { finding: parent, mode }, ...given });

  /** Everything is written under the chain's rules: nothing that was done here breaks a proof. */
  async function provesItself(): Promise<void> {
    expect(await verified(engineCase)).toMatchObject({ ok: true, firstBad: null });
  }

  describe('a part', () => {
    test('is known to its whole from the moment it is opened, by number or id', async () => {
      const whole = await opened(engineCase.engine);
      const byNumber = await partOf(whole.number, 'stands');
      const byId = await partOf(whole.id, 'follows');
      expect((await contextOf(whole.id))?.children).toEqual([
        { id: byNumber.id, number: byNumber.number, mode: 'stands', open: true },
        { id: byId.id, number: byId.number, mode: 'follows', open: true },
      ]);
      await provesItself();
    });

    test.each(['XC-9999-00-001', '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f'])(
      'of nothing there is (%s) is not opened',
      async (finding) => {
        const parent = { finding, mode: 'stands' } as const;
        expect(
          await engineCase.engine.open({ finding: aFinding({ parent }), by: inspector }),
        ).toMatchObject({
          kind: 'refused',
          code: 'event_invalid',
          problems: [{ path: 'finding.parent.finding' }],
        });
      },
    );

    test('of a closed finding is not opened, and many with one such among them are none', async () => {
      const whole = await opened(engineCase.engine);
      await wholeLife(engineCase, whole.id);
      const parent = { finding: whole.number };
      const many = [aFinding(), aFinding({ parent })];
      await expect(engineCase.engine.openAll(many, inspector)).rejects.toThrow(/no open finding/u);
      const { rows } = await engineCase.database.store.query('select id from finding');
      expect(rows).toHaveLength(1);
    });

    test('of a whole whose state cannot be read is not opened, alone or among others', async () => {
      const whole = await opened(engineCase.engine);
      await engineCase.database.store.query(
        'update finding set machine_version = 99 where id = $1',
        [whole.id],
      );
      const finding = aFinding({ parent: { finding: whole.number } });
      expect(await engineCase.engine.open({ finding, by: inspector })).toEqual({
        kind: 'refused',
        code: 'state_unreadable',
      });
      await expect(engineCase.engine.openAll([finding], inspector)).rejects.toMatchObject({
        code: 'state_unreadable',
      });
      const { rows } = await engineCase.database.store.query('select id from finding');
      expect(rows).toHaveLength(1);
    });

    test('keeps its whole open until it is closed itself', async () => {
      const whole = await opened(engineCase.engine);
      const part = await partOf(whole.number, 'stands');
      await plan(engineCase, whole.id);
      await give(engineCase.engine, whole.id, owner, ...work);
      await give(engineCase.engine, whole.id, inspector, { type: 'APPROVE' });
      expect(await answer(whole.id, close)).toMatchObject({ guard: 'childrenClosed' });
      await wholeLife(engineCase, part.id);
      accepted(await answer(whole.id, close));
      expect(await typesOf(whole.id)).toContain('CHILD_CLOSED');
      await provesItself();
    });

    test('that is reopened is open for its whole too, even when that is closed', async () => {
      const whole = await opened(engineCase.engine);
      const part = await partOf(whole.number, 'stands');
      await wholeLife(engineCase, part.id);
      await wholeLife(engineCase, whole.id);
      await give(engineCase.engine, part.id, inspector, {
        type: 'REOPEN',
        reasonCode: 'relapse',
        reason: '问题反弹',
      });
      expect((await contextOf(whole.id))?.children).toMatchObject([{ open: true }]);
      await provesItself();
    });

    test('many of one whole are opened together, each known to it', async () => {
      const whole = await opened(engineCase.engine);
      const parent = { finding: whole.number };
      const parts = Array.from({ length: 4 }, () => aFinding({ parent }));
      await engineCase.engine.openAll(parts, inspector);
      expect((await contextOf(whole.id))?.children).toHaveLength(4);
      await provesItself();
    });
  });

  describe('a whole that is struck off', () => {
    const withdraw = { type: 'WITHDRAW', reason: '重复立项' } as const;

    test('takes along the parts that follow it, and theirs, each saying why', async () => {
      const whole = await opened(engineCase.engine);
      const part = await partOf(whole.number, 'follows');
      const partOfPart = await partOf(part.number, 'follows');
      accepted(await answer(whole.id, withdraw));
      for (const { id } of [whole, part, partOfPart]) {
        expect((await contextOf(id))?.disposition).toBe('withdrawn');
      }
      expect((await typesOf(partOfPart.id)).at(-1)).toBe('PARENT_STRUCK_OFF');
      await provesItself();
    });

    test('has to wait for a part that stands by itself', async () => {
      const whole = await opened(engineCase.engine);
      const part = await partOf(whole.number, 'stands');
      expect(await answer(whole.id, withdraw)).toMatchObject({ guard: 'openChildrenFollow' });
      await give(engineCase.engine, part.id, inspector, withdraw);
      accepted(await answer(whole.id, withdraw));
    });

    test('takes along one that is paused, and one whose date has passed has its breach first', async () => {
      const whole = await opened(engineCase.engine);
      const paused = await partOf(whole.number, 'follows');
      const late = await partOf(whole.number, 'follows');
      await give(engineCase.engine, paused.id, owner, { type: 'PAUSE', reason: '等待批复' });
      engineCase.clock.moveTo(start + 60 * dayMs);
      accepted(await answer(whole.id, withdraw));
      expect((await contextOf(paused.id))?.disposition).toBe('withdrawn');
      const types = await typesOf(late.id);
      expect(types.at(-1)).toBe('PARENT_STRUCK_OFF');
      expect(types).toContain('CLOCK_DUE');
      expect((await contextOf(late.id))?.breaches).toHaveLength(1);
      await provesItself();
    });
  });

  describe('merging', () => {
    test('is told to the finding merged into', async () => {
      const target = await opened(engineCase.engine);
      const other = await opened(engineCase.engine);
      const merge = { type: 'MERGE', into: target.number, reason: '同一事项' } as const;
      accepted(await answer(other.id, merge));
      expect((await contextOf(target.id))?.mergedFrom).toEqual([
        { id: other.id, number: other.number },
      ]);
      await provesItself();
    });

    test('into itself, into nothing, or into what is closed, is refused', async () => {
      const { id, number } = await opened(engineCase.engine);
      const closed = await opened(engineCase.engine);
      await wholeLife(engineCase, closed.id);
      for (const into of [number, 'XC-0000-00-000', closed.number, id]) {
        expect(await answer(id, { type: 'MERGE', into, reason: '同一事项' })).toMatchObject({
          guard: 'mergeTargetIsOpen',
        });
      }
    });
  });

  describe('a recurrence', () => {
    test('is told to the closed finding, which then has not held', async () => {
      const earlier = await opened(engineCase.engine);
      await wholeLife(engineCase, earlier.id);
      const later = await opened(engineCase.engine);
      accepted(await answer(later.id, { type: 'LINK_RECURRENCE', earlier: earlier.number }));
      expect((await contextOf(earlier.id))?.recurredAs).toMatchObject([{ number: later.number }]);
      expect((await contextOf(later.id))?.recurrenceOf).toMatchObject([{ id: earlier.id }]);
      expect(
        await answer(later.id, { type: 'LINK_RECURRENCE', earlier: earlier.id }),
      ).toMatchObject({ guard: 'recurrenceIsNew' });
      await provesItself();
    });

    test('of one that is open is none', async () => {
      const [earlier, later] = [await opened(engineCase.engine), await opened(engineCase.engine)];
      expect(
        await answer(later.id, { type: 'LINK_RECURRENCE', earlier: earlier.number }),
      ).toMatchObject({ guard: 'earlierIsClosed' });
    });
  });

  describe('all or none', () => {
    test('where the other finding is changed meanwhile, it is decided anew on what is there then', async () => {
      const whole = await opened(engineCase.engine);
      const part = await partOf(whole.number, 'stands');
      let interfered = false;
      const ports = withLedger(engineCase, (ledger) => ({
        async transact(workIn) {
          if (!interfered) {
            interfered = true;
            await give(engineCase.engine, whole.id, owner, claim);
          }
          return ledger.transact(workIn);
        },
      }));
      const event = { type: 'WITHDRAW', reason: '重复立项' } as const;
      accepted(await send(ports, { findingId: part.id, event, by: inspector }));
      expect(await typesOf(whole.id)).toEqual(['OPENED', 'CHILD_ADDED', 'CLAIM', 'CHILD_CLOSED']);
      expect((await typesOf(part.id)).filter((type) => type === 'WITHDRAW')).toHaveLength(1);
      await provesItself();
    });

    test('where the other finding cannot be written, nothing is', async () => {
      const whole = await opened(engineCase.engine);
      const part = await partOf(whole.number, 'stands');
      const ports = withLedger(engineCase, (ledger) => ({
        transact: (workIn) =>
          ledger.transact(async (within) =>
            workIn({
              ...within,
              save: async (write) => {
                if (write.findingId === whole.id) throw new Error('the disk is full');
                return within.save(write);
              },
            }),
          ),
      }));
      const event = { type: 'WITHDRAW', reason: '重复立项' } as const;
      await expect(send(ports, { findingId: part.id, event, by: inspector })).rejects.toThrow(
        'the disk is full',
      );
      expect(await typesOf(part.id)).toEqual(['OPENED']);
      expect(await typesOf(whole.id)).toEqual(['OPENED', 'CHILD_ADDED']);
    });
  });
}
