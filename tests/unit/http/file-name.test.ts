import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachmentAs, fileNameSchema } from '../../../src/http/file-name.ts';
import { hostileNames } from './hostile-names.ts';

/** What a browser makes of the header: RFC 6266 prefers the encoded name. */
function namesIn(header: string): { plain: string; encoded: string } {
  const { plain = '', encoded = '' } =
    /^attachment; filename="(?<plain>[\w .()-]*)"; filename\*=UTF-8''(?<encoded>[\w%.~!-]*)$/u.exec(
      header,
    )?.groups ?? {};
  return { plain, encoded };
}

describe('the name of a file', () => {
  test('is none of 150 hostile ones', () => {
    expect(new Set(hostileNames).size).toBeGreaterThanOrEqual(150);
    expect(hostileNames.filter((name) => fileNameSchema.safeParse(name).success)).toEqual([]);
  });

  test.each([
    '采购管理办法(2024年修订).pdf',
    '采购管理办法(2024年修订).pdf',
    '关于“三重一大”决策的报告——终稿.docx',
    '完成率100%.xlsx',
    'photo 1.jpeg',
    "it's done.txt",
    'a..b.pdf',
    'conference.pdf',
    '𠮷野家发票.png',
    'x'.repeat(255),
    '2024\uff0f3月',
  ])('may be %s', (name) => {
    expect(fileNameSchema.parse(name)).toBe(name);
    const { plain, encoded } = namesIn(attachmentAs(name));
    expect(decodeURIComponent(encoded)).toBe(name);
    expect(plain).not.toBe('');
  });

  test('comes out of the header as it went in, whatever it is, and in ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (name) => {
        if (!fileNameSchema.safeParse(name).success) return;
        const header = attachmentAs(name);
        expect(header).toMatch(/^[\x20-\x7e]+$/u);
        const { plain, encoded } = namesIn(header);
        expect(decodeURIComponent(encoded)).toBe(name);
        for (const shown of [plain, decodeURIComponent(encoded)]) {
          expect(shown).not.toMatch(/[/\\"]|^\.|\p{Cc}/u);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('may be left out: then there is none in the header', () => {
    expect(attachmentAs(undefined)).toBe('attachment');
  });
});
