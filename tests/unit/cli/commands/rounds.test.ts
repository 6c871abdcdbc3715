import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { checklist } from '../../../../src/cli/commands/checklist.ts';
import { counts, countLines } from '../../../../src/cli/commands/counts.ts';
import { drawLines, drawOf } from '../../../../src/cli/commands/draw.ts';
import { planGaps } from '../../../../src/cli/commands/plan-gaps.ts';
import { vacant, vacantLines } from '../../../../src/cli/commands/vacant.ts';
import { openRectiflow, RectiflowError } from '../../../../src/index.ts';
import type { ChecklistRun, RunPreview } from '../../../../src/index.ts';
import { freshFolder, preparedFolder } from '../../../support/cli.ts';
import { printed } from './printed.ts';

const samples = fileURLToPath(new URL('../../../../samples/checklists/', import.meta.url));
const list = join(samples, 'school-minimum-requirements.yaml');
const results = join(samples, 'school-minimum-results.csv');
const asked = { list, results, round: 'DD-2024', unit: 'school-3', by: 'lu', on: '2024-03-01' };

let dataDir: string;
beforeAll(async () => {
  dataDir = await preparedFolder();
  await (await openRectiflow({ dataDir })).close();
});

const go = (options: object = {}) => printed(() => checklist({ ...asked, ...options }), dataDir);

const draw = (options: object) =>
  printed(() => drawOf({ round: 'DD-2024', seed: '715', ...options }), dataDir);

describe('rectiflow checklist', () => {
  test('shows what it would open and writes nothing, then opens it, then names it', async () => {
    const { exit, stdout, stderr } = await go();
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      '+ 第3条  消防器材配齐、在有效期内,疏散通道畅通',
      '+ 第16条  厕位够用,按1:3设置男女蹲位  [持续整改 / continuing: 需要较大资金投入和用房条件]',
    ]);
    expect(stdout).toContain('--apply');
    const preview = JSON.parse((await go({ json: true })).stdout) as RunPreview;
    expect(preview.toOpen.map(({ no }) => no)).toEqual([3, 16]);
    const keyed = { json: true, apply: true, key: 'k-1' };
    const run = JSON.parse((await go(keyed)).stdout) as ChecklistRun;
    expect(run.opened.map(({ no }) => no)).toEqual([3, 16]);
    const same = JSON.parse((await go(keyed)).stdout) as ChecklistRun;
    expect(same.id).toBe(run.id);
    const { stdout: again } = await go({ apply: true });
    const [, fire] = again.split('\n');
    expect(fire).toBe(`= 第3条  ${run.opened[0]?.number}  尚未销号 / still open`);
    expect(again).toContain('已登记 0 个问题 / findings opened');
  });

  test('is refused with the items that have no result', async () => {
    const file = join(await freshFolder(), 'results.csv');
    writeFileSync(file, '序号,结果\n1,达标\n');
    await expect(go({ results: file })).rejects.toThrow(/no result for item 2, 3, .+, 20/u);
  });
});

describe('rectiflow counts', () => {
  test('prints a round in figures, and leaves out what there is nothing of', async () => {
    const { stdout } = await printed(() => counts({ round: 'DD-2024' }), dataDir);
    const [head, all, origin, ...rest] = stdout.split('\n');
    expect(head).toMatch(/^DD-2024 {2}DD-2024 {2}\d{4}-/u);
    expect(all).toMatch(/^ {2}合计 \/ all +共 2 {2}未销号 2 {2}已销号 0.+真销号率 —$/u);
    expect(origin).toMatch(/^ {2}清单排查 \/ checklist +共 2 /u);
    expect(rest.join('\n')).toContain('school-3');
    expect(stdout).toMatch(/^ {2}原因未分析 \/ cause not named +共 2 /mu);
    expect(stdout).not.toMatch(/信访件|cause: /u);
    const { stdout: whole } = await printed(
      () => counts({ round: 'DD-2024', json: true }),
      dataDir,
    );
    expect(countLines(JSON.parse(whole))).toHaveLength(stdout.trimEnd().split('\n').length);
  });

  test('of a round that is not there is an error', async () => {
    await expect(printed(() => counts({ round: 'XC-1999' }), dataDir)).rejects.toThrow(
      RectiflowError,
    );
  });
});

describe('rectiflow plan-gaps', () => {
  test('prints what each plan lacks, what is required with an asterisk', async () => {
    const { stdout } = await printed(() => planGaps({ round: 'DD-2024' }), dataDir);
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.includes('[已反馈(待认领)'))).toHaveLength(2);
    expect(lines).toContain('  * 没有整改措施 / no measures');
    expect(lines).toContain('    没有整改措施 / no measures');
    expect(lines.at(-2)).toMatch(/^未销号 2 个,方案有缺项的 2 个/u);
    const { stdout: whole } = await printed(
      () => planGaps({ round: 'DD-2024', json: true }),
      dataDir,
    );
    expect(JSON.parse(whole)).toMatchObject({ round: 'DD-2024', open: 2, findings: [{}, {}] });
  });
});

describe('rectiflow vacant', () => {
  test('says how many findings it has looked at, where none names a vacant post', async () => {
    const { exit, stdout } = await printed(() => vacant({ round: 'DD-2024' }), dataDir);
    expect([exit, stdout.split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(/^DD-2024 {2}\d{4}-/u),
        '未销号 2 个,岗位空缺的 0 个 / 2 open, 0 with a vacant post',
        '',
      ],
    ]);
    const { stdout: whole } = await printed(
      () => vacant({ round: 'DD-2024', json: true }),
      dataDir,
    );
    expect(JSON.parse(whole)).toMatchObject({ round: 'DD-2024', open: 2, vacant: [] });
  });

  test('prints each post with the finding and the code it is named by', () => {
    const finding = { id: 'x', number: 'XC-2024-01-003' };
    const lines = vacantLines({
      round: 'XC-2024',
      at: '2024-03-01T10:00:00.000+08:00',
      open: 9,
      vacant: [
        { ...finding, slot: 'actionOwner', party: 'logistics' },
        { ...finding, slot: 'verifier', party: 'in\nspector' },
      ],
    });
    expect(lines).toEqual([
      'XC-2024  2024-03-01T10:00:00.000+08:00',
      'XC-2024-01-003  责任人 / case officer  logistics',
      'XC-2024-01-003  核查人 / verifier  in spector',
      '未销号 9 个,岗位空缺的 1 个 / 9 open, 1 with a vacant post',
    ]);
  });
});

describe('rectiflow draw', () => {
  test('says from how many it has drawn', async () => {
    const { exit, stdout } = await draw({ percent: 10 });
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/^从 0 个中抽取 0 个 \/ 0 of 0 {2}\(抽签 \/ draw [0-9a-f]{16}\)\n$/u),
    ]);
    expect(JSON.parse((await draw({ count: 1, json: true })).stdout)).toMatchObject({ drawn: [] });
  });

  test('asks for a size, and for who orders what is drawn', async () => {
    expect(await draw({})).toMatchObject({ exit: 2, stdout: '' });
    expect(await draw({ percent: 10, count: 1 })).toMatchObject({ exit: 2, stdout: '' });
    const { exit, stderr } = await draw({ percent: 10, apply: true });
    expect([exit, stderr.includes('--by')]).toEqual([2, true]);
  });

  test('prints one line for each, with what became of it', () => {
    const finding = { id: 'x', number: 'XC-2024-01-003', title: '采购\n不规范', unit: 'school' };
    const lines = drawLines({
      round: 'XC-2024',
      mark: '(抽签 / draw 0)',
      population: 9,
      drawn: [
        { ...finding, outcome: 'ordered', why: null },
        { ...finding, unit: null, outcome: 'refused', why: 'checkerIsNotMaker' },
      ],
    });
    expect(lines.slice(0, 2)).toEqual([
      'XC-2024-01-003  采购 不规范  school  [已安排 / ordered]',
      'XC-2024-01-003  采购 不规范    [未能安排 / refused: checkerIsNotMaker]',
    ]);
  });
});
