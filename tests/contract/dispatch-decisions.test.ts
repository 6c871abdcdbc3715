/** One suite on both kinds of database: what people decide on messages, and what is read of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../machines/actor.ts';
import { decideDispatch, type DecideDispatchCommand } from '../../src/deciding-dispatches.ts';
import { createDispatchBook } from '../../src/store/dispatch-book.ts';
import { createDispatchViews, type DispatchViews } from '../../src/store/dispatch-views.ts';
import { createNoticeViews } from '../../src/store/notice-views.ts';
import type { Queryable } from '../../src/store/pool.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { eachAlone } from '../support/each-alone.ts';
import { dispatchesOf, handOver, messageId, subject } from '../support/settled-dispatch.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  hourMs,
  inspector,
  minuteMs,
  opened,
  openCase,
  start,
} from '../unit/engine/engine-case.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const states = [
  'planned',
  'claimed',
  'handingOver',
  'sent',
  'failed',
  'unknown',
  'suppressed',
] as const;
type State = (typeof states)[number];

describeOnBoth('Decisions on dispatches', decisionContract);

function decisionContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Queryable;
  let views: DispatchViews;
  let findingId: string;
  let id: string;

  beforeEach(async () => {
    ({ store } = engineCase.database);
    views = createDispatchViews(store, engineCase.ports.calendar);
    ({ id: findingId } = await opened(engineCase.engine));
    [id = ''] = await dispatchesOf(store, findingId);
  });

  const decide = (
    decision: 'resend' | 'confirm',
    part: Partial<DecideDispatchCommand> = {},
    db = store,
  ) =>
    decideDispatch(engineCase.ports, db, {
      dispatchId: id,
      decision,
      by: inspector,
      reason: '电话核实',
      ...part,
    });

  async function bring(state: State): Promise<void> {
    const book = createDispatchBook(store);
    if (state === 'planned') return;
    if (state === 'claimed' || state === 'suppressed') {
      const claimed = await book.claim(id, minuteMs, start);
      if (claimed === null) throw new Error('the dispatch is not to be had');
      if (state === 'suppressed') await book.move(claimed, { type: 'SUPPRESS' }, { at: start });
    } else await handOver(store, id, state, start);
  }

  async function one() {
    const found = (await views.list()).find((each) => each.id === id);
    if (found === undefined) throw new Error('the dispatch is gone');
    return found;
  }

  const allowed = new Set(['resend unknown', 'resend failed', 'confirm unknown']);
  const pairs = (['resend', 'confirm'] as const).flatMap((decision) =>
    states.map((state) => ({ decision, state, may: allowed.has(`${decision} ${state}`) })),
  );

  test.each(pairs.filter(({ may }) => may))(
    '$decision of one that is $state moves it and its notices',
    async ({ decision, state }) => {
      await bring(state);
      const after = decision === 'resend' ? 'planned' : 'sent';
      expect(await decide(decision)).toEqual({ kind: 'accepted', state: after });
      expect(await one()).toMatchObject({ state: after, notices: [{ state: after }] });
      expect((await one()).decisions).toHaveLength(1);
    },
  );

  test.each(pairs.filter(({ may }) => !may))(
    '$decision of one that is $state is refused, and nothing is written',
    async ({ decision, state }) => {
      await bring(state);
      const before = await one();
      const refused = { kind: 'refused', code: 'dispatch_settled', state };
      expect(await decide(decision)).toEqual(refused);
      expect(await one()).toEqual(before);
      expect(before.decisions).toEqual([]);
    },
  );

  test('sent again is ready at once, told of anew, and goes out under the same Message-ID', async () => {
    const book = createDispatchBook(store);
    const asked = { limit: 10, rehintMs: hourMs, channels: ['mail'], perCall: 20 };
    await book.takeHints(asked);
    await handOver(store, id, 'unknown', start);
    await decide('resend');
    const hints = await book.takeHints(asked);
    expect(hints.map((hint) => hint.id)).toEqual([id]);
    expect(await one()).toMatchObject({
      outcome: null,
      settledAt: null,
      messageId,
      subject,
      attempts: 1,
    });
    await handOver(store, id, 'sent', start + minuteMs);
    expect(await one()).toMatchObject({
      state: 'sent',
      messageId,
      attempts: 2,
      settledAt: '2024-03-01T10:01:00.000+08:00',
    });
  });

  test('confirmed is sent as of the decision, by somebody’s word', async () => {
    await handOver(store, id, 'unknown', start);
    engineCase.clock.moveTo(start + hourMs);
    await decide('confirm');
    const settled = { outcome: 'confirmed', settledAt: '2024-03-01T11:00:00.000+08:00' };
    expect(await one()).toMatchObject({ state: 'sent', ...settled });
    const notices = createNoticeViews(store, engineCase.ports.calendar);
    expect(
      (await notices.list({ findingId })).find((each) => each.dispatchId === id),
    ).toMatchObject({ state: 'sent', ...settled, channel: 'mail', subject, attempts: 1 });
  });

  test('what was decided stays on record, with what it had been until then', async () => {
    const delegate: Actor = { kind: 'delegate', id: 'cao', actingFor: 'lu', unit: null };
    await handOver(store, id, 'failed', start);
    await decide('resend', { reason: '  地址已更正 ', by: delegate });
    engineCase.clock.moveTo(start + hourMs);
    await handOver(store, id, 'unknown', start + hourMs);
    await decide('confirm');
    expect((await one()).decisions).toEqual([
      {
        decision: 'resend',
        by: delegate,
        reason: '地址已更正',
        at: '2024-03-01T10:00:00.000+08:00',
        was: { state: 'failed', outcome: 'address_refused' },
      },
      {
        decision: 'confirm',
        by: inspector,
        reason: '电话核实',
        at: '2024-03-01T11:00:00.000+08:00',
        was: { state: 'unknown', outcome: 'connection_cut' },
      },
    ]);
  });

  test('a notice that was suppressed stays so when its message is sent again', async () => {
    const [, other = ''] = await dispatchesOf(store, findingId);
    await store.query('update notice set dispatch_id = $1 where dispatch_id = $2', [id, other]);
    await handOver(store, id, 'failed', start);
    await store.query(`update notice set state = 'suppressed' where id = $1`, [other]);
    await decide('resend');
    const { notices } = await one();
    expect(new Map(notices.map((notice) => [notice.id, notice.state]))).toEqual(
      new Map([
        [id, 'planned'],
        [other, 'suppressed'],
      ]),
    );
  });

  test('of several people who decide at once one is heard, and the others are told', async () => {
    await handOver(store, id, 'unknown', start);
    const answers = await Promise.all(
      (['resend', 'confirm', 'resend', 'confirm'] as const).map((each) => decide(each)),
    );
    const taken = answers.filter(({ kind }) => kind === 'accepted');
    expect(taken).toHaveLength(1);
    const { state, decisions } = await one();
    expect(taken).toEqual([{ kind: 'accepted', state }]);
    expect(decisions).toHaveLength(1);
    const refused = answers.filter(({ kind }) => kind === 'refused');
    expect(refused).toEqual(
      refused.map(() => ({ kind: 'refused', code: 'dispatch_settled', state })),
    );
  });

  test('whoever is overtaken decides on what has become of it meanwhile', async () => {
    await handOver(store, id, 'unknown', start);
    let overtaken = 0;
    const late: Queryable = {
      async query<R>(text: string, params?: readonly unknown[]) {
        if (text.includes('dispatch_decide') && (overtaken += 1) === 1) {
          await decide('resend', { reason: '先行一步' });
          await handOver(store, id, 'failed', start);
        }
        return store.query<R>(text, params);
      },
    };
    expect(await decide('resend', {}, late)).toEqual({ kind: 'accepted', state: 'planned' });
    expect(overtaken).toBe(2);
    expect((await one()).decisions.map(({ reason, was }) => [reason, was.state])).toEqual([
      ['先行一步', 'unknown'],
      ['电话核实', 'failed'],
    ]);
  });

  test('the move and the decision are written together or not at all', async () => {
    const [, other = ''] = await dispatchesOf(store, findingId);
    await handOver(store, id, 'failed', start);
    await handOver(store, other, 'failed', start);
    const twice = { ...engineCase.ports, newId: () => nobodyHas };
    const command = { decision: 'resend', by: inspector, reason: '重发' } as const;
    await decideDispatch(twice, store, { dispatchId: other, ...command });
    const before = await one();
    await expect(decideDispatch(twice, store, { dispatchId: id, ...command })).rejects.toThrow(
      'dispatch_decision',
    );
    expect(await one()).toEqual(before);
  });

  test('on what there is not is refused, in capital letters too', async () => {
    const refused = { kind: 'refused', code: 'dispatch_not_found' };
    expect(await decide('resend', { dispatchId: nobodyHas })).toEqual(refused);
    await handOver(store, id, 'failed', start);
    const accepted = { kind: 'accepted', state: 'planned' };
    expect(await decide('resend', { dispatchId: id.toUpperCase() })).toEqual(accepted);
  });

  test.each([
    ['a rule', { by: { kind: 'system', rule: 'retry' } }, 'by.kind'],
    ['an import', { by: { kind: 'import', document: 'x' } }, 'by.kind'],
    ['nobody', { by: { kind: 'person', id: ' ' } }, 'by.id'],
    ['without a reason', { reason: '  ' }, 'reason'],
    ['with NUL', { reason: 'a\0' }, 'reason'],
    ['on no id', { dispatchId: '1' }, 'dispatchId'],
    ['with one member too many', { at: 1 }, ''],
  ])('by %s is malformed', async (_name, part, path) => {
    await handOver(store, id, 'failed', start);
    await expect(decide('resend', part as Partial<DecideDispatchCommand>)).rejects.toMatchObject({
      code: 'request_invalid',
      detail: { problems: [{ path }] },
    });
    expect((await one()).state).toBe('failed');
  });

  describe('the list of dispatches', () => {
    test('says of each what it carries, to whom, and what became of it', async () => {
      await handOver(store, id, 'unknown', start + minuteMs);
      const told = await createNoticeViews(store, engineCase.ports.calendar).list();
      const notice = told.find((each) => each.dispatchId === id);
      expect(await one()).toEqual({
        id,
        channel: 'mail',
        person: notice?.person,
        digestOf: null,
        state: 'unknown',
        outcome: 'connection_cut',
        attempts: 1,
        createdAt: '2024-03-01T10:00:00.000+08:00',
        settledAt: '2024-03-01T10:01:00.000+08:00',
        subject,
        messageId,
        notices: [
          {
            id: notice?.id,
            finding: notice?.finding,
            duty: null,
            template: notice?.template,
            rungs: [],
            state: 'unknown',
          },
        ],
        decisions: [],
        acknowledgements: [],
      });
      expect(notice?.finding?.id).toBe(findingId);
    });

    test('names the day of a digest as that day', async () => {
      await store.query(`update dispatch set digest_of = '2024-03-01' where id = $1`, [id]);
      expect((await one()).digestOf).toBe('2024-03-01');
    });

    test('comes page by page, in the order of ids, of one state or of all', async () => {
      await opened(engineCase.engine);
      await eachAlone(store);
      await handOver(store, id, 'failed', start);
      const every = await views.list();
      expect(every.map((each) => each.id)).toEqual(every.map((each) => each.id).toSorted());
      expect(every).toHaveLength(4);
      const pages: unknown[] = [];
      for (let after: string | undefined; ;) {
        const page = await views.list({ after, limit: 3 });
        pages.push(...page);
        after = page.at(-1)?.id;
        if (page.length < 3) break;
      }
      expect(pages).toEqual(every);
      expect((await views.list({ state: 'failed' })).map((each) => each.id)).toEqual([id]);
      expect(await views.list({ state: 'unknown' })).toEqual([]);
    });
  });
}
