/** Reads web pages: what a browser shows of them, in lines and tables. Nothing is fetched or run. */
import { blocksOf } from './block-list.ts';
import { tableTooLarge, TableTooLarge } from './grid.ts';
import { decodePage } from './html/decode.ts';
import { createPageReader, type PageReader } from './html/page.ts';
import type { IntakeLimits } from './limits.ts';
import { refusal, type SourceResult } from './refusal.ts';

// As deep as browsers nest; every level costs a comparison at each tag that closes nothing.
const DEEPEST = 512;

class TooDeep extends Error {
  override readonly name = 'TooDeep';
}

/** Never throws on any bytes. */
export async function readHtml(bytes: Uint8Array, limits: IntakeLimits): Promise<SourceResult> {
  const decoded = decodePage(bytes, limits);
  if (!decoded.ok) return decoded;
  const page = createPageReader(limits);
  try {
    await readElements(decoded.text, page);
  } catch (error) {
    if (error instanceof TableTooLarge) return tableTooLarge(limits);
    if (error instanceof TooDeep) return tooDeep();
    throw error;
  }
  const blocks = blocksOf(page.pieces());
  if (blocks.length > 0) return { ok: true, source: { format: 'html', blocks } };
  return page.pictured()
    ? refusal('no_text_layer', '网页只有图片，没有文字', 'The page holds pictures and no text')
    : refusal('empty_document', '文件没有内容', 'The document is empty');
}

async function readElements(text: string, page: PageReader): Promise<void> {
  const { Parser } = await import('htmlparser2');
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > DEEPEST) throw new TooDeep();
      page.open(name, attributes);
    },
    onclosetag(name) {
      depth -= 1;
      page.close(name);
    },
    ontext: (data) => page.text(data),
  });
  parser.end(text);
}

const tooDeep = (): SourceResult =>
  refusal(
    'file_damaged',
    `网页元素嵌套超过${DEEPEST}层，无法读入`,
    `The page nests more than ${DEEPEST} elements and cannot be read`,
  );
