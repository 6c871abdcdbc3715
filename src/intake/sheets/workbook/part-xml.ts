/** The parts of a workbook's archive as XML, element by element. */
import type { ZipEntry } from '../../formats/zip-directory.ts';
import { readXml, type Attributes, type XmlHandler } from '../../formats/xml.ts';

export type { Attributes } from '../../formats/xml.ts';

/** Elements by their local names: some programs write `x:row` for `row`. */
export function readPart(
  entry: ZipEntry,
  { open, close = ignore, text = ignore }: Partial<XmlHandler>,
): Promise<void> {
  return readXml(entry, {
    open: (name, attributes: Attributes) => open?.(localName(name), attributes),
    close: (name) => {
      close(localName(name));
    },
    text,
  });
}

const ignore = (): void => undefined;

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

/**
 * A copy that stands by itself. What a parser hands out is a window into a much larger text, all of
 * which would stay in memory for the sake of one cell.
 */
export const standalone = (text: string): string =>
  text.length < SHORTEST_WINDOW ? text : ` ${text}`.slice(1);

// The engine copies what is shorter than this, and makes windows of the rest.
const SHORTEST_WINDOW = 13;

/** Characters XML cannot hold are written _x000D_ in workbooks. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\da-fA-F]{4})_/g, (_, code: string) =>
        String.fromCodePoint(Number.parseInt(code, 16)),
      )
    : text;
