import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bounceLine, bounces } from '../../../../src/cli/commands/bounces.ts';
import { openRectiflow } from '../../../../src/index.ts';
import type { BounceTaken } from '../../../../src/taking-bounces.ts';
import { bouncedMail } from '../../../support/bounced-mail.ts';
import { preparedFolder } from '../../../support/cli.ts';
import { dispatchesOf, handOver, messageId } from '../../../support/settled-dispatch.ts';
import { printed, type Printed } from './printed.ts';

const id = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

const parsed = ({ stdout }: Printed): { bounces: (BounceTaken & { file: string })[] } =>
  JSON.parse(stdout);

describe('a mail that came back, as people read it', () => {
  test('names the file, what became of the message, and the message', () => {
    const taken = { kind: 'failed', dispatchId: id, outcome: 'bounce_5.1.1' } as const;
    expect(bounceLine('a.eml', taken)).toBe(`a.eml  [发送失败 / failed: bounce_5.1.1]  ${id}`);
  });

  test('says why it changed nothing, each reason in words of its own', () => {
    const why = ['not_a_bounce', 'not_final', 'not_ours', 'settled'] as const;
    const lines = why.map((each) => bounceLine('-', { kind: 'ignored', why: each }));
    for (const [at, each] of why.entries()) {
      expect(lines[at]).toMatch(
        new RegExp(`^-  未采纳 / ignored: ${each}  [\\u4e00-\\u9fff,]+ / .+$`, 'u'),
      );
    }
    expect(new Set(lines.map((line) => line.split('  ').at(-1))).size).toBe(why.length);
  });
});

describe('rectiflow bounces', () => {
  let folder: string;
  let dispatchId: string;
  const path = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await preparedFolder();
    await using opened = await openRectiflow({ dataDir: folder });
    const { store } = opened.database;
    await opened.directory.put({
      people: [{ id: 'he', name: '何文斌', email: 'he@school.example', unit: null }],
    });
    const answer = await opened.engine.open({
      finding: { round: 'XC-2031', title: '采购管理不规范', slots: { actionOwner: 'he' } },
      by: { kind: 'import', document: 'test' },
    });
    if (answer.kind !== 'accepted') throw new Error(answer.kind);
    [dispatchId = ''] = await dispatchesOf(store, answer.id);
    await handOver(store, dispatchId, 'sent', await opened.engine.now());
    await writeFile(path('back.eml'), bouncedMail(messageId));
    await writeFile(path('other.eml'), 'Subject: hello\r\n\r\nhello\r\n');
  });

  const run = (files: readonly string[], options: object = {}, stdin?: Uint8Array) =>
    printed(() => bounces(files, options), folder, stdin);

  test('takes in one mail after the other, a line each, and the same one once', async () => {
    const files = ['other.eml', 'back.eml', 'back.eml'].map(path);
    const { exit, stdout, stderr } = await run(files);
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      bounceLine(path('other.eml'), { kind: 'ignored', why: 'not_a_bounce' }),
      bounceLine(path('back.eml'), { kind: 'failed', dispatchId, outcome: 'bounce_5.1.1' }),
      bounceLine(path('back.eml'), { kind: 'ignored', why: 'settled' }),
      '',
    ]);
    await using opened = await openRectiflow({ dataDir: folder });
    const [message] = await opened.dispatchViews.list({ state: 'failed' });
    expect(message).toMatchObject({ id: dispatchId, outcome: 'bounce_5.1.1' });
  });

  test('reads a mail from standard input, and prints one JSON document', async () => {
    const elsewhere = bouncedMail('<2@elsewhere.example>');
    const ran = await run([path('other.eml'), '-'], { json: true }, elsewhere);
    expect(ran.exit).toBe(0);
    expect(parsed(ran).bounces).toEqual([
      { file: path('other.eml'), kind: 'ignored', why: 'not_a_bounce' },
      { file: '-', kind: 'ignored', why: 'not_ours' },
    ]);
  });

  test('names a file that cannot be read, takes in the others, and fails', async () => {
    const files = [path('none.eml'), path('other.eml')];
    const plain = await run(files);
    expect(plain.exit).toBe(1);
    expect(plain.stderr).toBe(
      `${path('none.eml')}: file_unreadable: 无法读取文件 / cannot be read: ENOENT\n`,
    );
    expect(plain.stdout).toContain('not_a_bounce');
    const ran = await run(files, { json: true });
    expect(ran.exit).toBe(1);
    expect(parsed(ran).bounces).toMatchObject([
      { file: path('none.eml'), error: { code: 'file_unreadable' } },
      { file: path('other.eml'), kind: 'ignored' },
    ]);
  });

  test('with standard input named twice is wrong usage', async () => {
    expect(await run(['-', '-'])).toMatchObject({ exit: 2, stdout: '' });
  });
});
