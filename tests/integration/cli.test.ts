/** The command line as its users meet it: exit codes, one JSON document on stdout, readable refusals. */
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openRectiflow } from '../../src/index.ts';
import { freshFolder, preparedFolder, rectiflow, start } from '../support/cli.ts';

const sample = (name: string) => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));

describe('every command', () => {
  test.each(['demo', 'serve', 'worker', 'migrate', 'intake', 'verify', 'export'])(
    '%s explains itself with --help',
    async (command) => {
      const { code, stdout } = await rectiflow([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`rectiflow ${command}`);
    },
  );

  test('a command or option nobody knows is wrong usage', async () => {
    expect(await rectiflow(['closes'])).toMatchObject({ code: 2, stdout: '' });
    expect(await rectiflow(['verify', '--jsno'])).toMatchObject({ code: 2, stdout: '' });
    expect(await rectiflow(['intake'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('a reader who stops early', () => {
  test('is no failure: nothing is complained of', async () => {
    const child = start(['calendar', 'explain', '--from', '2020-01-01', '--days', '3000']);
    const complaints = text(child.stderr);
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await exited).toEqual([0, null]);
    expect(await complaints).toBe('');
  });
});

describe('a wrong configuration stops the start with one line per problem and exit 2', () => {
  test('an unknown setting is named, with the nearest known one', async () => {
    const { code, stderr } = await rectiflow(['serve'], { RECTIFLOW_SHEMA: 'x' });
    expect(code).toBe(2);
    expect(stderr).toContain('RECTIFLOW_SHEMA: no such setting; did you mean RECTIFLOW_SCHEMA?');
  });

  test('a bad address is named without the password in it', async () => {
    const { code, stderr } = await rectiflow(['serve'], {
      DATABASE_URL: 'mysql://root:geheim@localhost/x',
      SMTP_URL: 'smtp//nowhere',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('databaseUrl (DATABASE_URL): ');
    expect(stderr).toContain('smtpUrl (SMTP_URL): ');
    expect(stderr).not.toContain('geheim');
  });

  test('a queue option of the wrong type is refused, and one BullMQ would misread does not exist', async () => {
    const folder = await freshFolder();
    const config = join(folder, 'rectiflow.json');
    const queue = { concurrency: true, removeOnComplete: true, tickSeconds: 'often' };
    await writeFile(config, JSON.stringify({ dataDir: folder, queue }));
    const { code, stderr } = await rectiflow(['serve', '--config', config]);
    expect(code).toBe(2);
    expect(stderr).toContain('queue.concurrency');
    expect(stderr).toContain('queue.removeOnComplete: no such setting');
    expect(stderr).toContain('queue.tickSeconds');
    expect(stderr).not.toContain('    at ');
  });

  test('a worker without a server is told why', async () => {
    const { code, stderr } = await rectiflow(['worker']);
    expect(code).toBe(2);
    expect(stderr).toContain('DATABASE_URL');
  });
});

describe('intake', () => {
  test('one file prints one JSON document and writes nothing', async () => {
    const { code, stdout } = await rectiflow([
      'intake',
      sample('round-2024-feedback.txt'),
      '--json',
    ]);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.listed).toMatchObject({ aspects: 3, findings: 8 });
    expect(document.document.declared.findings).toBe(9);
    expect(document.differences).toContainEqual(
      expect.objectContaining({ what: 'findings', declared: 9, listed: 8 }),
    );
  });

  test('several files print a line each, and one that cannot be read says where it fails', async () => {
    const { code, stdout } = await rectiflow([
      'intake',
      sample('round-2024-progress-report.txt'),
      sample('malformed.txt'),
      '/nowhere/at-all.txt',
      '--json',
    ]);
    expect(code).toBe(1);
    const [read, malformed, missing] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(read).toMatchObject({ file: sample('round-2024-progress-report.txt') });
    expect(malformed.error).toMatchObject({ code: 'measures_before_finding', line: 20 });
    expect(missing.error).toMatchObject({ code: 'file_unreadable' });
  });

  test('--apply opens every finding as identified, whatever the document claims, and only once', async () => {
    const data = await freshFolder();
    const settings = { RECTIFLOW_DATA_DIR: data };
    const args = ['intake', sample('round-2024-feedback.txt'), '--apply', '--round', 'XC-2030'];
    expect(await rectiflow(args, settings)).toMatchObject({ code: 0 });
    const again = await rectiflow(args, settings);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('未变化');
    await using opened = await openRectiflow({ dataDir: data });
    const findings = await opened.findings.list({ limit: 50 }, await opened.engine.now());
    expect(findings).toHaveLength(8);
    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(['identified']));
  });

  test('a malformed document writes nothing', async () => {
    const data = await preparedFolder();
    const { code, stderr } = await rectiflow(
      ['intake', sample('malformed.txt'), '--apply', '--round', 'XC-2030'],
      { RECTIFLOW_DATA_DIR: data },
    );
    expect(code).toBe(1);
    expect(stderr).toContain('malformed.txt:20: measures_before_finding');
    await using opened = await openRectiflow({ dataDir: data });
    expect(await opened.findings.list({ limit: 50 }, 0)).toEqual([]);
  });
});

describe('verify', () => {
  test('holds for a ledger and for its export, and names what was changed in the export', async () => {
    const data = await preparedFolder();
    const settings = { RECTIFLOW_DATA_DIR: data };
    await rectiflow(
      ['intake', sample('round-2024-feedback.txt'), '--apply', '--round', 'XC-2030'],
      settings,
    );
    const held = await rectiflow(['verify', '--json'], settings);
    expect(held.code).toBe(0);
    expect(JSON.parse(held.stdout)).toMatchObject({
      findings: 8,
      events: 9,
      ok: true,
      firstBad: null,
    });

    const out = join(data, 'export.jsonl');
    expect(await rectiflow(['export', '--out', out], settings)).toMatchObject({ code: 0 });
    expect(await rectiflow(['verify', '--export', out, '--json'])).toMatchObject({ code: 0 });

    const exported = await readFile(out, 'utf8');
    await writeFile(out, exported.replace('课后服务管理不到位', '课后服务管理很到位'));
    const tampered = await rectiflow(['verify', '--export', out, '--json']);
    expect(tampered.code).toBe(1);
    expect(JSON.parse(tampered.stdout).firstBad).toMatchObject({ seq: 1, subject: 'finding' });

    await writeFile(out, `${exported}{"not":"a chain"}\n`);
    const foreign = await rectiflow(['verify', '--export', out]);
    expect(foreign.code).toBe(1);
    expect(foreign.stderr).toContain('export.jsonl:10');
  });
});

describe('the embedded folder', () => {
  test('belongs to one process: a second one is refused, clearly', async () => {
    const data = await preparedFolder();
    await using holder = await openRectiflow({ dataDir: data });
    expect(holder.database.kind).toBe('pglite');
    const { code, stderr } = await rectiflow(['verify'], { RECTIFLOW_DATA_DIR: data });
    expect(code).toBe(1);
    expect(stderr).toContain('data_folder_in_use');
    expect(stderr).toContain(String(process.pid));
  });
});
