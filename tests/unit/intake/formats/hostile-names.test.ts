import { Buffer } from 'node:buffer';
import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/intake/formats/limits.ts';
import { sourceOf } from '../../../../src/intake/formats/source-of.ts';
import { guardZip, readEntry } from '../../../../src/intake/formats/zip-guard.ts';
import { docxParts, paragraph } from '../../../support/docx-file.ts';
import { hostileNames } from '../../../support/hostile-names.ts';
import { zipFile } from '../../../support/zip-file.ts';

const PARTS = docxParts({ body: paragraph('门锁坏了') });
const NAMES = hostileNames();
const inArchive = (name: string): Buffer => zipFile([...PARTS, { name, content: 'root:x:0:0' }]);

test('there are names enough, each another', () => {
  expect(new Set(NAMES).size).toBeGreaterThanOrEqual(150);
});

/** Whether the archive is refused, or all its names stay in whatever folder and none is read as a part. */
async function outcomeOf(bytes: Buffer): Promise<'refused' | 'harmless' | 'escaped'> {
  const guarded = await guardZip(bytes, DEFAULT_LIMITS);
  const read = await sourceOf(bytes);
  if (!guarded.ok) return read.ok || read.error.code !== 'unsafe_archive' ? 'escaped' : 'refused';
  const stay = guarded.names.every(
    (name) =>
      posix.resolve('/folder', name).startsWith('/folder') &&
      win32.resolve('D:\\folder', name).startsWith('D:\\folder'),
  );
  const [block] = read.ok ? read.source.blocks : [];
  return stay && block?.kind === 'text' && block.text === '门锁坏了' ? 'harmless' : 'escaped';
}

describe('a hostile name in an archive', () => {
  test.each(NAMES.map((name) => [JSON.stringify(name), name]))(
    'leads nowhere: %s',
    async (_, name) => {
      expect(['refused', 'harmless']).toContain(await outcomeOf(inArchive(name)));
    },
  );

  test.each([
    '../a',
    'word/../../a',
    '..\\a',
    '/a',
    'C:\\a',
    'file:///a',
    '',
    'a\u0000',
    '%2e%2e/a',
    '．．/a',
  ])('is reason to refuse it where it leads elsewhere: %j', async (name) => {
    expect(await outcomeOf(inArchive(name))).toBe('refused');
  });

  test('is asked for in vain', async () => {
    const bytes = zipFile(PARTS);
    for (const name of NAMES.filter((each) => each !== 'word/document.xml')) {
      expect(await readEntry(bytes, name, DEFAULT_LIMITS)).toEqual({ ok: true, content: null });
    }
  });
});

describe('a hostile name of a file', () => {
  test('changes nothing of what is read, and names nothing in a refusal', async () => {
    const good = zipFile(PARTS);
    const bad = Buffer.from('89504e470d0a1a0a', 'hex');
    const [read, refused] = [await sourceOf(good), await sourceOf(bad)];
    for (const file of NAMES) {
      expect(await sourceOf(good, { file })).toEqual(read);
      expect(await sourceOf(bad, { file })).toEqual(refused);
    }
  });
});
