import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { limitsWith } from '../../../../src/intake/formats/limits.ts';
import { sourceOf } from '../../../../src/intake/formats/source-of.ts';
import { docxFile, paragraph } from '../../../support/docx-file.ts';
import { pdfFile, printedPage } from '../../../support/pdf-file.ts';

const TEXT = '一、整改情况\n（一）关于安全方面问题';

describe('sourceOf', () => {
  test.each<[string, string | Uint8Array]>([
    ['txt', TEXT],
    ['html', `<p>${TEXT.replace('\n', '<br>')}</p>`],
    [
      'docx',
      docxFile(
        TEXT.split('\n')
          .map((line) => paragraph(line))
          .join(''),
      ),
    ],
    ['pdf', pdfFile([printedPage(TEXT.split('\n'))])],
  ])('reads %s into the same lines', async (format, content) => {
    expect(await sourceOf(Buffer.from(content))).toMatchObject({
      ok: true,
      source: { format, blocks: [{ kind: 'text', line: 1, text: TEXT }] },
    });
  });

  test('reads a table where the name says it is one', async () => {
    const bytes = Buffer.from('序号,问题\n1,门锁坏了');
    expect(await sourceOf(bytes, { file: '台账.csv' })).toMatchObject({
      source: { format: 'csv', blocks: [{ kind: 'table' }] },
    });
  });

  test('refuses blank text and what is beyond the limits it is given', async () => {
    expect(await sourceOf(Buffer.from(' \n\u3000'))).toMatchObject({
      error: { code: 'empty_document' },
    });
    const large = await sourceOf(Buffer.from(TEXT), { limits: { file: 5 } });
    expect(large).toMatchObject({ ok: false, error: { code: 'too_large' } });
  });
});

describe('limitsWith', () => {
  test('keeps the usual limits where none is given, and takes no nonsense', () => {
    expect(limitsWith({ rows: 5 })).toMatchObject({ rows: 5, columns: 256 });
    for (const given of [{ rows: 0 }, { file: -1 }, { timeMs: 0.5 }, { other: 1 }]) {
      expect(() => limitsWith(given)).toThrow(/./);
    }
  });
});
