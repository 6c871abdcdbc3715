import { mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createFolderStore } from '../../../src/files/folder-store.ts';
import { freshFolder } from '../../support/cli.ts';
import { sha256 } from '../../support/s3-server.ts';

async function* one(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const hour = 3_600_000;

describe('a folder of files', () => {
  test('is made when the first file is put, for its owner only, and not before', async () => {
    const folder = join(await freshFolder(), 'data', 'files');
    const store = createFolderStore({ folder });
    expect(await store.has(sha256('一'))).toBe(false);
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
    const { sha256: name } = await store.put(one('一'));
    const path = join(folder, name.slice(0, 2), name.slice(2, 4), name);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('is tidied of what somebody began a day ago and never ended, and of nothing else', async () => {
    const folder = await freshFolder();
    const incoming = join(folder, 'incoming');
    await mkdir(incoming);
    const ages = { 'old.part': 25, 'fresh.part': 1, 'old.txt': 25 };
    for (const [name, hours] of Object.entries(ages)) {
      await writeFile(join(incoming, name), 'x');
      const at = new Date(Date.now() - hours * hour);
      await utimes(join(incoming, name), at, at);
    }
    await createFolderStore({ folder }).put(one('一'));
    expect((await readdir(incoming)).toSorted()).toEqual(['fresh.part', 'old.txt']);
  });

  test('takes a folder or a link in a file’s place for no file', async () => {
    const folder = await freshFolder();
    const [linked, nested] = [sha256('link'), sha256('folder')];
    for (const name of [linked, nested]) {
      await mkdir(join(folder, name.slice(0, 2), name.slice(2, 4)), { recursive: true });
    }
    const at = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name);
    await writeFile(join(folder, 'secret'), 'link');
    await symlink(join(folder, 'secret'), at(linked));
    await mkdir(at(nested));
    const store = createFolderStore({ folder });
    expect(await store.open(linked)).toBeNull();
    expect(await store.open(nested)).toBeNull();
  });

  test('says by a stable code that it cannot be used, and leaves nothing half-written', async () => {
    const folder = await freshFolder();
    // A file where a folder is to be: nobody, not even root, can write below it.
    await writeFile(join(folder, 'files'), '');
    const blocked = createFolderStore({ folder: join(folder, 'files') });
    const failure = { code: 'file_store_unavailable', detail: { reason: 'ENOTDIR' } };
    await expect(blocked.put(one('一'))).rejects.toMatchObject(failure);
    await expect(blocked.has(sha256('一'))).rejects.toMatchObject(failure);
    const store = createFolderStore({ folder });
    const name = sha256('一');
    await writeFile(join(folder, name.slice(0, 2)), '');
    await expect(store.put(one('一'))).rejects.toMatchObject({ code: 'file_store_unavailable' });
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  test('gives a reader what he has opened, even while the same content is put anew', async () => {
    const folder = await freshFolder();
    const store = createFolderStore({ folder });
    const content = '材料'.repeat(100_000);
    const { sha256: name } = await store.put(one(content));
    const file = await store.open(name);
    await store.put(one(content));
    expect(sha256(await buffer(file?.content ?? Readable.from([])))).toBe(name);
  });

  test('stays where it was when the program moves to another folder', async () => {
    const [here, folder] = [process.cwd(), await freshFolder()];
    process.chdir(folder);
    const store = createFolderStore({ folder: 'files' });
    process.chdir(here);
    const { sha256: name } = await store.put(one('一'));
    expect(await createFolderStore({ folder: join(folder, 'files') }).has(name)).toBe(true);
  });
});
