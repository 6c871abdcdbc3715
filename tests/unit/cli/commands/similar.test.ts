import { beforeAll, describe, expect, test } from 'vitest';
import { signalLines, signalsOfFinding } from '../../../../src/cli/commands/signals.ts';
import { similar, similarLine } from '../../../../src/cli/commands/similar.ts';
import { RectiflowError, openRectiflow } from '../../../../src/index.ts';
import type { SimilarFinding, Signal } from '../../../../src/index.ts';
import { preparedFolder } from '../../../support/cli.ts';
import { printed } from './printed.ts';

const meals = {
  title: '食堂陪餐记录不完整',
  description: '陪餐记录没有填写食品安全方面的内容,陪餐工作流于形式。',
  responsibleUnit: 'school',
};

let dataDir: string;
let numbers: string[];

beforeAll(async () => {
  dataDir = await preparedFolder();
  await using opened = await openRectiflow({ dataDir });
  const by = { kind: 'person', id: 'lu', unit: 'inspectorate' } as const;
  numbers = [];
  for (const round of ['XC-2023', 'XC-2024']) {
    const answer = await opened.engine.open({ finding: { ...meals, round }, by });
    if (answer.kind !== 'accepted') throw new Error(answer.kind);
    numbers.push(answer.number);
    const event = { type: 'WITHDRAW', reason: '重复' } as const;
    if (round === 'XC-2023') await opened.engine.send({ findingId: answer.id, event, by });
  }
});

const search = (text: string | undefined, options: object = {}) =>
  printed(() => similar(text, options), dataDir);
const numbersIn = (stdout: string): string[] =>
  (JSON.parse(stdout) as { findings: SimilarFinding[] }).findings.map(({ number }) => number);
const signalsOf = (number: string, options: object = {}) =>
  printed(() => signalsOfFinding(number, options), dataDir);

describe('rectiflow similar', () => {
  test('finds findings by a text, closed ones too', async () => {
    const { stdout } = await search(`${meals.title},${meals.description}`, { json: true });
    expect(numbersIn(stdout)).toEqual(numbers.toReversed());
    const { exit, stdout: lines, stderr } = await search(meals.title);
    expect([exit, stderr]).toEqual([0, '']);
    const [latest, earlier, total] = lines.split('\n');
    expect(latest).toBe(
      `100%  ${numbers[1]}  ${meals.title}  [已反馈 / identified]  XC-2024  school`,
    );
    expect(earlier).toMatch(/ \[已销号 \/ closed \d{4}-\d\d-\d\dT\S+\] {2}XC-2023 {2}school$/u);
    expect(total).toBe('共 2 个相似问题 / similar findings');
  });

  test('finds those like a finding, itself left out', async () => {
    const { stdout } = await search(undefined, { finding: numbers[1], json: true });
    expect(numbersIn(stdout)).toEqual([numbers[0]]);
  });

  test('finds in one round, and nothing where nothing is alike', async () => {
    const { stdout } = await search(meals.title, { round: 'XC-2023', json: true });
    expect(numbersIn(stdout)).toEqual([numbers[0]]);
    expect((await search('校车驾驶员未按规定体检')).stdout).toBe(
      '共 0 个相似问题 / similar findings\n',
    );
  });

  test('asks for a text or a number, and not for both', async () => {
    expect(await search(undefined)).toMatchObject({ exit: 2, stdout: '' });
    expect(await search('账', { finding: numbers[0] })).toMatchObject({ exit: 2, stdout: '' });
    const { stderr } = await search(undefined, { finding: numbers[0], round: 'XC-2023' });
    expect(stderr).toContain('--finding');
  });

  test('names the number that nobody has', async () => {
    await expect(search(undefined, { finding: 'XC-1999-01-001' })).rejects.toThrow(RectiflowError);
  });

  test('prints one line for each, whatever its words hold', () => {
    const line = similarLine({
      id: '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
      number: 'XC-2024-01-003',
      title: '采购\u202e\n不规范',
      round: 'XC-2024',
      unit: null,
      state: 'inProgress',
      closedAt: null,
      disposition: null,
      likeness: 0.456,
    });
    expect(line).toBe(' 46%  XC-2024-01-003  采购 不规范  [整改中 / in progress]  XC-2024');
  });
});

describe('rectiflow signals', () => {
  test('prints the questions, Chinese first', async () => {
    const { stdout } = await signalsOf(numbers[1] ?? '', { json: true });
    const { finding, signals } = JSON.parse(stdout) as { finding: string; signals: Signal[] };
    expect(finding).toBe(numbers[1]);
    expect(signals.map(({ kind }) => kind)).toEqual(['reportedAgain']);
    const { stdout: lines } = await signalsOf(numbers[1] ?? '');
    expect(lines).toBe(
      `${[...signals.flatMap(signalLines), '共 1 条迹象,供核查时了解 / signals: questions, no verdicts'].join('\n')}\n`,
    );
    expect(lines).toMatch(
      /^reportedAgain {2}同一单位的相似问题 XC-2023\S+ 已于 .+\n +A similar finding/u,
    );
  });

  test('of a finding about which nothing stands out are none', async () => {
    const { stdout } = await signalsOf(numbers[0] ?? '', { json: true });
    expect(JSON.parse(stdout)).toMatchObject({ signals: [] });
  });

  test('of a number that nobody has are an error', async () => {
    await expect(signalsOf('XC-1999-01-001')).rejects.toThrow(RectiflowError);
  });
});
