import { describe, expect, test } from 'vitest';
import { openAll } from '../../../src/engine/open.ts';
import { forAllTests } from './case-hooks.ts';
import { aFinding, inspector, openCase, withLedger, newRound } from './engine-case.ts';
import { allChains, contents, history, streamed, numbersIn } from './ledger-reading.ts';
import { verifyChains } from '../../../src/engine/proof/verify.ts';
import { shippedName, shippedRef } from '../../support/shipped-policies.ts';

const engineCase = forAllTests(openCase);

describe('opening all of a document', () => {
  test('opens each, in order, as one round', async () => {
    const round = newRound();
    const titles = ['党建工作责任制落实不力', '采购管理不规范', '档案不全'];
    const answers = await engineCase.engine.openAll(
      titles.map((title) => aFinding({ round, title })),
      { kind: 'import', document: 'feedback-2024' },
    );
    expect(answers.map(({ number }) => number)).toEqual(await numbersIn(engineCase, round));
    for (const [index, { id }] of answers.entries()) {
      const { finding } = await engineCase.ports.ledger.load(id, null);
      expect(finding?.title).toBe(titles[index]);
      expect((await history(engineCase, id))[0]?.by).toEqual({
        kind: 'import',
        document: 'feedback-2024',
      });
    }
    const all = await allChains(engineCase.database);
    expect(await verifyChains(streamed(all))).toMatchObject({ ok: true });
  });

  test('a failure in the middle leaves nothing of any of them', async () => {
    const round = newRound();
    await engineCase.engine.openRound({ code: round, by: inspector });
    const before = await contents(engineCase.database);
    let writes = 0;
    const failing = withLedger(engineCase, (ledger) => ({
      transact: (work) =>
        ledger.transact((inner) =>
          work({
            ...inner,
            async open(opening) {
              writes += 1;
              if (writes === 2) throw new Error('disk full');
              return inner.open(opening);
            },
          }),
        ),
    }));
    const findings = [1, 2, 3].map((no) => aFinding({ round, title: `问题${no}` }));
    await expect(openAll(failing, findings, inspector)).rejects.toThrow('disk full');
    expect(writes).toBe(2);
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('numbers left out by a failure are not given again', async () => {
    const round = newRound();
    await engineCase.engine.openRound({ code: round, by: inspector });
    const failing = withLedger(engineCase, () => ({
      transact: () => Promise.reject(new Error('connection lost')),
    }));
    await expect(
      openAll(failing, [aFinding({ round }), aFinding({ round })], inspector),
    ).rejects.toThrow('connection lost');
    const [first] = await engineCase.engine.openAll([aFinding({ round })], inspector);
    expect(first?.number).toBe(`${round}-00-003`);
  });

  test('one that is malformed stops all of them before anything is written', async () => {
    const round = newRound();
    const before = await contents(engineCase.database);
    const findings = [aFinding({ round }), aFinding({ round, title: '' })];
    await expect(engineCase.engine.openAll(findings, inspector)).rejects.toThrow('title');
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('one under a policy nobody has stops all of them before anything is written', async () => {
    const round = newRound();
    const before = await contents(engineCase.database);
    const findings = [
      aFinding({ round }),
      aFinding({ round, policy: shippedName('cn-safety-hazard') }),
      aFinding({ round, policy: 'cn-safety-hazard@99' }),
    ];
    await expect(engineCase.engine.openAll(findings, inspector)).rejects.toMatchObject({
      code: 'request_invalid',
      detail: { path: 'finding.policy' },
    });
    expect(await contents(engineCase.database)).toEqual(before);
    const [, hazard] = await engineCase.engine.openAll(findings.slice(0, 2), inspector);
    const { finding } = await engineCase.ports.ledger.load(hazard?.id ?? '', null);
    expect(finding?.policy).toEqual(shippedRef('cn-safety-hazard'));
  });

  test('of none opens none', async () => {
    expect(await engineCase.engine.openAll([], inspector)).toEqual([]);
  });
});
