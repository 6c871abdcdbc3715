/** One suite on both kinds of database: a round in figures, gaps in its plans, vacant posts, draws for re-inspection. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../machines/events.ts';
import { causeCategorySchema } from '../../machines/words.ts';
import type { FindingToOpen } from '../../src/engine/finding-to-open.ts';
import type { Directory } from '../../src/engine/ports.ts';
import { createRounds, type Rounds } from '../../src/rounds/rounds.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  aMeasure,
  claim,
  close,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  plan,
  policy,
  seniorInspector,
  submitPlan,
  wholeLife,
  work,
} from '../unit/engine/engine-case.ts';

describeOnBoth('Rounds', roundContract);

const round = 'XC-2024';
const withdraw = { type: 'WITHDRAW', reason: '重复' } as const;
const reopen = { type: 'REOPEN', reasonCode: 'relapse', reason: '再次发现' } as const;
const seed = '2024-三季度-071523';

/** The default rules, but that what is closed is not looked at again by itself. */
const { gates: shippedGates, clocks } = policy.classes.phased;
const unrechecked = {
  ...policy,
  id: 'unrechecked',
  classes: {
    ...policy.classes,
    phased: { gates: { ...omitPercent(shippedGates), recheck: false }, clocks },
  },
};

function omitPercent({ recheckPercent: _, ...rest }: typeof shippedGates) {
  return rest;
}

const idsOf = (drawn: readonly { id: string }[]) => drawn.map(({ id }) => id);

function roundContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest((on) => openCase({ ...on, policies: [unrechecked] }), openFresh);
  let rounds: Rounds;

  beforeEach(() => {
    rounds = createRounds(engineCase.ports, engineCase.database.store);
  });

  const open = (given: Partial<FindingToOpen> = {}) => opened(engineCase.engine, given);
  const send = (id: string, by: typeof owner, ...events: FindingCommandInput[]) =>
    give(engineCase.engine, id, by, ...events);
  const closed = async (given: Partial<FindingToOpen> = {}) => {
    const answer = await open(given);
    await wholeLife(engineCase, answer.id);
    return answer;
  };
  /** Put right and closed once more, after it was opened again. */
  const closeAgain = async (id: string) => {
    const [, complete, attach, submit] = work;
    const evidence = { ...attach.evidence, id: 'e-2', sha256: 'b'.repeat(64) };
    await send(id, owner, complete, { ...attach, evidence }, submit);
    await send(id, inspector, { type: 'APPROVE' }, close);
  };

  const gapsOf = async (id: string) => {
    const { findings } = await rounds.planGaps(round);
    return findings.find((finding) => finding.id === id)?.gaps ?? [];
  };
  const codesOf = async (id: string) => (await gapsOf(id)).map(({ code }) => code);
  const vacantOf = async () =>
    (await rounds.vacantPosts(round)).vacant.map(({ number, slot, party }) => [
      number,
      slot,
      party,
    ]);
  const appoint = (holder: string | null) =>
    engineCase.directory.put({ posts: [{ code: 'inspector', title: '核查负责人', holder }] });
  const requiredOf = async (given: Partial<FindingToOpen>) => {
    const { id } = await open(given);
    const gaps = await gapsOf(id);
    return gaps.flatMap((gap) => (gap.required ? [gap.code] : []));
  };
  const population = async (many: number) => {
    const answers = [];
    for (let no = 0; no < many; no += 1) answers.push(await closed({ title: `问题${no}` }));
    return answers;
  };

  test.each([
    ['counts', () => rounds.counts('XC-1999')],
    ['plan gaps', () => rounds.planGaps('XC-1999')],
    ['vacant posts', () => rounds.vacantPosts('XC-1999')],
    ['a draw', () => rounds.drawForRecheck({ round: 'XC-1999', count: 1, seed })],
  ])('%s of a round that is not there are refused', async (_name, asked) => {
    await expect(asked()).rejects.toMatchObject({ code: 'round_not_found' });
  });

  describe('are counted', () => {
    test('as nothing, where there is no finding', async () => {
      await engineCase.engine.openRound({ code: round, title: '第三轮', by: inspector });
      const { all, byOrigin, byCause, byUnit, title } = await rounds.counts(round);
      expect(title).toBe('第三轮');
      expect(all).toEqual({
        total: 0,
        open: { identified: 0, planned: 0, inProgress: 0, verified: 0 },
        closed: { rectified: 0, withdrawn: 0, transferred: 0, merged: 0, accepted: 0 },
        overdue: 0,
        sustained: 0,
        reopened: 0,
        recurred: 0,
        trueClosure: { rectified: 0, held: 0, rate: null },
      });
      expect(Object.values(byOrigin)).toEqual([all, all, all, all, all]);
      const causes = [...causeCategorySchema.options, null];
      expect(byCause).toEqual(causes.map((cause) => Object.assign({ cause }, all)));
      expect(byUnit).toEqual([]);
    });

    test('by where they come from: petitions and immediate matters apart', async () => {
      await open();
      await closed({ origin: { kind: 'petition', caseNo: 'XF-1' } });
      await open({ origin: { kind: 'petition', caseNo: 'XF-2' } });
      await open({ origin: { kind: 'immediateNotice' }, class: 'immediate' });
      await open({ round: 'XC-2025' });
      const { all, byOrigin, byClass } = await rounds.counts(round);
      expect(all.total).toBe(4);
      expect(byOrigin.feedback).toMatchObject({ total: 1, open: { identified: 1 } });
      expect(byOrigin.petition).toMatchObject({
        total: 2,
        open: { identified: 1 },
        closed: { rectified: 1 },
      });
      expect(byOrigin.immediateNotice.total).toBe(1);
      expect(byOrigin.selfCheck.total + byOrigin.checklist.total).toBe(0);
      expect([byClass.immediate.total, byClass.phased.total]).toEqual([1, 3]);
    });

    test('by state, disposition, grade and unit, the unit with most first', async () => {
      await open({ responsibleUnit: 'finance', grade: 'major' });
      const planned = await open({ responsibleUnit: 'school' });
      await plan(engineCase, planned.id);
      const working = await open({ responsibleUnit: 'school' });
      await plan(engineCase, working.id);
      await send(working.id, owner, work[0]);
      const verified = await open({ responsibleUnit: 'school' });
      await plan(engineCase, verified.id);
      await send(verified.id, owner, ...work);
      await send(verified.id, inspector, { type: 'APPROVE' });
      const gone = await open();
      await send(gone.id, inspector, withdraw);
      const handed = await open();
      await send(handed.id, inspector, { type: 'TRANSFER', to: 'district', reason: '不属本级' });
      const { all, byGrade, byUnit } = await rounds.counts(round);
      expect(all).toMatchObject({
        total: 6,
        open: { identified: 1, planned: 1, inProgress: 1, verified: 1 },
        closed: { rectified: 0, withdrawn: 1, transferred: 1 },
        trueClosure: { rate: null },
      });
      expect([byGrade.major.total, byGrade.serious.total, byGrade.ordinary.total]).toEqual([
        1, 0, 5,
      ]);
      expect(byUnit.map(({ unit, total }) => [unit, total])).toEqual([
        ['school', 3],
        [null, 2],
        ['finance', 1],
      ]);
    });

    test('by the category of their cause across units, and apart where nobody has named one', async () => {
      const named = async (category: 'rules' | 'resources', unit: string) => {
        const { id } = await open({ responsibleUnit: unit });
        await send(id, owner, claim, { type: 'SET_CAUSE', category, text: '原因' });
        return id;
      };
      await named('rules', 'school');
      await named('rules', 'finance');
      // What was said last counts.
      const changed = await named('rules', 'school');
      await send(changed, owner, { type: 'SET_CAUSE', category: 'resources', text: '经费不足' });
      await send(changed, inspector, withdraw);
      await open();
      const { byCause } = await rounds.counts(round);
      const there = byCause.filter(({ total }) => total > 0);
      expect(there.map(({ cause, total, closed: of }) => [cause, total, of.withdrawn])).toEqual([
        ['rules', 2, 0],
        ['resources', 1, 1],
        [null, 1, 0],
      ]);
      expect(byCause).toHaveLength(causeCategorySchema.options.length + 1);
    });

    test('as overdue by the instant asked about', async () => {
      await open();
      const now = engineCase.clock.at;
      expect((await rounds.counts(round)).all.overdue).toBe(0);
      expect((await rounds.counts(round, now + 400 * dayMs)).all.overdue).toBe(1);
    });

    test('as sustained, where the duty goes on after closure', async () => {
      const { id } = await open();
      await plan(engineCase, id);
      await send(id, owner, ...work);
      await send(id, inspector, { type: 'APPROVE' }, { type: 'CLOSE', sustained: true });
      expect((await rounds.counts(round)).all).toMatchObject({ sustained: 1 });
    });

    test('as truly closed only while they neither come again nor are opened again', async () => {
      const holds = await closed({ responsibleUnit: 'a' });
      const reopened = await closed({ responsibleUnit: 'b' });
      await send(reopened.id, inspector, reopen);
      const recurred = await closed({ responsibleUnit: 'c' });
      const later = await open({ round: 'XC-2025' });
      await send(later.id, inspector, { type: 'LINK_RECURRENCE', earlier: recurred.number });
      const { all, byUnit } = await rounds.counts(round);
      expect(holds.number).not.toBe(recurred.number);
      expect(all).toMatchObject({
        reopened: 1,
        recurred: 1,
        closed: { rectified: 2 },
        trueClosure: { rectified: 3, held: 1, rate: 0.3333 },
      });
      const rates = byUnit.map(({ unit, trueClosure }) => [unit, trueClosure.rate]);
      expect(Object.fromEntries(rates)).toEqual({ a: 1, b: 0, c: 0 });
    });

    test('as truly closed again, once what came again has been put right', async () => {
      const { id, number } = await closed();
      const later = await open({ round: 'XC-2025' });
      await send(later.id, inspector, { type: 'LINK_RECURRENCE', earlier: number });
      await send(id, inspector, reopen);
      await closeAgain(id);
      expect((await rounds.counts(round)).all).toMatchObject({
        reopened: 1,
        recurred: 1,
        trueClosure: { rectified: 1, held: 1, rate: 1 },
      });
    });

    test('as no closure at all, where they were withdrawn and opened again', async () => {
      const { id } = await open();
      await send(id, inspector, withdraw, reopen);
      expect((await rounds.counts(round)).all).toMatchObject({
        reopened: 1,
        trueClosure: { rectified: 0, held: 0, rate: null },
      });
    });
  });

  test('are counted as their histories tell it, whatever has become of them', async () => {
    const { store } = engineCase.database;
    const lives: readonly ((id: string) => Promise<void>)[] = [
      async () => {},
      async (id) => plan(engineCase, id),
      async (id) => send(id, inspector, withdraw),
      async (id) => send(id, inspector, withdraw, reopen),
      async (id) => wholeLife(engineCase, id),
      async (id) => {
        await wholeLife(engineCase, id);
        await send(id, inspector, reopen);
      },
      async (id) => {
        await wholeLife(engineCase, id);
        await send(id, inspector, reopen);
        await closeAgain(id);
      },
      async (id) => {
        await wholeLife(engineCase, id);
        await send(id, inspector, reopen, withdraw);
      },
      async (id) => {
        await wholeLife(engineCase, id);
        const later = await open({ round: 'XC-2025' });
        await send(later.id, inspector, { type: 'LINK_RECURRENCE', earlier: id });
      },
    ];
    const origins = [undefined, { kind: 'petition', caseNo: 'XF' }, { kind: 'selfCheck' }] as const;
    for (const [at, live] of [...lives, ...lives, ...lives].entries()) {
      const origin = origins[at % origins.length];
      const unit = at % 4 === 0 ? null : `unit-${at % 4}`;
      // Of the graver ones the rules ask more than these lives have.
      const grade = live === lives[0] ? 'serious' : undefined;
      await live((await open({ responsibleUnit: unit, origin, grade })).id);
    }
    const { rows } = await store.query<{ unit: string | null; origin: string; types: string[] }>(
      `select f.responsible_unit as unit, array_agg(e.event ->> 'type' order by e.seq) as types,
         max(e.event #>> '{input,origin,kind}') as origin
       from finding f join event e on e.subject_id = f.id join round r on r.id = f.round_id
       where r.code = $1 group by f.id`,
      [round],
    );
    const told = (found: typeof rows) => {
      const closures = found.filter(({ types }) => types.includes('CLOSE'));
      const held = closures.filter(({ types }) => {
        const since = new Set(types.slice(types.lastIndexOf('CLOSE')));
        return !since.has('REOPEN') && !since.has('RECURRED');
      });
      return {
        total: found.length,
        reopened: found.filter(({ types }) => types.includes('REOPEN')).length,
        recurred: found.filter(({ types }) => types.includes('RECURRED')).length,
        trueClosure: { rectified: closures.length, held: held.length },
      };
    };
    const counts = await rounds.counts(round);
    expect(rows).toHaveLength(3 * lives.length);
    expect(counts.all).toMatchObject(told(rows));
    for (const { unit, ...counted } of counts.byUnit) {
      expect(counted).toMatchObject(told(rows.filter((row) => row.unit === unit)));
    }
    for (const [kind, counted] of Object.entries(counts.byOrigin)) {
      const of = rows.filter(({ origin }) => (origin ?? 'feedback') === kind);
      expect([kind, counted]).toMatchObject([kind, told(of)]);
    }
    const sums = [counts.byClass, counts.byGrade, counts.byOrigin, counts.byCause].map((by) =>
      Object.values(by).reduce((sum, { total }) => sum + total, 0),
    );
    expect(sums).toEqual(sums.map(() => rows.length));
  });

  describe('with gaps in their plans', () => {
    const cause = { type: 'SET_CAUSE', category: 'rules', text: '制度未修订' } as const;

    test('name each finding not closed, in the order of their numbers, and no closed one', async () => {
      await closed();
      const second = await open();
      const first = await open({ aspect: { no: 1, title: '学校管理' } });
      await open({ round: 'XC-2025' });
      const { open: many, findings, today } = await rounds.planGaps(round);
      expect([many, today]).toEqual([2, '2024-03-01']);
      expect(findings.map(({ number }) => number)).toEqual(
        [second.number, first.number].toSorted(),
      );
      expect(await codesOf(second.id)).toEqual([
        'noPlan',
        'notApproved',
        'rootCauseMissing',
        'attestationMissing',
      ]);
    });

    test('say which measures they are about', async () => {
      const { id } = await open({ slots: { actionOwner: 'teaching' } });
      const measures = [
        { ...aMeasure(1, '2024-03-20'), evidenceKinds: [] },
        { ...aMeasure(2, '2024-03-20'), text: '组织培训', acceptanceCriterion: '组织培训' },
        { ...aMeasure(3, '2024-02-29'), text: '公开采购结果' },
        { ...aMeasure(4, '2029-12-31'), text: '公开采购结果' },
      ];
      await send(id, owner, claim, { type: 'SET_MEASURES', measures }, submitPlan);
      const gaps = await gapsOf(id);
      expect(Object.fromEntries(gaps.map(({ code, measureNos }) => [code, measureNos]))).toEqual({
        notApproved: [],
        measureIncomplete: [1],
        responsibilityUnclear: [],
        criterionRepeatsMeasure: [2],
        sameMeasureTwice: [3, 4],
        rootCauseMissing: [],
        attestationMissing: [],
        dateBeforeToday: [3],
        dateAfterPeriod: [4],
      });
    });

    test('say whether the rule set asks for it, by the grade of the finding', async () => {
      const { gates } = engineCase.ports.policies.get(engineCase.ports.policies.current).classes
        .phased;
      for (const grade of ['ordinary', 'major'] as const) {
        const asked = (of: readonly string[] | undefined) => of?.includes(grade) === true;
        expect(await requiredOf({ grade })).toEqual([
          'noPlan',
          'notApproved',
          ...(asked(gates.rootCauseFor) ? ['rootCauseMissing'] : []),
          ...(asked(gates.attestationFor) ? ['attestationMissing'] : []),
        ]);
      }
    });

    test('are none that hold back what may be begun without a plan', async () => {
      const { id } = await open({ class: 'immediate' });
      const gaps = await gapsOf(id);
      expect(gaps.filter(({ code }) => code === 'noPlan' || code === 'notApproved')).toEqual([
        { code: 'noPlan', required: false, measureNos: [] },
        { code: 'notApproved', required: false, measureNos: [] },
      ]);
    });

    test('end one by one as the plan is made good, whatever day it is afterwards', async () => {
      const { id } = await open();
      const measures = [aMeasure(1, '2024-03-20')];
      await send(id, owner, claim, cause, { type: 'SET_MEASURES', measures }, submitPlan);
      expect(await codesOf(id)).toEqual(['notApproved', 'attestationMissing']);
      const head = { kind: 'person', id: 'zhou', unit: 'school' } as const;
      await send(id, head, { type: 'ATTEST_PLAN' });
      expect(await codesOf(id)).toEqual(['notApproved']);
      await send(id, inspector, { type: 'APPROVE_PLAN' });
      expect(await codesOf(id)).toEqual([]);
      engineCase.clock.moveTo(engineCase.clock.at + 60 * dayMs);
      expect(await codesOf(id)).toEqual([]);
      expect(await rounds.planGaps(round)).toMatchObject({ open: 1, findings: [] });
    });
  });

  describe('with posts nobody holds', () => {
    test('name them by finding and post, in the order of the numbers', async () => {
      await open();
      const second = await open({ slots: { verifier: 'nobody', actionOwner: 'he' } });
      const aspect = { no: 1, title: '学校管理' };
      const first = await open({ aspect, slots: { leadOfficial: 'left', verifier: 'nobody' } });
      await open({ round: 'XC-2025', slots: { verifier: 'nobody' } });
      const numbers = [first.number, second.number].toSorted();
      expect(numbers[0]).toBe(second.number);
      expect(await rounds.vacantPosts(round)).toMatchObject({
        round,
        at: '2024-03-01T10:00:00.000+08:00',
        open: 3,
        vacant: [{ id: second.id }, { id: first.id }, { id: first.id }],
      });
      expect(await vacantOf()).toEqual([
        [second.number, 'verifier', 'nobody'],
        [first.number, 'leadOfficial', 'left'],
        [first.number, 'verifier', 'nobody'],
      ]);
    });

    test('name a post as soon as its holder has gone, and no more once it is held', async () => {
      const { number } = await open();
      expect(await vacantOf()).toEqual([]);
      await appoint(null);
      expect(await vacantOf()).toEqual([[number, 'verifier', 'inspector']]);
      await appoint('cao');
      expect(await vacantOf()).toEqual([]);
    });

    test('say nothing of closed findings, opened again they do', async () => {
      const { id, number } = await open({ slots: { actionOwner: 'nobody' } });
      await send(id, inspector, withdraw);
      expect(await rounds.vacantPosts(round)).toMatchObject({ open: 0, vacant: [] });
      await send(id, inspector, reopen);
      expect(await vacantOf()).toEqual([[number, 'actionOwner', 'nobody']]);
    });

    test('are looked up once for each party, so many at a time, in whichever directory there is', async () => {
      const codes = Array.from({ length: 501 }, (_, at) => `post-${at}`);
      const findings = codes.map((code) => {
        return { round, title: code, slots: { actionOwner: code, verifier: 'inspector' } };
      });
      await engineCase.engine.openAll(findings, inspector);
      const asked: string[][] = [];
      const directory: Directory = {
        async resolve(parties) {
          asked.push([...parties]);
          const held = parties.filter((party) => party !== 'post-7' && party !== 'post-500');
          return new Map(held.map((party) => [party, { id: party, name: party }]));
        },
      };
      const others = createRounds({ ...engineCase.ports, directory }, engineCase.database.store);
      const { vacant } = await others.vacantPosts(round);
      expect(vacant.map(({ party }) => party).toSorted()).toEqual(['post-500', 'post-7']);
      expect(asked.flat().toSorted()).toEqual([...codes, 'inspector'].toSorted());
      expect(Math.max(...asked.map(({ length }) => length))).toBeLessThanOrEqual(500);
    });
  });

  describe('are drawn from for re-inspection', () => {
    const recheck = { type: 'RECORD_RECHECK', result: 'held', note: '保持' } as const;
    const order = { round, seed, apply: true, by: seniorInspector } as const;

    test('only what was closed as rectified and has not been looked at since', async () => {
      const { id } = await closed();
      const held = await closed();
      await send(held.id, inspector, { type: 'ORDER_RECHECK', reason: '抽查' }, recheck);
      const passed = await closed();
      const ordered = { type: 'ORDER_RECHECK', reason: '抽查' } as const;
      await send(passed.id, inspector, ordered, { type: 'PASS_RECHECK' });
      const underWay = await closed();
      await send(underWay.id, inspector, ordered);
      const gone = await open();
      await send(gone.id, inspector, withdraw);
      const back = await closed();
      await send(back.id, inspector, reopen);
      const anew = await closed();
      await send(anew.id, inspector, ordered, { ...recheck, result: 'notHeld' });
      await closeAgain(anew.id);
      await closed({ round: 'XC-2025' });
      const { drawn, population: many } = await rounds.drawForRecheck({
        round,
        percent: 100,
        seed,
      });
      expect(many).toBe(2);
      expect(idsOf(drawn).toSorted()).toEqual([id, anew.id].toSorted());
    });

    test('the same by the same seed, and nothing is written', async () => {
      await population(6);
      const once = await rounds.drawForRecheck({ round, percent: 50, seed });
      expect(once.drawn.map(({ outcome }) => outcome)).toEqual(['drawn', 'drawn', 'drawn']);
      expect(await rounds.drawForRecheck({ round, percent: 50, seed })).toEqual(once);
      const { rows } = await engineCase.database.store.query(
        `select from event where event ->> 'type' = 'ORDER_RECHECK'`,
      );
      expect(rows).toEqual([]);
    });

    test('and ordered on request, for a reason that tells the draw', async () => {
      await population(4);
      const listed = await rounds.drawForRecheck({ round, percent: 50, seed });
      const done = await rounds.drawForRecheck({ ...order, percent: 50, reason: '三季度抽查' });
      expect(idsOf(done.drawn)).toEqual(idsOf(listed.drawn));
      expect(done.drawn.map(({ outcome }) => outcome)).toEqual(['ordered', 'ordered']);
      const { rows } = await engineCase.database.store.query<{ id: string; reason: string }>(
        `select subject_id as id, event ->> 'reason' as reason from event
         where event ->> 'type' = 'ORDER_RECHECK'`,
      );
      expect(idsOf(rows).toSorted()).toEqual(idsOf(done.drawn).toSorted());
      for (const { reason } of rows) expect(reason).toBe(`三季度抽查${done.mark}`);
    });

    test('once, however often the same draw is ordered, and on from where it was cut off', async () => {
      await population(5);
      const wanted = await rounds.drawForRecheck({ round, count: 2, seed });
      const [first, second] = wanted.drawn;
      const reason = `随机抽查回头看${wanted.mark}`;
      await send(first?.id ?? '', seniorInspector, { type: 'ORDER_RECHECK', reason });
      const rest = await rounds.drawForRecheck({ ...order, count: 2 });
      expect(rest.drawn.map(({ id, outcome }) => [id, outcome])).toEqual([
        [first?.id, 'orderedBefore'],
        [second?.id, 'ordered'],
      ]);
      const again = await rounds.drawForRecheck({ ...order, count: 2 });
      expect(again.drawn.map(({ outcome }) => outcome)).toEqual(['orderedBefore', 'orderedBefore']);
    });

    test('and what cannot be ordered says why, while the rest is', async () => {
      const [one] = await population(2);
      await send(one?.id ?? '', inspector, reopen);
      const by = { kind: 'person', id: 'ma', unit: null } as const;
      await send(one?.id ?? '', by, { type: 'REPORT_PROGRESS', text: '已整改' });
      await closeAgain(one?.id ?? '');
      const { drawn } = await rounds.drawForRecheck({ ...order, by, count: 5 });
      const outcomes = new Map(drawn.map(({ id, outcome, why }) => [id, [outcome, why]]));
      expect(outcomes.get(one?.id ?? '')).toEqual(['refused', 'checkerIsNotMaker']);
      expect([...outcomes.values()]).toContainEqual(['ordered', null]);
    });

    test.each([
      [{}, 'percent'],
      [{ percent: 10, count: 1 }, 'percent'],
      [{ percent: 0 }, 'percent'],
      [{ percent: 101 }, 'percent'],
      [{ percent: 2.5 }, 'percent'],
      [{ count: 0 }, 'count'],
      [{ count: 1, seed: ' ' }, 'seed'],
      [{ count: 1, apply: true }, 'by'],
    ])('not by %j', async (given, path) => {
      await expect(rounds.drawForRecheck({ round, seed, ...given })).rejects.toMatchObject({
        code: 'request_invalid',
        detail: { problems: [{ path }] },
      });
    });

    test('nothing, where there is nothing to draw from', async () => {
      await open();
      const none = { population: 0, drawn: [] };
      expect(await rounds.drawForRecheck({ ...order, percent: 100 })).toMatchObject(none);
    });

    test('but for those that the rule set has looked at again by itself', async () => {
      const { id, version } = policy;
      const other = await closed({ policy: `${id}@${version}` });
      const { id: mine } = await closed();
      expect(shippedGates.recheck).toBe(true);
      const { drawn } = await rounds.drawForRecheck({ round, percent: 100, seed });
      expect(idsOf(drawn)).toEqual([mine]);
      expect(other.id).not.toBe(mine);
    });
  });
}
