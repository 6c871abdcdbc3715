/** The commands by which people close findings, show what was certified, and move findings to other rules. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../../machines/events.ts';
import { certificate } from '../../../../src/cli/commands/certificate.ts';
import { close } from '../../../../src/cli/commands/close.ts';
import { rules } from '../../../../src/cli/commands/rules.ts';
import { openRectiflow } from '../../../../src/index.ts';
import { preparedFolder } from '../../../support/cli.ts';
import { shippedName } from '../../../support/shipped-policies.ts';
import { printed } from './printed.ts';

const owner = { kind: 'person', id: 'chen', unit: 'school' } as const;
const inspector = { kind: 'person', id: 'wang', unit: 'inspectorate' } as const;
const life: readonly FindingCommandInput[] = [
  { type: 'CLAIM' },
  {
    type: 'SET_MEASURES',
    measures: [
      {
        no: 1,
        text: '补齐审批',
        unit: 'school',
        person: 'chen',
        dueDate: '2099-12-31',
        acceptanceCriterion: '抽查十份均有审批',
        evidenceKinds: ['document'],
      },
    ],
  },
  { type: 'START' },
  { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' },
  {
    type: 'ATTACH_EVIDENCE',
    measureNo: 1,
    evidence: { id: 'e', kind: 'document', name: 'a.pdf', sha256: 'a'.repeat(64), bytes: 1 },
  },
  { type: 'SUBMIT' },
];

let dataDir: string;
const numbers: string[] = [];

beforeAll(async () => {
  dataDir = await preparedFolder();
  await using opened = await openRectiflow({ dataDir });
  const finding = {
    round: 'XC-2024',
    title: '采购管理不规范',
    class: 'immediate' as const,
    responsibleUnit: 'school',
    slots: { actionOwner: 'chen', verifier: 'wang' },
  };
  for (const ready of [true, false]) {
    const answer = await opened.engine.open({ finding, by: inspector });
    if (answer.kind !== 'accepted') throw new Error(answer.code);
    numbers.push(answer.number);
    if (!ready) continue;
    for (const event of life) {
      await opened.engine.send({ findingId: answer.id, event, by: owner });
    }
    const event = { type: 'APPROVE' } as const;
    await opened.engine.send({ findingId: answer.id, event, by: inspector });
  }
});

describe('rectiflow close', () => {
  const by = { by: 'wang', unit: 'inspectorate' };

  test('closes what can be closed, and says of the others what is in the way, in both languages', async () => {
    const { exit, stdout } = await printed(() => close(numbers, by), dataDir);
    expect(exit).toBe(1);
    const [first, second] = stdout.trim().split('\n');
    expect(first).toBe(`${numbers[0]}  已销号 / closed  销号〔XC-2024〕1号`);
    expect(second).toMatch(/未销号 \/ not closed: 问题当前.+ \/ This step/u);
  });

  test('prints one JSON document with an answer for each', async () => {
    const { stdout } = await printed(() => close(numbers, { ...by, json: true }), dataDir);
    expect(JSON.parse(stdout)).toEqual({
      items: numbers.map((number) => ({
        number,
        closed: false,
        certificate: null,
        why: 'stateAcceptsEvent',
      })),
    });
  });

  test('names the number it does not know, and closes nothing', async () => {
    const closing = printed(() => close(['XC-0000-00-000'], by), dataDir);
    await expect(closing).rejects.toMatchObject({ code: 'finding_not_found' });
  });
});

describe('rectiflow certificate', () => {
  test('shows who closed it, by which event', async () => {
    const { stdout } = await printed(() => certificate(numbers[0] ?? '', {}), dataDir);
    expect(stdout).toMatch(/^销号〔XC-2024〕1号 {2}XC-2024-00-001 采购管理不规范\n/u);
    expect(stdout).toMatch(/wang {2}有效 \/ holds\n {2}第 9 个事件 .*sha256 [0-9a-f]{64}/u);
  });

  test('says so where there is none', async () => {
    const { exit, stdout } = await printed(() => certificate(numbers[1] ?? '', {}), dataDir);
    expect([exit, stdout.trim()]).toEqual([
      0,
      `${numbers[1]}  未曾整改销号 / never closed as rectified`,
    ]);
  });
});

describe('rectiflow rules', () => {
  const to = shippedName('cn-inspection');

  test('lists nothing where every finding has the rules asked about', async () => {
    const { exit, stdout } = await printed(() => rules({ to, json: true }), dataDir);
    expect([exit, JSON.parse(stdout)]).toEqual([0, { to, findings: [] }]);
  });

  test('moves nothing then, and names the batch', async () => {
    const apply = { to, apply: true, by: 'wang', reason: '更新' };
    const { exit, stdout } = await printed(() => rules(apply), dataDir);
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/^批次 \/ batch {2}[0-9a-f-]{36}\n$/u),
    ]);
  });

  test.each([
    [{}, '--to'],
    [{ to, apply: true }, '--by'],
    [{ to, apply: true, by: 'wang' }, '--reason'],
  ])('asks for what is missing: %j', async (options, missing) => {
    await expect(printed(() => rules(options), dataDir)).rejects.toThrow(missing);
  });
});
