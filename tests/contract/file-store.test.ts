/** One suite for every file store: what was put comes back as it was, whole or not at all, under its hash alone. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { FileStore } from '../../src/files/file-store.ts';
import { createFolderStore } from '../../src/files/folder-store.ts';
import { createS3Store } from '../../src/files/s3-store.ts';
import { freshFolder } from '../support/cli.ts';
import { s3Keys, sha256, startS3 } from '../support/s3-server.ts';

interface Case {
  readonly store: FileStore;
  /** The names of everything that is kept, whole or not. */
  readonly kept: () => Promise<string[]>;
  /** Puts other content under the name, behind the store's back. */
  readonly spoil: (name: string, content: Buffer) => Promise<void>;
  /** Whatever was written meanwhile and belongs to no file. */
  readonly leftovers: () => Promise<string[]>;
}

const cleanUps: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function folderCase(maxBytes?: number): Promise<Case> {
  const folder = join(await freshFolder(), 'evidence', 'files');
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name);
  return {
    store: createFolderStore({ folder, maxBytes }),
    kept: async () => (await filesUnder(folder)).filter((name) => !name.endsWith('.part')),
    spoil: (name, content) => writeFile(pathOf(name), content),
    leftovers: async () => (await filesUnder(folder)).filter((name) => name.endsWith('.part')),
  };
}

async function s3Case(maxBytes: number | undefined, prefix: string): Promise<Case> {
  const server = await startS3();
  cleanUps.push(() => server[Symbol.asyncDispose]());
  const draftFolder = await freshFolder();
  const { endpoint, objects } = server;
  const bucket = 'ledger';
  const access = { endpoint, bucket, prefix, ...s3Keys };
  const start = prefix === '' ? `${bucket}/` : `${bucket}/${prefix}/`;
  return {
    store: createS3Store({ ...access, maxBytes, draftFolder }),
    kept: async () => [...objects.keys()].map((key) => key.replace(start, '')),
    spoil: async (name, content) => void objects.set(`${start}${name}`, content),
    leftovers: () => filesUnder(draftFolder),
  };
}

const cases: readonly [string, (maxBytes?: number) => Promise<Case>][] = [
  ['a folder', folderCase],
  ['a bucket', (maxBytes) => s3Case(maxBytes, '')],
  ['a bucket, under a prefix', (maxBytes) => s3Case(maxBytes, 'school 1/+材料')],
];

/** In parts of any size, as a connection gives them. */
async function* inParts(content: Buffer, partBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += partBytes) {
    yield content.subarray(at, at + partBytes);
  }
}

/** A sender who goes away. */
async function* brokenOff(): AsyncGenerator<Buffer> {
  yield photo;
  throw new Error('gone away');
}

async function read(store: FileStore, name: string): Promise<Buffer | null> {
  const file = await store.open(name);
  return file === null ? null : buffer(file.content);
}

const photo = randomBytes(300_000);

describe.each(cases)('%s', (_name, open) => {
  test('gives back what was put, byte for byte, under the SHA-256 of it', async () => {
    const { store, kept, leftovers } = await open();
    const name = sha256(photo);
    const put = await store.put(inParts(photo, 7_001));
    expect(put).toEqual({ sha256: name, bytes: photo.length, added: true });
    expect(await store.has(name)).toBe(true);
    expect(await store.sizeOf(name)).toBe(photo.length);
    const file = await store.open(name);
    expect(file?.bytes).toBe(photo.length);
    expect(photo.equals(await buffer(file?.content ?? Readable.from([])))).toBe(true);
    expect(await kept()).toEqual([name]);
    expect(await leftovers()).toEqual([]);
  });

  test('keeps any content, however it comes in parts', async () => {
    const { store, leftovers } = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5_000, size: 'max' }),
        fc.integer({ min: 1, max: 3_000 }),
        async (bytes, partBytes) => {
          const content = Buffer.from(bytes);
          const { sha256: name } = await store.put(inParts(content, partBytes));
          return name === sha256(content) && content.equals((await read(store, name)) ?? photo);
        },
      ),
      { numRuns: 25 },
    );
    expect(await leftovers()).toEqual([]);
  });

  test('keeps the same content once, whoever puts it, and says that it was there', async () => {
    const { store, kept } = await open();
    await store.put(inParts(photo, 10_000));
    const again = await store.put(inParts(photo, 99));
    expect(again).toEqual({ sha256: sha256(photo), bytes: photo.length, added: false });
    const many = Array.from({ length: 8 }, () => store.put(inParts(Buffer.from('同一份'), 2)));
    const names = (await Promise.all(many)).map((put) => put.sha256);
    expect(new Set(names)).toEqual(new Set([sha256('同一份')]));
    expect((await kept()).toSorted()).toEqual([sha256(photo), sha256('同一份')].toSorted());
    expect((await read(store, sha256('同一份')))?.toString()).toBe('同一份');
  });

  test('does not know what was never put', async () => {
    const { store } = await open();
    const name = sha256('never');
    expect(await store.has(name)).toBe(false);
    expect(await store.sizeOf(name)).toBeNull();
    expect(await store.open(name)).toBeNull();
  });

  test('takes what is exactly as long as it may be, and nothing longer', async () => {
    const { store, kept, leftovers } = await open(1_000);
    expect(store.maxBytes).toBe(1_000);
    expect(await store.put(inParts(photo.subarray(0, 1_000), 333))).toMatchObject({ bytes: 1_000 });
    const tooLong = store.put(inParts(photo.subarray(0, 1_001), 333));
    await expect(tooLong).rejects.toMatchObject({
      code: 'file_too_large',
      detail: { maxBytes: 1_000 },
    });
    expect(await kept()).toHaveLength(1);
    expect(await leftovers()).toEqual([]);
  });

  test('stops reading what is too long as soon as it knows', async () => {
    const { store } = await open(1_000);
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        given += 1;
        yield Buffer.alloc(400);
      }
    }
    await expect(store.put(endless())).rejects.toMatchObject({ code: 'file_too_large' });
    expect(given).toBe(3);
  });

  test('takes 50 MiB unless it is told otherwise', async () => {
    expect((await open()).store.maxBytes).toBe(52_428_800);
  });

  test('leaves nothing behind of what breaks off', async () => {
    const { store, kept, leftovers } = await open();
    await expect(store.put(brokenOff())).rejects.toThrow('gone away');
    expect(await kept()).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  test.each<[string, (content: Buffer) => Buffer]>([
    [
      'a bit has turned',
      (content) => Buffer.from(content.map((byte, at) => (at === 3 ? byte ^ 1 : byte))),
    ],
    ['its end is gone', (content) => content.subarray(0, -1)],
    ['something was added to it', (content) => Buffer.concat([content, Buffer.from('!')])],
    ['nothing is left of it', () => Buffer.alloc(0)],
  ])('notices when it is read that %s, and never gives all of it', async (_what, spoilt) => {
    for (const content of [photo, Buffer.from('一页')]) {
      const { store, spoil } = await open();
      const { sha256: name } = await store.put(inParts(content, 50_000));
      const damaged = spoilt(content);
      await spoil(name, damaged);
      const file = await store.open(name);
      let given = 0;
      const reading = (async () => {
        for await (const chunk of file?.content ?? Readable.from([])) {
          given += (chunk as Buffer).length;
        }
      })();
      await expect(reading).rejects.toMatchObject({
        code: 'file_damaged',
        detail: { sha256: name },
      });
      expect(given).toBeLessThan(Math.max(damaged.length, 1));
    }
  });

  test('is whole again once the same content is put anew in place of one cut short', async () => {
    const { store, spoil } = await open();
    const { sha256: name } = await store.put(inParts(photo, 50_000));
    await spoil(name, photo.subarray(1));
    await store.put(inParts(photo, 50_000));
    expect(photo.equals((await read(store, name)) ?? Buffer.alloc(0))).toBe(true);
  });

  test('lets go of a file nobody reads to its end', async () => {
    const { store } = await open();
    const { sha256: name } = await store.put(inParts(photo, 50_000));
    const file = await store.open(name);
    file?.content.destroy();
    expect(file?.content.destroyed).toBe(true);
    expect((await read(store, name))?.length).toBe(photo.length);
  });

  test('knows no name but a hash: nothing else is looked for, whatever it looks like', async () => {
    const { store, kept } = await open();
    await store.put(inParts(photo, 50_000));
    const name = sha256(photo);
    const others = [
      '',
      '.',
      '..',
      '../../../../etc/passwd',
      `../${name}`,
      `${name}/`,
      `${name}\0`,
      `${name}\n`,
      ` ${name}`,
      name.toUpperCase(),
      name.slice(1),
      `${name}0`,
      'incoming',
      '/etc/passwd',
      '%2e%2e%2fetc',
      'C:\\windows\\win.ini',
    ];
    for (const other of others) {
      expect([other, await store.open(other)]).toEqual([other, null]);
      expect([other, await store.sizeOf(other)]).toEqual([other, null]);
      expect([other, await store.has(other)]).toEqual([other, false]);
    }
    expect(await kept()).toEqual([name]);
  });
});

test('two folder stores over one folder see the same files', async () => {
  const folder = await freshFolder();
  const { sha256: name } = await createFolderStore({ folder }).put(inParts(photo, 50_000));
  expect(await createFolderStore({ folder }).has(name)).toBe(true);
  const path = join(folder, name.slice(0, 2), name.slice(2, 4), name);
  expect(photo.equals(await readFile(path))).toBe(true);
});
