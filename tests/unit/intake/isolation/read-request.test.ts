import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { limitsWith } from '../../../../src/intake/formats/limits.ts';
import { readRequest } from '../../../../src/intake/isolation/read-request.ts';
import type { ThreadMessage } from '../../../../src/intake/isolation/request.ts';
import { pdfFile, printedPage } from '../../../support/pdf-file.ts';
import { documentWith } from '../printing.ts';

const REPORT = documentWith('(一)关于安全方面问题\n1.锁坏了。无人修。\n整改进展:(1)换锁。');
const limits = limitsWith();

async function read(bytes: Uint8Array, tripped = false) {
  const told: ThreadMessage['kind'][] = [];
  const cap = { tripped: () => tripped, setLimit: () => undefined };
  const result = await readRequest({ bytes, limits, options: { file: 'a' } }, cap, ({ kind }) => {
    told.push(kind);
  });
  return { result, told };
}

describe('readRequest', () => {
  test('reads the file, and says when a library is done with it', async () => {
    const { result, told } = await read(Buffer.from(REPORT));
    expect(result).toMatchObject({ ok: true, document: { file: 'a', listed: { findings: 1 } } });
    expect([told[0], told.at(-1)]).toEqual(['alive', 'unpacked']);
  });

  test('puts what the format leaves open before what the document does', async () => {
    const page = printedPage(REPORT.split('\n'), { leading: 18 });
    const { result } = await read(pdfFile([page, []], { pictures: true }));
    const [question] = result.ok ? result.document.questions : [];
    expect(question).toMatchObject({ code: 'pages_without_text' });
  });

  test('takes a refused array for what it is, not for damage', async () => {
    const { result, told } = await read(Buffer.from('%PDF-1.7'), true);
    expect(result).toMatchObject({ ok: false, error: { code: 'unsafe_archive' } });
    expect(told).not.toContain('unpacked');
  });
});
