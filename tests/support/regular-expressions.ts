/** Finds the regular expressions a source file writes out. */

export interface WrittenExpression {
  readonly source: string;
  readonly flags: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What may stand before an expression; after anything else a slash divides. */
const BEFORE =
  /^(?:|[(,=:[!&|?{};+\-*%<>~^]|return|typeof|case|in|of|void|delete|throw|yield|await|else|do)$/;

/**
 * Goes through the text once, past comments and strings and into the expressions of templates. Made
 * for formatted sources, where no brace ends a value that is then divided.
 */
export function writtenExpressions(text: string): WrittenExpression[] {
  const found: WrittenExpression[] = [];
  // Braces open in each template expression, from the outside in.
  const templates: number[] = [];
  let [at, line, before, parted] = [0, 1, '', false];
  const skipTo = (end: number): void => {
    for (let place = at; place < end; place += 1) if (text[place] === '\n') line += 1;
    at = end;
  };
  if (text.startsWith('#!')) skipTo(endOf(text, '\n', 0));
  while (at < text.length) {
    const char = text[at] ?? '';
    const two = text.slice(at, at + 2);
    if (two === '//') skipTo(endOf(text, '\n', at));
    else if (two === '/*') skipTo(endOf(text, '*/', at + 2) + 2);
    else if (char === "'" || char === '"') {
      skipTo(endOfString(text, at));
      before = '"';
    } else if (char === '`' || (char === '}' && templates.at(-1) === 0)) {
      if (char === '}') templates.pop();
      const end = endOfTemplate(text, at + 1);
      const inside = text[end - 1] === '{';
      if (inside) templates.push(0);
      skipTo(end);
      before = inside ? '{' : '"';
    } else if (char === '/' && BEFORE.test(before)) {
      const expression = expressionAt(text, at);
      found.push({ ...expression, line });
      skipTo(at + expression.source.length + expression.flags.length + 2);
      before = '"';
    } else {
      const last = templates.length - 1;
      if (char === '{' && last >= 0) templates[last] = (templates[last] ?? 0) + 1;
      if (char === '}' && last >= 0) templates[last] = (templates[last] ?? 0) - 1;
      // Only the last word or mark counts.
      if (/[\w$]/.test(char)) before = /[\w$]$/.test(before) && !parted ? before + char : char;
      else if (char.trim() !== '') before = char;
      parted = char.trim() === '';
      skipTo(at + 1);
    }
  }
  return found;
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end;
}

function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== text[at]) end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** After the closing mark, or after the beginning of an expression in it. */
function endOfTemplate(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '`') {
    if (text.startsWith('${', end)) return end + 2;
    end += text[end] === '\\' ? 2 : 1;
  }
  return end + 1;
}

function expressionAt(text: string, at: number): { source: string; flags: string } {
  let [end, inClass] = [at + 1, false];
  while (inClass || text[end] !== '/') {
    if (end >= text.length || text[end] === '\n')
      throw new Error(`No expression: ${text.slice(at, end)}`);
    if (text[end] === '[') inClass = true;
    if (text[end] === ']') inClass = false;
    end += text[end] === '\\' ? 2 : 1;
  }
  const flags = /^[a-z]*/.exec(text.slice(end + 1))?.[0] ?? '';
  return { source: text.slice(at + 1, end), flags };
}
