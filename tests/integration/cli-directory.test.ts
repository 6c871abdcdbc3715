/** The commands about people as their users meet them: files of people and posts, delegations, notices. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Delegation } from '../../src/directory/delegations.ts';
import { openRectiflow } from '../../src/index.ts';
import type { NoticeSummary } from '../../src/store/notice-views.ts';
import { preparedFolder, rectiflow } from '../support/cli.ts';

const people = '工号,姓名,邮箱,单位\nhe,何文斌,he@school.example,教务处\nshen,沈若兰,,校长室\n';
const posts = '岗位编号;岗位名称;任职人\r\nteaching;教务主任;he\r\nlibrary;图书馆长;\r\n';

/** A ledger of its own with those people in those posts. */
async function staffed(): Promise<Record<string, string>> {
  const data = await preparedFolder();
  const [peopleFile, postsFile] = [join(data, 'people.csv'), join(data, 'posts.csv')];
  await writeFile(peopleFile, people);
  await writeFile(postsFile, posts);
  const settings = { RECTIFLOW_DATA_DIR: data };
  const { code, stdout } = await rectiflow(['directory', peopleFile, postsFile], settings);
  expect([code, stdout]).toEqual([0, '已更新 2 人、2 个岗位 / 2 people, 2 posts\n']);
  return settings;
}

async function json<T>(args: readonly string[], settings: Record<string, string>): Promise<T> {
  const { code, stdout, stderr } = await rectiflow([...args, '--json'], settings);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

describe('directory', () => {
  test.each([
    ['people', '工号,姓名,邮箱,单位,渠道,手机'],
    ['posts', '岗位编号,岗位名称,任职人'],
  ])('--template %s prints an empty table', async (kind, header) => {
    const { code, stdout } = await rectiflow(['directory', '--template', kind]);
    // Reading it as a text has taken the byte order mark off.
    expect([code, stdout]).toEqual([0, `${header}\n`]);
  });

  test.each([[[]], [['--template', 'units']], [['people.csv', '--template', 'people']]])(
    'with %j is wrong usage',
    async (args) => {
      expect(await rectiflow(['directory', ...args])).toMatchObject({ code: 2, stdout: '' });
    },
  );

  test('writes nothing unless all files are right, and says in which line each is wrong', async () => {
    const data = await preparedFolder();
    const settings = { RECTIFLOW_DATA_DIR: data };
    const [good, bad, held] = [join(data, 'a.csv'), join(data, 'b.csv'), join(data, 'c.csv')];
    await writeFile(good, people);
    await writeFile(bad, 'id,name,email\nlu,陆建平,nobody\n,曹静,\n');
    await writeFile(held, 'code,title,holder\nsteering,办公室主任,ghost\n');
    const refused = await rectiflow(['directory', good, bad], settings);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`${bad}:2: email: `);
    expect(refused.stderr).toContain(`${bad}:3: id: `);
    const stranger = await rectiflow(['directory', good, held], settings);
    expect(stranger.code).toBe(1);
    expect(stranger.stderr).toMatch(/^person_not_found: /u);
    expect(stranger.stderr).toContain(`${held}:2: `);
    await using opened = await openRectiflow({ dataDir: data });
    expect(await opened.directory.resolve(['he', 'steering'], Date.now())).toEqual(new Map());
  });
});

test('a delegation is recorded, listed, ended and kept', { timeout: 120_000 }, async () => {
  const settings = await staffed();
  const days = ['--from-day', '2020-01-01', '--until-day', '2999-12-31'];
  const args = ['delegate', '--from', 'he', '--to', 'shen', ...days, '--reason', '借调'];
  const recorded = await json<Delegation>(args, settings);
  expect(recorded).toMatchObject({
    from: { id: 'he', name: '何文斌' },
    to: { id: 'shen', name: '沈若兰' },
    inForce: true,
    recordedBy: { kind: 'person', id: 'he', unit: null },
  });
  const again = await rectiflow(args, settings);
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(/^delegation_overlaps: /u);
  expect(again.stderr).toContain(recorded.id);
  const revoke = ['revoke', recorded.id, '--on', '2026-03-01', '--by', 'registrar'];
  const ended = await json<Delegation>(revoke, settings);
  expect(ended).toMatchObject({ endedOn: '2026-03-01', endedBy: { id: 'registrar' } });
  const { delegations } = await json<{ delegations: Delegation[] }>(['delegations'], settings);
  expect(delegations).toEqual([ended]);
  const listed = await rectiflow(['delegations', '--on', '2026-03-01'], settings);
  expect(listed).toMatchObject({ code: 0, stdout: '共 0 项委托 / delegations\n' });
  expect(await rectiflow(['revoke', recorded.id], settings)).toMatchObject({ code: 1 });
  const unknown = await rectiflow(['revoke', 'none'], settings);
  expect(unknown.stderr).toMatch(/^delegation_not_found: /u);
});

test.each([
  ['no end', ['--from', 'he', '--to', 'shen', '--from-day', '2026-03-02', '--reason', 'x']],
  ['a day there is not', ['--from-day', '2026-02-30']],
])('to delegate with %s is wrong usage', async (_what, args) => {
  expect(await rectiflow(['delegate', ...args])).toMatchObject({ code: 2, stdout: '' });
});

test('notices --failed lists what is owed to nobody', async () => {
  const data = await preparedFolder();
  {
    await using opened = await openRectiflow({ dataDir: data });
    await opened.directory.put({ people: [{ id: 'he', name: '何文斌', email: null, unit: null }] });
    await opened.engine.open({
      finding: {
        round: 'XC-2031',
        title: '无人认领',
        slots: { actionOwner: 'he', verifier: 'gone' },
      },
      by: { kind: 'import', document: 'test' },
    });
  }
  const settings = { RECTIFLOW_DATA_DIR: data };
  const { notices } = await json<{ notices: NoticeSummary[] }>(['notices'], settings);
  const failed = await json<{ notices: NoticeSummary[] }>(['notices', '--failed'], settings);
  expect(failed.notices).toEqual(notices.filter(({ state }) => state === 'failed'));
  expect(failed.notices.map(({ outcome }) => outcome)).toContain('nobody_appointed');
  const { code, stdout } = await rectiflow(['notices', '--failed'], settings);
  expect(code).toBe(0);
  expect(stdout).toContain('XC-2031-00-001');
  expect(stdout).toContain('无人任职 / nobody appointed');
  expect(stdout).not.toContain('何文斌');
});
