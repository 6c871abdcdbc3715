/** Opening duties, and what people say of their tasks. */
import { describe, expect, test } from 'vitest';
import type { DutyCommand } from '../../../../machines/duty-events.ts';
import { sendToDuty } from '../../../../src/engine/duties/duties.ts';
import { openDuty, type DutyToOpen } from '../../../../src/engine/duties/open.ts';
import { attemptsMax } from '../../../../src/engine/send.ts';
import { forEachTest } from '../case-hooks.ts';
import {
  aDuty,
  dutyChain,
  dutyContents,
  giveDuty,
  openDutyCase,
  openedDuty,
  raiseAt,
  reportsOf,
  taskRows,
  withDuties,
  type DutyCase,
} from './duty-case.ts';
import { inspector, opened, owner, shanghai, start } from '../engine-case.ts';

const dutyCase = forEachTest(openDutyCase);

const daily = { rhythm: { kind: 'daily' }, from: '2024-03-02' } as const;
const done = (slot: string): DutyCommand => ({ type: 'TASK_DONE', slot });
const end: DutyCommand = { type: 'END', reason: '食堂已关停' };

const open = (duty: DutyToOpen, idempotencyKey?: string) =>
  dutyCase.duties.open({ duty, by: inspector, idempotencyKey });
const send = (dutyId: string, event: DutyCommand, more: object = {}) =>
  dutyCase.duties.send({ dutyId, event, by: owner, ...more });

describe('opening a duty', () => {
  test('is the first event of its own chain, and arms its first slot', async () => {
    const answer = await openedDuty(dutyCase, {
      description: '食堂陪餐',
      rule: { rhythm: { kind: 'daily' }, at: '11:30' },
    });
    expect(answer).toEqual({
      kind: 'accepted',
      id: answer.id,
      number: 'XC-2024-D001',
      state: 'running',
      version: 1,
      openTasks: 0,
    });
    const round = await dutyCase.ports.ledger.findRound('XC-2024');
    const rule = {
      rhythm: { kind: 'daily' },
      at: '11:30',
      withinTerms: false,
      nonWorking: 'keep',
      // The day it was opened on.
      from: '2024-03-01',
      until: null,
      doneWithin: { days: 0, unit: 'day' },
    };
    const { events } = await dutyChain(dutyCase, answer.id);
    expect(events.map(({ seq, at, by, event }) => ({ seq, at, by, event }))).toEqual([
      {
        seq: 1,
        at: start,
        by: inspector,
        event: {
          type: 'DUTY_OPENED',
          details: {
            roundId: round?.id,
            roundCode: 'XC-2024',
            findingId: null,
            number: 'XC-2024-D001',
            kind: 'task',
            title: '校领导每日陪餐',
            description: '食堂陪餐',
          },
          input: { rule, to: ['teaching'] },
        },
      },
    ]);
    expect(await dutyCase.duties.nextDueAt()).toBe(shanghai('2024-03-01T11:30'));
  });

  test('numbers the duties of a round one after the other, and never one twice', async () => {
    const numbers: string[] = [];
    for (const round of ['XC-1', 'XC-1', 'XC-2', 'XC-1']) {
      numbers.push((await openedDuty(dutyCase, { round })).number);
    }
    expect(numbers).toEqual(['XC-1-D001', 'XC-1-D002', 'XC-2-D001', 'XC-1-D003']);
    const many = await Promise.all([1, 2, 3, 4].map(() => openedDuty(dutyCase)));
    expect(new Set(many.map(({ number }) => number)).size).toBe(4);
  });

  test('ties a sustained duty to the finding whose result it keeps up', async () => {
    const finding = await opened(dutyCase.engine);
    const { id } = await openedDuty(dutyCase, { findingId: finding.id });
    expect(await dutyCase.views.get(id, start)).toMatchObject({
      finding: { id: finding.id, number: finding.number },
    });
    expect(await open(aDuty({ findingId: finding.id, round: 'XC-2025' }))).toMatchObject({
      code: 'event_invalid',
      problems: [{ path: 'duty.findingId' }],
    });
    const nowhere = '018e0000-0000-7000-8000-000000000001';
    expect(await open(aDuty({ findingId: nowhere }))).toEqual({
      kind: 'refused',
      code: 'finding_not_found',
    });
  });

  test.each<[string, Partial<DutyToOpen>, string]>([
    ['without a title', { title: ' ' }, 'duty.title'],
    ['for nobody', { to: [] }, 'duty.to'],
    ['of a round that cannot be', { round: 'XC 2024' }, 'duty.round'],
    ['by a rule that is none', { rule: { ...daily, at: '8' } }, 'duty.rule.at'],
    ['from more than a year ago', { rule: { ...daily, from: '2023-02-28' } }, 'duty.rule.from'],
    [
      'that ends before it begins today',
      { rule: { rhythm: { kind: 'daily' }, until: '2024-02-29' } },
      'duty.rule',
    ],
    [
      'that names no day',
      {
        rule: {
          rhythm: { kind: 'monthly', day: 10 },
          from: '2024-03-11',
          until: '2024-04-09',
        },
      },
      'duty.rule',
    ],
  ])('is refused %s', async (_what, part, path) => {
    const before = await dutyContents(dutyCase);
    expect(await open(aDuty(part))).toMatchObject({
      kind: 'refused',
      code: 'event_invalid',
      problems: [{ path }],
    });
    expect(await dutyContents(dutyCase)).toEqual(before);
  });

  test('from a year ago to the day, or for terms nobody has entered yet, is taken', async () => {
    await openedDuty(dutyCase, { rule: { ...daily, from: '2023-03-01' } });
    await using bare = await openDutyCase({ terms: [] });
    await openedDuty(bare, { rule: { rhythm: { kind: 'termly', on: 'first' } } });
    expect(await bare.duties.nextDueAt()).toBeNull();
  });

  test('under one idempotency key opens one, however often it is sent', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => open(aDuty(), 'open-once')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await open(aDuty(), 'open-once')).toEqual(answers[0]);
    expect(await open(aDuty({ title: '别的' }), 'open-once')).toEqual({
      kind: 'refused',
      code: 'idempotency_key_reused',
    });
    const { rows } = await dutyCase.database.store.query('select id from duty');
    expect(rows).toHaveLength(1);
  });

  test('that loses its key between its look and its write gives the other’s answer', async () => {
    let first: unknown;
    const ports = withDuties(dutyCase, (duties) => ({
      async open(opening) {
        first ??= await open(aDuty(), 'raced');
        return duties.open(opening);
      },
    }));
    const command = { duty: aDuty(), by: inspector, idempotencyKey: 'raced' };
    expect(await openDuty(ports, command)).toEqual(first);
  });
});

describe('what is said of a task', () => {
  test('that it is done settles it, with what was found', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily, kind: 'check' });
    await raiseAt(dutyCase, shanghai('2024-03-03T08:00'));
    const event = { ...done('2024-03-02'), note: '问题已整改', issuesFound: 3 } as DutyCommand;
    expect(await send(id, event)).toMatchObject({ kind: 'accepted', version: 3, openTasks: 1 });
    const duty = await dutyCase.views.get(id, dutyCase.clock.at);
    expect(duty).toMatchObject({ openTasks: 1, overdueTasks: 0, doneTasks: 1, waivedTasks: 0 });
    expect(duty?.tasks).toEqual([
      {
        slot: '2024-03-02',
        day: '2024-03-02',
        at: '2024-03-02T08:00:00.000+08:00',
        dueAt: '2024-03-03T00:00:00.000+08:00',
        provisional: false,
        state: 'done',
        overdue: false,
        late: true,
        raisedAt: '2024-03-03T08:00:00.000+08:00',
        settledAt: '2024-03-03T08:00:00.000+08:00',
        settledBy: owner,
        note: '问题已整改',
        issuesFound: 3,
      },
      expect.objectContaining({ slot: '2024-03-03', state: 'open', overdue: false, late: false }),
    ]);
  });

  test('that it is waived settles it, with the reason', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    await raiseAt(dutyCase, shanghai('2024-03-02T08:00'));
    await giveDuty(dutyCase, id, {
      type: 'TASK_WAIVED',
      slot: '2024-03-02',
      reason: '周六食堂不开',
    });
    const duty = await dutyCase.views.get(id, dutyCase.clock.at);
    expect(duty).toMatchObject({ waivedTasks: 1, allowed: ['ASSIGN', 'END'] });
    expect(duty?.tasks).toMatchObject([{ state: 'waived', note: '周六食堂不开', late: false }]);
  });

  test('is taken also where nobody was there to raise it', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    dutyCase.clock.moveTo(shanghai('2024-03-03T09:00'));
    expect(await send(id, done('2024-03-03'))).toMatchObject({ version: 3, openTasks: 1 });
    expect(await reportsOf(dutyCase, id)).toMatchObject([
      { slots: ['2024-03-02', '2024-03-03'], overdue: ['2024-03-02'] },
    ]);
    expect(await taskRows(dutyCase, id)).toEqual([
      { slot: '2024-03-02', state: 'open' },
      { slot: '2024-03-03', state: 'done' },
    ]);
    expect(await dutyCase.duties.raiseDue()).toMatchObject({ raised: 0, failed: [] });
  });

  test('about one that is not open is refused, with what is allowed, and changes nothing', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    await raiseAt(dutyCase, shanghai('2024-03-02T08:00'));
    const before = await dutyContents(dutyCase);
    expect(await send(id, done('2024-03-03'))).toEqual({
      kind: 'refused',
      code: 'event_refused',
      guard: 'taskIsOpen',
      allowed: ['TASK_DONE', 'TASK_WAIVED', 'ASSIGN', 'END'],
      state: 'running',
      version: 2,
    });
    expect(await dutyContents(dutyCase)).toEqual(before);
  });

  test.each<[string, object, string]>([
    ['an event nobody knows', { event: { type: 'ABOLISH' } }, 'event.type'],
    ['the passing of time', { event: { type: 'SLOTS_DUE', slots: [], overdue: [] } }, 'event.type'],
    ['nobody giving it', { by: undefined }, 'by'],
    ['no duty', { dutyId: 'x' }, 'dutyId'],
  ])('is told what is wrong with it: %s', async (_what, given, path) => {
    const { id } = await openedDuty(dutyCase);
    const command = { dutyId: id, event: end, by: owner, ...given };
    expect(await dutyCase.duties.send(command as never)).toMatchObject({
      kind: 'refused',
      code: 'event_invalid',
      problems: [{ path }],
    });
  });

  test('of a duty nobody has heard of is said', async () => {
    expect(await send('018e0000-0000-7000-8000-000000000001', end)).toEqual({
      kind: 'refused',
      code: 'duty_not_found',
    });
  });

  test('under one idempotency key is carried out once', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    await raiseAt(dutyCase, shanghai('2024-03-02T08:00'));
    const key = { idempotencyKey: 'done-once' };
    const answers = await Promise.all([1, 2, 3].map(() => send(id, done('2024-03-02'), key)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ kind: 'accepted', version: 3 });
    expect(await send(id, end, key)).toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('for a version that has passed is a conflict; what time did meanwhile is none', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    dutyCase.clock.moveTo(shanghai('2024-03-02T08:00'));
    // Known at version 1; the task that came since is raised with the command.
    expect(await send(id, done('2024-03-02'), { expectedVersion: 1 })).toMatchObject({
      kind: 'accepted',
      version: 3,
    });
    expect(await send(id, end, { expectedVersion: 1 })).toEqual({
      kind: 'conflict',
      code: 'version_conflict',
      currentVersion: 3,
    });
  });

  test('is decided again when somebody else was first, and given up after a few races', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    await raiseAt(dutyCase, shanghai('2024-03-04T08:00'));
    const racing = (times: number) => {
      let races = 0;
      return withDuties(dutyCase, (duties) => ({
        async save(write) {
          races += 1;
          if (races <= times) await giveDuty(dutyCase, id, { type: 'ASSIGN', to: [`p-${races}`] });
          return duties.save(write);
        },
      }));
    };
    const command = { dutyId: id, event: done('2024-03-02'), by: owner };
    expect(await sendToDuty(racing(1), command)).toMatchObject({ kind: 'accepted', version: 4 });
    const again = { ...command, event: done('2024-03-03') };
    expect(await sendToDuty(racing(Infinity), again)).toEqual({
      kind: 'conflict',
      code: 'version_conflict',
      currentVersion: 4 + attemptsMax,
    });
  });
});

describe('the end of a duty', () => {
  test('raises nothing more', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    expect(await send(id, end)).toMatchObject({ kind: 'accepted', state: 'ended', openTasks: 0 });
    expect(await raiseAt(dutyCase, shanghai('2024-04-01T08:00'))).toMatchObject({ raised: 0 });
    expect(await taskRows(dutyCase, id)).toEqual([]);
    expect(await dutyCase.views.get(id, dutyCase.clock.at)).toMatchObject({
      state: 'ended',
      next: null,
      waitsForTerms: false,
      allowed: [],
    });
  });

  test('owes every slot until then, also those that nobody was there to raise', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    dutyCase.clock.moveTo(shanghai('2024-03-04T08:00'));
    expect(await send(id, end)).toMatchObject({ state: 'ended', version: 3, openTasks: 3 });
    expect(await send(id, done('2024-03-02'))).toMatchObject({ kind: 'accepted', openTasks: 2 });
    expect(await send(id, end)).toMatchObject({ guard: 'stateAcceptsEvent' });
  });
});

describe('what people read', () => {
  test('is right with all workers stopped: what has come, and what is overdue by now', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    const at = shanghai('2024-03-05T12:00');
    const before = await dutyContents(dutyCase);
    expect(await dutyCase.views.list({ limit: 9 }, at)).toMatchObject([
      { openTasks: 4, overdueTasks: 3, next: { slot: '2024-03-06' }, version: 1 },
    ]);
    const duty = await dutyCase.views.get(id, at);
    expect(duty?.tasks.map(({ slot, overdue, raisedAt }) => [slot, overdue, raisedAt])).toEqual([
      ['2024-03-02', true, null],
      ['2024-03-03', true, null],
      ['2024-03-04', true, null],
      ['2024-03-05', false, null],
    ]);
    expect(duty?.allowed).toContain('TASK_DONE');
    expect(await dutyCase.views.list({ limit: 9, overdue: true }, at)).toHaveLength(1);
    expect(await dutyContents(dutyCase)).toEqual(before);
  });

  test('turns overdue at the due instant, not before', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    await raiseAt(dutyCase, shanghai('2024-03-02T08:00'));
    const dueAt = shanghai('2024-03-03T00:00');
    for (const [at, overdueTasks] of [
      [dueAt - 1, 0],
      [dueAt, 1],
    ] as const) {
      expect(await dutyCase.views.get(id, at)).toMatchObject({ overdueTasks });
    }
  });

  test('can be filtered and paged, in the order of the numbers', async () => {
    const rules = [daily, { ...daily, from: '2025-01-01' }];
    for (let no = 0; no < 6; no += 1) {
      await openedDuty(dutyCase, {
        round: no < 4 ? 'XC-1' : 'XC-2',
        kind: no === 1 ? 'check' : 'task',
        rule: rules[no % 2] ?? daily,
      });
    }
    const at = shanghai('2024-03-10T12:00');
    const list = async (filter: Partial<Parameters<DutyCase['views']['list']>[0]>) =>
      (await dutyCase.views.list({ limit: 9, ...filter }, at)).map(({ number }) => number);
    const all = ['XC-1-D001', 'XC-1-D002', 'XC-1-D003', 'XC-1-D004', 'XC-2-D001', 'XC-2-D002'];
    expect(await list({})).toEqual(all);
    expect(await list({ limit: 2, after: 'XC-1-D003' })).toEqual(['XC-1-D004', 'XC-2-D001']);
    expect(await list({ round: 'XC-2' })).toEqual(all.slice(4));
    expect(await list({ kind: 'check' })).toEqual(['XC-1-D002']);
    expect(await list({ overdue: true, limit: 2 })).toEqual(['XC-1-D001', 'XC-1-D003']);
    expect(await list({ overdue: false, limit: 1 })).toEqual(['XC-1-D002']);
    expect(await list({ overdue: false })).toEqual([all[1], all[3], all[5]]);
    expect(await list({ state: 'ended' })).toEqual([]);
    expect(await list({ limit: 0 })).toEqual([]);
    const finding = await opened(dutyCase.engine, { round: 'XC-3' });
    const tied = await openedDuty(dutyCase, { round: 'XC-3', findingId: finding.id });
    expect(await list({ findingId: finding.id })).toEqual([tied.number]);
  });

  test('has all that is open, and of what is settled the last two hundred', async () => {
    const { id } = await openedDuty(dutyCase, { rule: { ...daily, from: '2023-07-01' } });
    await raiseAt(dutyCase, start);
    await dutyCase.database.store.query(
      `update duty_task set state = 'done', settled_seq = 2, settled_at = raised_at
       where duty_id = $1 and slot <> '2023-07-05'`,
      [id],
    );
    const duty = await dutyCase.views.get(id, start);
    expect(duty?.tasks).toHaveLength(201);
    expect(duty?.tasks[0]).toMatchObject({ slot: '2023-07-05', state: 'open' });
    expect(duty?.tasks.at(-1)).toMatchObject({ slot: '2024-03-01', state: 'done' });
  });

  test('is nothing of a duty there is not', async () => {
    const nowhere = '018e0000-0000-7000-8000-000000000001';
    expect(await dutyCase.views.get(nowhere, start)).toBeNull();
    expect(await dutyCase.views.history(nowhere)).toBeNull();
    const finding = await opened(dutyCase.engine);
    expect(await dutyCase.views.history(finding.id)).toBeNull();
  });
});
