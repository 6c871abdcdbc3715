/** A line of a web page while it is read: white space becomes what a browser shows. */

export interface OpenLine {
  add(text: string, preserved: boolean): void;
  breakLine(): void;
  /** The text so far, without white space at its ends; the line is empty after that. */
  take(): string;
}

export function openLine(): OpenLine {
  let parts: string[] = [];
  return {
    add(text, preserved) {
      parts.push(
        preserved
          ? text.replaceAll(/\r\n?/g, '\n')
          : text.replaceAll(SPACES, (space) => spaceFor(space)),
      );
    },
    breakLine() {
      parts.push('\n');
    },
    take() {
      const text = parts.join('');
      parts = [];
      return text === '' ? '' : tidied(text);
    },
  };
}

const SPACES = /[ \t\r\n\f]+/g;
// No character: stands for a line break of the source until it is known what is on both its sides.
const SOFT = '\ufdd0';
const spaceFor = (space: string): string => (/[\r\n]/.test(space) ? SOFT : ' ');

function tidied(text: string): string {
  const tidy: string[] = [];
  // To look at the end of a string that is being put together would copy it each time.
  let last = '\n';
  for (const piece of text.split(/([ \ufdd0]+)/)) {
    const isSpace = piece.startsWith(' ') || piece.startsWith(SOFT);
    if (piece === '' || (isSpace && last === '\n')) continue;
    const kept = isSpace ? (piece.includes(' ') ? ' ' : SOFT) : piece;
    tidy.push(kept);
    last = kept.at(-1) ?? '';
  }
  return closeUp(tidy.join(''));
}

/** A line break between two Chinese characters is no space; at the ends it is nothing. */
function closeUp(text: string): string {
  const closed = text.replaceAll(SOFT, (_, at: number) => {
    const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at + 1)];
    return isWide(before) && isWide(after) ? '' : ' ';
  });
  return closed
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

const isWide = (code: number): boolean => code >= 0x2e80;
