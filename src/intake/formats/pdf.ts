/** Reads PDF files that hold text: line by line as they are printed, page after page. */
import type { Question } from '../schema.ts';
import { blocksOf } from './block-list.ts';
import type { IntakeLimits } from './limits.ts';
import { withoutFurniture, type PrintedPage } from './pdf/furniture.ts';
import { isLegible } from './pdf/legible.ts';
import { openPdf, type Pdf } from './pdf/open.ts';
import { linesOf, type PageLine } from './pdf/page-lines.ts';
import { readPage } from './pdf/segments.ts';
import { unpacksTooMuch } from './pdf/stream-guard.ts';
import { TooSlow, within } from './pdf/within.ts';
import {
  damaged,
  encrypted,
  refusal,
  tookTooLong,
  tooLarge,
  unsafe,
  type SourceResult,
} from './refusal.ts';

/** For one page, in milliseconds; of most a hundred are read in that time. */
const PAGE_MS = 5_000;

/** Never throws on any bytes. */
export async function readPdf(bytes: Uint8Array, limits: IntakeLimits): Promise<SourceResult> {
  if (bytes.length > limits.file) return tooLarge(bytes.length, limits.file);
  if (await unpacksTooMuch(bytes, limits)) {
    return unsafe(
      `展开后超过上限${limits.unpacked}字节`,
      `it has more than ${limits.unpacked} bytes when unpacked`,
    );
  }
  try {
    const pdf = await within(PAGE_MS, openPdf(bytes));
    try {
      return sourceOf(await readPages(pdf));
    } finally {
      await pdf.destroy();
    }
  } catch (error) {
    if (error instanceof TooSlow) return tookTooLong(PAGE_MS);
    return error instanceof Error && error.name === 'PasswordException' ? encrypted() : damaged();
  }
}

async function readPages(pdf: Pdf): Promise<PrintedPage[]> {
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await within(PAGE_MS, pdf.getPage(number));
    // Drawings that save their state time and again take time that grows with its square.
    const text = await within(PAGE_MS, readPage(page));
    pages.push({ lines: linesOf(text), height: text.height });
    page.cleanup();
  }
  return pages;
}

function sourceOf(pages: readonly PrintedPage[]): SourceResult {
  if (pages.length === 0) return damaged();
  const blank = pages.flatMap(({ lines }, at) => (lines.length === 0 ? [at + 1] : []));
  if (blank.length * 2 > pages.length) return noText();
  const lines = withoutFurniture(pages).flatMap((page) => spaced(page));
  if (!isLegible(lines.join(''))) return noCharacters();
  const blocks = blocksOf(lines);
  if (blocks.length === 0) return noText();
  const questions = blank.length === 0 ? [] : [withoutText(blank)];
  return { ok: true, source: { format: 'pdf', blocks }, questions };
}

/** As many times as far apart as most lines are, and they are two paragraphs. */
const PARAGRAPH_GAP = 1.6;

/** The lines, with a blank one where the page leaves room. */
function spaced(lines: readonly PageLine[]): string[] {
  const steps = lines.slice(1).map(({ y }, at) => y - (lines[at]?.y ?? 0));
  const down = steps.filter((step) => step > 0).toSorted((a, b) => a - b);
  const usual = down[Math.floor(down.length / 2)] ?? Infinity;
  return lines.flatMap(({ text }, at) =>
    (steps[at - 1] ?? 0) > usual * PARAGRAPH_GAP ? ['', text] : [text],
  );
}

const withoutText = (pages: readonly number[]): Question => ({
  line: 1,
  finding: null,
  about: 'document',
  code: 'pages_without_text',
  message: `第${pages.join('、')}页没有文字（可能是扫描页），未读入 / No text on page ${pages.join(', ')} (scanned?): not read`,
});

const noText = (): SourceResult =>
  refusal(
    'no_text_layer',
    '文件没有文字层（可能是扫描件），请先做文字识别，或提供原始电子稿',
    'The file has no text (it may be a scan): recognise its text first, or hand in the original',
  );

const noCharacters = (): SourceResult =>
  refusal(
    'no_text_layer',
    '文件中的字体没有说明各字形对应的文字，无法读出；请提供原始电子稿',
    'The fonts in the file do not say which characters they show; hand in the original',
  );
