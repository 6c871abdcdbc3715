/** Evidence as its users meet it: sent in over HTTP, exported in a bundle, verified with nothing else at hand. */
import { once } from 'node:events';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, test } from 'vitest';
import type { VerifiedBundle } from '../../src/files/bundle/verify-bundle.ts';
import { createFolderStore } from '../../src/files/folder-store.ts';
import { freshFolder, preparedFolder, rectiflow, start } from '../support/cli.ts';
import { s3Keys, sha256, startS3 } from '../support/s3-server.ts';
import { findingWith, openLedgerIn } from '../unit/files/bundle/a-ledger.ts';

const [report, photo] = ['整改报告', '现场照片'];

let data: string;
let bundle: string;
let number: string;
let settings: Record<string, string>;
beforeAll(async () => {
  data = await preparedFolder();
  settings = { RECTIFLOW_DATA_DIR: data };
  await using ledger = await openLedgerIn(data);
  ({ number } = await findingWith(ledger, [
    { id: 'ev-1', content: report },
    { id: 'ev-2', content: photo },
  ]));
});

/** Sends it in through a server of its own. */
async function upload(content: string, environment = settings): Promise<unknown> {
  const server = start(['serve', '--port', '0'], environment);
  try {
    for await (const line of createInterface({ input: server.stderr })) {
      const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(line)?.[0];
      if (url === undefined) continue;
      const headers = { 'content-type': 'application/octet-stream' };
      const answer = await fetch(`${url}/files`, { method: 'POST', headers, body: content });
      return await answer.json();
    }
    return undefined;
  } finally {
    const gone = once(server, 'close');
    server.kill('SIGTERM');
    await gone;
  }
}

async function verified(path: string): Promise<[number | null, VerifiedBundle]> {
  const { code, stdout } = await rectiflow(['verify', '--export', path, '--json']);
  return [code, JSON.parse(stdout) as VerifiedBundle];
}

describe('a bundle of a ledger', () => {
  test('has what was sent in, which is kept beside the database, and verifies without either', async () => {
    const stored = { sha256: sha256(report), bytes: Buffer.byteLength(report) };
    expect(await upload(report)).toEqual(stored);
    expect(await createFolderStore({ folder: join(data, 'files') }).has(stored.sha256)).toBe(true);
    bundle = join(await freshFolder(), 'bundle');
    const made = await rectiflow(['export', '--bundle', bundle], settings);
    expect(made).toMatchObject({ code: 0, stdout: `${bundle}\n` });
    expect((await readdir(bundle)).toSorted()).toEqual(['chains.jsonl', 'files', 'manifest.json']);
    expect(await readdir(join(bundle, 'files'))).toEqual([stored.sha256]);

    const alone = join(await freshFolder(), 'export.jsonl');
    await rectiflow(['export', '--out', alone], settings);
    expect(await readFile(join(bundle, 'chains.jsonl'))).toEqual(await readFile(alone));

    const [code, { ok, firstBad, findings, files }] = await verified(bundle);
    expect([code, { ok, firstBad, findings }]).toEqual([
      0,
      { ok: true, firstBad: null, findings: 1 },
    ]);
    expect(files).toEqual({ listed: 2, checked: 1, missing: 1, damaged: 0, missingAtExport: 1 });
    const [aloneCode, verifiedAlone] = await verified(alone);
    expect([aloneCode, 'files' in verifiedAlone]).toEqual([0, false]);
  });

  test.each<[string, (path: string) => Promise<void>, string]>([
    ['changed', (path) => writeFile(path, '假报告'), 'file_damaged'],
    ['removed', (path) => rm(path), 'file_missing'],
  ])(
    'of which a file was %s fails, and names finding and evidence',
    async (_how, spoil, reason) => {
      const copy = join(await freshFolder(), 'copy');
      await cp(bundle, copy, { recursive: true });
      await spoil(join(copy, 'files', sha256(report)));
      const [code, { ok, firstBad }] = await verified(copy);
      expect([code, ok]).toEqual([1, false]);
      expect(firstBad).toMatchObject({ code: reason, name: number, evidenceId: 'ev-1' });
      const { code: inWords, stdout } = await rectiflow(['verify', '--export', copy]);
      expect(inWords).toBe(1);
      for (const said of [number, 'ev-1', reason]) expect(stdout).toContain(said);
    },
  );

  test('is not written into a folder that has something in it', async () => {
    const { code, stderr } = await rectiflow(['export', '--bundle', data], settings);
    expect(code).toBe(1);
    expect(stderr).toContain('folder_not_empty');
  });

  test('tells of what is damaged where it is kept, and ends with 1', async () => {
    const other = await freshFolder();
    await cp(data, other, { recursive: true });
    const name = sha256(report);
    await writeFile(join(other, 'files', name.slice(0, 2), name.slice(2, 4), name), '假报告');
    const target = join(await freshFolder(), 'bundle');
    const environment = { RECTIFLOW_DATA_DIR: other };
    const { code, stderr } = await rectiflow(['export', '--bundle', target], environment);
    expect(code).toBe(1);
    expect(stderr).toContain(`file_damaged: ${name}`);
    expect((await verified(target))[1].files).toMatchObject({ missing: 2, missingAtExport: 2 });
  });
});

test('an export names a file or a folder: neither and both are wrong usage', async () => {
  for (const args of [[], ['--out', 'a', '--bundle', 'b']]) {
    const { code, stderr } = await rectiflow(['export', ...args], settings);
    expect(code).toBe(2);
    expect(stderr).toContain('--bundle');
  }
});

test('an export that is not there is no export', async () => {
  const { code, stderr } = await rectiflow(['verify', '--export', join(data, 'nowhere')]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^document_unreadable: /u);
});

test('files may be kept in a bucket: serve puts them there, and tells nobody the keys', async () => {
  await using s3 = await startS3();
  const other = await freshFolder();
  await cp(data, other, { recursive: true });
  const environment = {
    RECTIFLOW_DATA_DIR: other,
    RECTIFLOW_FILES: 's3://ledger/school-1',
    RECTIFLOW_S3_ENDPOINT: s3.endpoint,
    RECTIFLOW_S3_REGION: s3Keys.region,
    RECTIFLOW_S3_ACCESS_KEY_ID: s3Keys.accessKeyId,
    RECTIFLOW_S3_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
  };
  expect(await upload(photo, environment)).toMatchObject({ sha256: sha256(photo) });
  expect([...s3.objects.keys()]).toEqual([`ledger/school-1/${sha256(photo)}`]);
  const target = join(await freshFolder(), 'bundle');
  expect(await rectiflow(['export', '--bundle', target], environment)).toMatchObject({ code: 0 });
  expect(await readdir(join(target, 'files'))).toEqual([sha256(photo)]);

  s3.fail({ status: 403, code: 'AccessDenied' });
  const again = join(await freshFolder(), 'bundle');
  const { code, stdout, stderr } = await rectiflow(['export', '--bundle', again], environment);
  expect(code).toBe(1);
  expect(stderr).toContain('file_store_unavailable');
  expect(`${stdout}${stderr}`).not.toMatch(/geheim|TESTKEYID|127\.0\.0\.1/u);
});
