import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../src/intake/index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
// "整改情况" in GB18030, which is not valid UTF-8.
const GB18030 = Uint8Array.of(0xd5, 0xfb, 0xb8, 0xc4, 0xc7, 0xe9, 0xbf, 0xf6);

describe('decodeText', () => {
  test('reads UTF-8 with and without a byte order mark', () => {
    expect(decodeText(utf8('整改'))).toEqual({ ok: true, text: '整改', encoding: 'utf-8' });
    expect(decodeText(utf8('\ufeff整改'))).toEqual({ ok: true, text: '整改', encoding: 'utf-8' });
  });

  test('reads GB18030 where the bytes are no UTF-8', () => {
    expect(decodeText(GB18030)).toEqual({ ok: true, text: '整改情况', encoding: 'gb18030' });
  });

  test('reads UTF-16 with a byte order mark', () => {
    const bytes = Uint8Array.from(Buffer.from('\ufeff整改', 'utf16le'));
    expect(decodeText(bytes)).toEqual({ ok: true, text: '整改', encoding: 'utf-16le' });
  });

  test.each([
    ['empty_document', new Uint8Array()],
    ['binary_content', utf8('%PDF-1.7')],
    ['binary_content', utf8('PK\u0003\u0004word')],
    ['binary_content', utf8('整改\u0000')],
    ['undecodable_text', Uint8Array.of(0xe6, 0x95, 0xb4, 0xff, 0xff)],
  ])('refuses with %s', (code, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ ok: false, error: { code, line: null } });
  });

  test('names the byte at which it stops being text', () => {
    const binary = decodeText(utf8('整改\u0000'));
    expect(binary.ok ? '' : binary.error.message).toContain('第6字节');
    const undecodable = decodeText(Uint8Array.of(0xe6, 0x95, 0xb4, 0xff, 0xff));
    expect(undecodable.ok ? '' : undecodable.error.message).toContain('第3字节');
  });

  test('refuses a file over the limit before looking at it', () => {
    expect(decodeText(utf8('整改'), { maxBytes: 5 })).toMatchObject({
      error: { code: 'too_large' },
    });
    expect(decodeText(utf8('整改'), { maxBytes: 6 })).toMatchObject({ ok: true });
  });
});
