/** What the styles of a Word document say of numbers, and which of them are a table of contents. */
import type { ZipEntry } from '../zip-directory.ts';
import { readXml } from '../xml.ts';

/** The list a paragraph is in, as far as it is stated. */
export interface ListPlace {
  readonly numId?: string;
  readonly level?: number;
}

export interface ParagraphStyle extends ListPlace {
  readonly id: string;
  readonly name: string;
  readonly basedOn?: string;
}

export interface Styles {
  /** The list the style puts a paragraph in; `styleId` is the style that says so. */
  listOf(styleId: string | undefined): (ListPlace & { readonly styleId: string }) | null;
  isContents(styleId: string | undefined): boolean;
  /** The list a numbering style stands for. */
  numIdOf(styleId: string): string | null;
}

const DEEPEST = 32;

export async function readStyles(entry: ZipEntry | undefined): Promise<Styles> {
  const styles = new Map<string, ParagraphStyle>();
  let standard: string | undefined;
  let open: { -readonly [K in keyof ParagraphStyle]: ParagraphStyle[K] } | null = null;
  if (entry !== undefined) {
    await readXml(entry, {
      open(name, { styleId, val, type, default: isDefault }) {
        if (name === 'w:style' && styleId !== undefined) {
          open = { id: styleId, name: '' };
          styles.set(styleId, open);
          if (type === 'paragraph' && isOn(isDefault ?? '0')) standard = styleId;
        } else if (open !== null && val !== undefined) {
          if (name === 'w:name') open.name = val;
          else if (name === 'w:basedOn') open.basedOn = val;
          else if (name === 'w:numId') open.numId = val;
          else if (name === 'w:ilvl') open.level = Number(val);
        }
      },
      close(name) {
        if (name === 'w:style') open = null;
      },
    });
  }
  return lookUp(styles, standard);
}

function lookUp(styles: ReadonlyMap<string, ParagraphStyle>, standard: string | undefined): Styles {
  return {
    listOf(styleId) {
      let style = styles.get(styleId ?? standard ?? '');
      for (let depth = 0; style !== undefined && depth < DEEPEST; depth += 1) {
        const { id, numId, level } = style;
        if (numId !== undefined) {
          return { styleId: id, numId, ...(level === undefined ? {} : { level }) };
        }
        style = style.basedOn === undefined ? undefined : styles.get(style.basedOn);
      }
      return null;
    },
    isContents: (styleId) => /^toc (?:\d|heading)/i.test(styles.get(styleId ?? '')?.name ?? ''),
    numIdOf: (styleId) => styles.get(styleId)?.numId ?? null,
  };
}

/** Switches are on where they have no value, and off where it says so. */
export const isOn = (value: string | undefined): boolean =>
  value === undefined || !['0', 'false', 'off'].includes(value);
