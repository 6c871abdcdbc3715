import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeBundle } from '../../../../src/files/bundle/write-bundle.ts';
import { verifyBundle } from '../../../../src/files/bundle/verify-bundle.ts';
import type { Manifest } from '../../../../src/files/bundle/manifest.ts';
import { createFolderStore } from '../../../../src/files/folder-store.ts';
import type { FileStore } from '../../../../src/files/file-store.ts';
import type { Rectiflow } from '../../../../src/rectiflow.ts';
import { freshFolder } from '../../../support/cli.ts';
import { sha256 } from '../../../support/s3-server.ts';
import { findingWith, keep, openLedger } from './a-ledger.ts';

const [report, minutes, lost] = ['整改报告', '会议纪要'.repeat(50_000), '从未上传'];

let storeFolder: string;
let store: FileStore;
let ledger: Rectiflow;
let first: { findingId: string; number: string };
let whole: string;
let manifest: Manifest;
beforeAll(async () => {
  storeFolder = await freshFolder();
  store = createFolderStore({ folder: storeFolder });
  ledger = await openLedger(store);
  await keep(store, report, minutes, '与谁都无关');
  first = await findingWith(ledger, [
    { id: 'ev-1', content: report },
    { id: 'ev-2', content: minutes },
  ]);
  await findingWith(ledger, [
    { id: 'ev-1', content: report },
    { id: 'ev-lost', content: lost },
  ]);
  whole = join(await freshFolder(), 'bundle');
  manifest = await writeBundle(whole, ledger.chains(), store);
});
afterAll(() => ledger.close());

/** A copy of the bundle, to be spoilt. */
let bundle: string;
beforeEach(async () => {
  bundle = join(await freshFolder(), 'copy');
  await mkdir(join(bundle, 'files'), { recursive: true });
  for (const name of ['chains.jsonl', 'manifest.json']) {
    await copyFile(join(whole, name), join(bundle, name));
  }
  for (const name of await readdir(join(whole, 'files'))) {
    await copyFile(join(whole, 'files', name), join(bundle, 'files', name));
  }
});

const fileIn = (content: string) => join(bundle, 'files', sha256(content));

describe('a bundle', () => {
  test('has every chain, each file once, and says what was missing', async () => {
    expect((await readdir(whole)).toSorted()).toEqual(['chains.jsonl', 'files', 'manifest.json']);
    const files = await readdir(join(whole, 'files'));
    expect(files.toSorted()).toEqual([sha256(report), sha256(minutes)].toSorted());
    const chains = await readFile(join(whole, 'chains.jsonl'));
    expect(manifest).toEqual({
      format: 'rectiflow-bundle',
      version: 1,
      chains: {
        sha256: sha256(chains),
        bytes: chains.length,
        findings: 2,
        rounds: 1,
        duties: 0,
        events: 17,
      },
      files: {
        listed: 4,
        included: 2,
        bytes: Buffer.byteLength(report) + Buffer.byteLength(minutes),
        missing: [{ sha256: sha256(lost), why: 'notInStore' }],
      },
    });
    expect(JSON.parse(await readFile(join(whole, 'manifest.json'), 'utf8'))).toEqual(manifest);
  });

  test('holds, though a file was missing when it was made', async () => {
    expect(await verifyBundle(bundle)).toEqual({
      findings: 2,
      rounds: 1,
      duties: 0,
      events: 17,
      badChains: 0,
      ok: true,
      firstBad: null,
      files: { listed: 4, checked: 3, missing: 1, damaged: 0, missingAtExport: 1 },
    });
  });

  test('of the same ledger is the same, byte for byte', async () => {
    const other = join(await freshFolder(), 'again');
    await writeBundle(other, ledger.chains(), store);
    for (const name of ['chains.jsonl', 'manifest.json']) {
      expect(await readFile(join(other, name))).toEqual(await readFile(join(whole, name)));
    }
  });

  test('without any store has the chains, and all files are missing', async () => {
    const bare = join(await freshFolder(), 'bare');
    const { files } = await writeBundle(bare, ledger.chains(), null);
    expect(files).toMatchObject({ listed: 4, included: 0, bytes: 0 });
    expect(files.missing).toHaveLength(3);
    expect(await verifyBundle(bare)).toMatchObject({
      ok: true,
      files: { listed: 4, checked: 0, missing: 4, damaged: 0, missingAtExport: 4 },
    });
  });

  test('of an empty ledger is empty, and holds', async () => {
    const empty = join(await freshFolder(), 'empty');
    await writeBundle(empty, (async function* () {})(), store);
    expect(await verifyBundle(empty)).toMatchObject({
      ok: true,
      findings: 0,
      events: 0,
      files: { listed: 0, checked: 0, missing: 0, damaged: 0 },
    });
  });

  test('leaves out what is damaged in the store, and says so', async () => {
    const folder = await freshFolder();
    const spoilt = createFolderStore({ folder });
    await keep(spoilt, report, minutes);
    const name = sha256(minutes);
    await writeFile(join(folder, name.slice(0, 2), name.slice(2, 4), name), minutes.slice(1));
    const target = join(await freshFolder(), 'spoilt');
    const { files } = await writeBundle(target, ledger.chains(), spoilt);
    expect(files.missing).toEqual([
      { sha256: name, why: 'damagedInStore' },
      { sha256: sha256(lost), why: 'notInStore' },
    ]);
    expect(await readdir(join(target, 'files'))).toEqual([sha256(report)]);
    expect(await verifyBundle(target)).toMatchObject({ ok: true, files: { missing: 2 } });
  });

  test('is not written over something else', async () => {
    await expect(writeBundle(whole, ledger.chains(), store)).rejects.toMatchObject({
      code: 'folder_not_empty',
    });
    expect(await verifyBundle(whole)).toMatchObject({ ok: true });
  });

  test('that was not finished does not pass for one', async () => {
    const half = join(await freshFolder(), 'half');
    const away: FileStore = {
      ...store,
      open: () => Promise.reject(new Error('gone away')),
    };
    await expect(writeBundle(half, ledger.chains(), away)).rejects.toThrow('gone away');
    await expect(verifyBundle(half)).rejects.toMatchObject({ code: 'document_unreadable' });
  });
});

describe('a bundle that was spoilt', () => {
  const damages: [string, () => Promise<void>, object, object][] = [
    [
      'by a file that is gone',
      () => rm(fileIn(minutes)),
      { code: 'file_missing', evidenceId: 'ev-2', seq: 8 },
      { checked: 2, missing: 2, damaged: 0 },
    ],
    [
      'by a file that was changed',
      () => writeFile(fileIn(minutes), minutes.replace('会', '开')),
      { code: 'file_damaged', evidenceId: 'ev-2', seq: 8 },
      { checked: 3, missing: 1, damaged: 1 },
    ],
    [
      'by a file that was cut short',
      () => writeFile(fileIn(minutes), minutes.slice(0, -1)),
      { code: 'file_damaged', evidenceId: 'ev-2' },
      { damaged: 1 },
    ],
    [
      'by files that changed places',
      async () => {
        await rename(fileIn(report), fileIn('aside'));
        await rename(fileIn(minutes), fileIn(report));
        await rename(fileIn('aside'), fileIn(minutes));
      },
      { code: 'file_damaged', evidenceId: 'ev-1', seq: 7 },
      { checked: 3, damaged: 3 },
    ],
    [
      'by a link in a file’s place',
      async () => {
        await rename(fileIn(minutes), join(bundle, 'elsewhere'));
        await symlink(join(bundle, 'elsewhere'), fileIn(minutes));
      },
      { code: 'file_missing', evidenceId: 'ev-2' },
      { missing: 2 },
    ],
    [
      'by a folder in a file’s place',
      async () => {
        await rm(fileIn(minutes));
        await mkdir(fileIn(minutes));
      },
      { code: 'file_missing', evidenceId: 'ev-2' },
      { missing: 2 },
    ],
    [
      'by all files being gone',
      () => rm(join(bundle, 'files'), { recursive: true }),
      { code: 'file_missing', evidenceId: 'ev-1', seq: 7 },
      { checked: 0, missing: 4, missingAtExport: 1 },
    ],
  ];

  test.each(damages)('%s names the finding and the evidence', async (_how, spoil, bad, files) => {
    await spoil();
    const verified = await verifyBundle(bundle);
    expect(verified).toMatchObject({ ok: false, badChains: 0, files });
    const { findingId: subjectId, number: name } = first;
    expect(verified.firstBad).toMatchObject({ ...bad, subject: 'finding', subjectId, name });
  });

  test('by a chain that was changed names the event', async () => {
    const path = join(bundle, 'chains.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('ev-lost.pdf', 'ev-found.pdf'));
    const verified = await verifyBundle(bundle);
    expect(verified).toMatchObject({ ok: false, badChains: 1 });
    expect(verified.firstBad).toMatchObject({ code: 'event_changed', seq: 8 });
  });

  test('by a chain that was taken out, or twice in it, differs from its manifest', async () => {
    const path = join(bundle, 'chains.jsonl');
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
    for (const other of [lines.slice(1), [...lines, ...lines.slice(0, 1)], lines.toReversed()]) {
      await writeFile(path, `${other.join('\n')}\n`);
      const verified = await verifyBundle(bundle);
      expect(verified).toMatchObject({ ok: false, badChains: 0 });
      expect(verified.firstBad).toMatchObject({ code: 'chains_differ' });
    }
  });

  test('by a name in a chain that leads elsewhere reads nothing there', async () => {
    const path = join(bundle, 'chains.jsonl');
    const chains = await readFile(path, 'utf8');
    await writeFile(path, chains.replaceAll(sha256(minutes), '../../../../etc/passwd'));
    const verified = await verifyBundle(bundle);
    expect(verified).toMatchObject({ ok: false, badChains: 1, files: { listed: 3, checked: 2 } });
  });

  test.each([
    ['no manifest', undefined],
    ['a manifest that is no JSON', '{'],
    ['a manifest of something else', '{"format":"other"}'],
  ])('by %s is no bundle', async (_how, text) => {
    const path = join(bundle, 'manifest.json');
    await (text === undefined ? rm(path) : writeFile(path, text));
    await expect(verifyBundle(bundle)).rejects.toMatchObject({ code: 'document_unreadable' });
  });

  test('by having no chains is no bundle', async () => {
    await rm(join(bundle, 'chains.jsonl'));
    await expect(verifyBundle(bundle)).rejects.toMatchObject({ code: 'document_unreadable' });
  });
});

test('evidence whose event says another size than its file has is found', async () => {
  await using other = await openLedger(store);
  const { findingId } = await findingWith(other, [{ id: 'ev-9', content: report, bytes: 5 }]);
  const target = join(await freshFolder(), 'bundle');
  await writeBundle(target, other.chains(), store);
  expect(await verifyBundle(target)).toMatchObject({
    ok: false,
    firstBad: { code: 'file_size_differs', subjectId: findingId, evidenceId: 'ev-9' },
    files: { checked: 1, damaged: 1 },
  });
});
