/** Which parts of a Word document are not printed, or stand in it twice. */

/** What was struck out, how things were before changes, what fields are made from, readings of characters. */
const NEVER_READ: ReadonlySet<string> = new Set([
  'w:delText',
  'w:instrText',
  'w:delInstrText',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPrChange',
  'w:tblPrChange',
  'w:tblGridChange',
  'w:tcPrChange',
  'w:trPrChange',
  'w:tblPrExChange',
  'w:numberingChange',
  'w:rt',
]);

export interface Skipping {
  /** Whether what opens here is read. Everything that opens has to be told, and what closes. */
  opens(name: string, parent: string): boolean;
  /** Whether what closes here was read. */
  closes(): boolean;
  /** The content of the field being read is a hint what to enter. */
  placeholder(): void;
}

export function createSkipping(): Skipping {
  let skipped = 0;
  // Of the two ways a drawing is given, for new programs and for old, the first is read.
  const choices: boolean[] = [];
  const fields: { placeholder: boolean }[] = [];
  const open: string[] = [];

  function isRead(name: string, parent: string): boolean {
    if (NEVER_READ.has(name)) return false;
    // In properties the same name marks a paragraph or a row as struck out.
    if (name === 'w:del' || name === 'w:moveFrom') return parent === 'w:rPr' || parent === 'w:trPr';
    if (name === 'mc:Choice' || name === 'mc:Fallback') {
      const chosen = choices.at(-1) ?? false;
      choices[choices.length - 1] = true;
      return !chosen;
    }
    return name !== 'w:sdtContent' || fields.at(-1)?.placeholder !== true;
  }

  return {
    opens(name, parent) {
      if (skipped > 0 || !isRead(name, parent)) {
        skipped += 1;
        return false;
      }
      open.push(name);
      if (name === 'mc:AlternateContent') choices.push(false);
      if (name === 'w:sdt') fields.push({ placeholder: false });
      return true;
    },
    closes() {
      if (skipped > 0) {
        skipped -= 1;
        return false;
      }
      const name = open.pop();
      if (name === 'mc:AlternateContent') choices.pop();
      if (name === 'w:sdt') fields.pop();
      return true;
    },
    placeholder() {
      const field = fields.at(-1);
      if (field !== undefined) field.placeholder = true;
    },
  };
}
