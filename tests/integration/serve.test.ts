/** rectiflow serve on the embedded database: a command over HTTP becomes a mail on a real mail server. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder, preparedFolder, rectiflow, start } from '../support/cli.ts';
import { eventually } from '../support/eventually.ts';
import { startSmtp } from '../support/smtp.ts';

const people = [
  { id: 'wang', name: '王敏', email: 'wang@school.example', unit: '总务处' },
  { id: 'li', name: '李强', email: 'li@county.example', unit: '巡察办' },
];

test(
  'a finding opened over HTTP is told to whoever holds the post, by mail',
  { timeout: 120_000 },
  async () => {
    const smtp = await startSmtp();
    const data = await preparedFolder();
    const settings = { RECTIFLOW_DATA_DIR: data, SMTP_URL: smtp.url, RECTIFLOW_LOG_LEVEL: 'error' };
    const file = join(data, 'directory.json');
    const posts = [{ code: 'logistics', title: '总务主任', holder: 'wang' }];
    await writeFile(file, JSON.stringify({ people, posts }));
    expect(await rectiflow(['directory', file], settings)).toMatchObject({ code: 0 });

    const server = start(['serve', '--port', '0'], settings);
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const base = await eventually(
      () => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? Promise.reject(new Error(said)),
      { timeoutMs: 60_000 },
    );
    expect(said).toContain('仅限本机访问');

    const opened = await fetch(`${base}/findings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        round: 'XC-2031',
        title: '食堂陪餐记录流于形式',
        slots: { actionOwner: 'logistics', leadOfficial: 'li' },
        by: { kind: 'person', id: 'li', unit: '巡察办' },
      }),
    });
    expect(opened.status).toBe(201);
    const mails = await eventually(async () => {
      expect(smtp.accepted).toHaveLength(2);
      return smtp.accepted;
    });
    expect(mails.flatMap(({ envelope }) => envelope.to).toSorted()).toEqual([
      'li@county.example',
      'wang@school.example',
    ]);

    const exited = once(server, 'close');
    server.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
    await smtp.close();
    expect(await rectiflow(['verify'], settings)).toMatchObject({ code: 0 });
  },
);

test('people and posts that make no sense are refused by line, and none is stored', async () => {
  const data = await freshFolder();
  const file = join(data, 'directory.json');
  const wrong = { people: [{ id: 'wang', name: '', email: 'nobody' }, people[1], people[1]] };
  await writeFile(file, JSON.stringify(wrong));
  const { code, stderr } = await rectiflow(['directory', file], { RECTIFLOW_DATA_DIR: data });
  expect(code).toBe(1);
  expect(stderr).toContain('people.0.name: ');
  expect(stderr).toContain('people.0.email: ');
});
