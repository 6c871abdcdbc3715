import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, limitsWith } from '../../../../src/intake/formats/limits.ts';
import { guardZip, readEntry } from '../../../../src/intake/formats/zip-guard.ts';
import { zipFile, type ZipPart } from '../../../support/zip-file.ts';

const PART: ZipPart = { name: 'word/document.xml', content: '<w:document/>' };
const guard = (bytes: Uint8Array, given = {}) => guardZip(bytes, limitsWith(given));
const code = (value: string) => ({ ok: false, error: { code: value, line: null } });

describe('guardZip', () => {
  test('lets an archive through and names its parts in order, with forward slashes', async () => {
    const parts = [
      { ...PART, name: '[Content_Types].xml' },
      PART,
      { ...PART, name: 'word\\a.xml' },
    ];
    expect(await guard(zipFile(parts))).toEqual({
      ok: true,
      names: ['[Content_Types].xml', 'word/document.xml', 'word/a.xml'],
    });
  });

  test('lets stored parts, empty parts, folders and a comment through', async () => {
    const parts = [
      { ...PART, deflate: false },
      { name: 'empty', content: '', deflate: false },
      { name: 'folder/', content: '', deflate: false },
    ];
    expect(await guard(zipFile(parts, { comment: '台账' }))).toMatchObject({ ok: true });
  });

  test.each<[string, string, Uint8Array]>([
    ['file_damaged', 'no archive', Buffer.from('整改台账')],
    ['file_damaged', 'nothing', new Uint8Array()],
    ['file_damaged', 'an archive cut off', zipFile([PART]).subarray(0, 60)],
    ['file_damaged', 'a wrong checksum', zipFile([{ ...PART, claims: { crc32: 1 } }])],
    ['file_damaged', 'an unusual compression', zipFile([{ ...PART, claims: { method: 12 } }])],
    ['file_damaged', 'a directory elsewhere', zipFile([PART], { directoryOffset: 9_999 })],
    ['file_encrypted', 'a part with a password', zipFile([{ ...PART, claims: { flags: 1 } }])],
    ['file_encrypted', 'strong encryption', zipFile([{ ...PART, claims: { flags: 0x41 } }])],
    ['unsafe_archive', 'fewer bytes than declared', zipFile([{ ...PART, claims: { size: 99 } }])],
    ['unsafe_archive', 'more bytes than declared', zipFile([{ ...PART, claims: { size: 5 } }])],
    ['unsafe_archive', 'one name twice', zipFile([PART, { ...PART, name: 'WORD/document.xml' }])],
    ['unsafe_archive', 'two names for one', zipFile([{ ...PART, claims: { localName: 'b' } }])],
    ['unsafe_archive', 'parts that overlap', zipFile([PART, { ...PART, claims: { offset: 0 } }])],
    [
      'unsafe_archive',
      'an archive in the archive',
      zipFile([PART, { name: 'word/a.bin', content: zipFile([PART]) }]),
    ],
  ])('refuses with %s: %s', async (expected, _what, bytes) => {
    expect(await guard(bytes)).toMatchObject(code(expected));
  });

  test('lets the workbook behind a chart through, as nothing opens it', async () => {
    const chart = { name: 'word/embeddings/sheet1.xlsx', content: zipFile([PART]) };
    expect(await guard(zipFile([PART, chart]))).toMatchObject({ ok: true });
  });

  test('refuses what is beyond the limits before unpacking it', async () => {
    const zeros = Buffer.alloc(300_000);
    const bomb = zipFile([{ name: 'a', content: zeros }]);
    expect(await guard(bomb)).toMatchObject({ ok: true });
    expect(await guard(bomb, { ratioFloor: 200_000 })).toMatchObject(code('unsafe_archive'));
    expect(await guard(bomb, { ratioFloor: 299_999, ratio: 1_100 })).toMatchObject({ ok: true });
    expect(await guard(bomb, { unpacked: 299_999 })).toMatchObject(code('unsafe_archive'));
    expect(await guard(bomb, { unpacked: 300_000 })).toMatchObject({ ok: true });
    expect(await guard(bomb, { file: bomb.length - 1 })).toMatchObject(code('too_large'));
    const two = zipFile([PART, { ...PART, name: 'b' }]);
    expect(await guard(two, { entries: 1 })).toMatchObject(code('unsafe_archive'));
    expect(await guard(two, { entries: 2 })).toMatchObject({ ok: true });
  });

  test('adds up what many small parts unpack to', async () => {
    const parts = Array.from({ length: 10 }, (_, at) => ({
      name: `part${at}`,
      content: Buffer.alloc(50_000),
    }));
    const limits = { ratioFloor: 60_000 };
    expect(await guard(zipFile(parts), limits)).toMatchObject(code('unsafe_archive'));
    expect(await guard(zipFile(parts.slice(0, 1)), limits)).toMatchObject({ ok: true });
  });

  test('refuses an entry that says it is empty and is followed by data', async () => {
    const hidden = { ...PART, claims: { flags: 0x808, size: 0, packedSize: 0, crc32: 0 } };
    const long = { ...hidden, content: JSON.stringify(Array.from({ length: 99 }, (_, n) => n)) };
    for (const parts of [[long, { ...PART, name: 'b' }], [long]]) {
      expect(await guard(zipFile(parts))).toMatchObject(code('unsafe_archive'));
    }
  });

  test('never throws, however an archive is damaged', async () => {
    const whole = zipFile([PART, { name: 'b', content: 'b'.repeat(500) }]);
    const at = fc.nat(whole.length - 1);
    const damage = fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 6 });
    const property = fc.asyncProperty(damage, fc.option(at), async (changes, end) => {
      const bytes = Buffer.from(whole);
      for (const [place, byte] of changes) bytes[place] = byte;
      const result = await guard(end === null ? bytes : bytes.subarray(0, end));
      expect(result.ok || result.error.message.length > 0).toBe(true);
    });
    await fc.assert(property, { numRuns: 500 });
  });
});

describe('readEntry', () => {
  test('gives the content of one part, whole', async () => {
    const long = 'b'.repeat(200_000);
    const bytes = zipFile([PART, { name: 'b', content: long }]);
    const read = await readEntry(bytes, 'b', DEFAULT_LIMITS);
    expect(read.ok && read.content !== null && Buffer.from(read.content).toString()).toBe(long);
  });

  test('says that there is no such part, and refuses one that lies', async () => {
    const bytes = zipFile([{ ...PART, claims: { size: 5 } }]);
    expect(await readEntry(bytes, 'b', DEFAULT_LIMITS)).toEqual({ ok: true, content: null });
    expect(await readEntry(bytes, PART.name.toString(), DEFAULT_LIMITS)).toMatchObject(
      code('unsafe_archive'),
    );
  });
});
