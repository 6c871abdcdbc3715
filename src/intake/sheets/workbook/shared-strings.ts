/** The table of texts that the cells of a workbook refer to by number. */
import type { ZipEntry } from '../../formats/zip-directory.ts';
import { readPart, standalone, unescaped } from './part-xml.ts';

/** Runs of different type are one text; readings printed above the characters are left out. */
export async function readSharedStrings(entry: ZipEntry): Promise<readonly string[]> {
  const strings: string[] = [];
  const collector = richText();
  await readPart(entry, {
    open: (name) => {
      if (name === 'si') collector.begin();
      collector.open(name);
    },
    close: (name) => {
      collector.close(name);
      if (name === 'si') strings.push(standalone(unescaped(collector.text())));
    },
    text: collector.take,
  });
  return strings;
}

export interface RichTextCollector {
  readonly begin: () => void;
  readonly open: (name: string) => void;
  readonly close: (name: string) => void;
  readonly take: (text: string) => void;
  readonly text: () => string;
}

/** Collects what stands in `t` elements, unless it is phonetic. */
export function richText(): RichTextCollector {
  let collected = '';
  let isText = false;
  let phonetic = 0;
  return {
    begin: () => {
      collected = '';
      isText = false;
      phonetic = 0;
    },
    open: (name) => {
      if (name === 'rPh') phonetic += 1;
      else if (name === 't') isText = true;
    },
    close: (name) => {
      if (name === 'rPh') phonetic -= 1;
      else if (name === 't') isText = false;
    },
    take: (text) => {
      if (isText && phonetic === 0) collected += text;
    },
    text: () => collected,
  };
}
