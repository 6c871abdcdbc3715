/** YAML or JSON text → its value, with guards against texts made to mislead or to exhaust, and lines to point at. */
import type * as Yaml from 'yaml';
import type { Document, LineCounter, ParsedNode } from 'yaml';

/** What is wrong, and where: the line (from 1) and the path inside the data; empty for all of it. */
export interface DataProblem {
  readonly line: number | null;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export interface DataSource {
  /** Not to be used when there are problems. */
  readonly value: unknown;
  readonly problems: readonly DataProblem[];
  /** The line of what stands at that path, or of the nearest thing around it. */
  lineAt(path: readonly PropertyKey[]): number | null;
}

type YamlPackage = typeof Yaml;

/** Anchors save writing; texts that use more are made to exhaust. */
const aliasesMax = 100;
/** Lists and maps one within another. */
const depthMax = 100;

/** JSON is read as the YAML it also is, so that duplicates and lines are known, and then as JSON. */
export async function parseSource(text: string, syntax: 'yaml' | 'json'): Promise<DataSource> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    // Whatever the file says: no dates, sets or binaries by tag, no `<<`, no keys that are not texts.
    resolveKnownTags: false,
    merge: false,
    stringKeys: true,
    // Checked below: the parser compares every key with every other one.
    uniqueKeys: false,
  });
  const lineAt = (path: readonly PropertyKey[]) => lineOfPath(yaml, document, lines, path);
  const problems = [...document.errors, ...document.warnings].map((error) =>
    problemAt(lines, error.pos[0], plain(error.message)),
  );
  if (problems.length === 0) problems.push(...misuses(yaml, document, lines));
  if (problems.length > 0) return { value: null, problems, lineAt };
  return { ...valueOf(document, text, syntax, lines), lineAt };
}

function valueOf(
  document: Document.Parsed,
  text: string,
  syntax: 'yaml' | 'json',
  lines: LineCounter,
): Pick<DataSource, 'value' | 'problems'> {
  try {
    const value: unknown =
      syntax === 'json' ? JSON.parse(text) : document.toJS({ maxAliasCount: aliasesMax });
    return { value, problems: [] };
  } catch (error) {
    if (syntax === 'yaml') {
      const message = 'repeats itself too often by its aliases (*name)';
      return { value: null, problems: [{ line: null, path: [], message }] };
    }
    // The reason is not passed on: it quotes the text.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const offset = position === undefined ? text.length : Number(position);
    return { value: null, problems: [problemAt(lines, offset, 'is not JSON')] };
  }
}

/** Keys given twice, merge keys, aliases without or within their anchor, too many of them, too deep nesting. */
function misuses(yaml: YamlPackage, document: Document.Parsed, lines: LineCounter): DataProblem[] {
  const problems: DataProblem[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  const complain = (node: Placed, message: string) => {
    problems.push(problemAt(lines, node.range?.[0] ?? 0, message));
  };
  yaml.visit(document, {
    Node(_key, node, ancestors) {
      if (ancestors.filter(yaml.isCollection).length > depthMax) {
        complain(node, 'is nested too deeply');
        return yaml.visit.BREAK;
      }
      if (yaml.isAlias(node)) {
        aliases += 1;
        if (aliases > aliasesMax) {
          complain(node, `more than ${aliasesMax} aliases (*name) in one file`);
          return yaml.visit.BREAK;
        }
        const within = ancestors.some((one) => 'anchor' in one && one.anchor === node.source);
        if (within) complain(node, `"*${node.source}" stands within what it names`);
        else if (!anchors.has(node.source)) complain(node, `nothing is named "&${node.source}"`);
      } else if (node.anchor !== undefined) anchors.add(node.anchor);
      if (yaml.isMap(node)) complainOfKeys(yaml, node, complain);
      return undefined;
    },
  });
  return problems;
}

type Placed = Pick<Yaml.Node, 'range'>;

function complainOfKeys(
  yaml: YamlPackage,
  map: Yaml.YAMLMap,
  complain: (node: Placed, message: string) => void,
): void {
  const keys = new Set<unknown>();
  for (const { key } of map.items) {
    if (!yaml.isScalar(key)) continue;
    if (keys.has(key.value)) complain(key, `"${String(key.value)}" is given twice`);
    if (key.value === '<<') complain(key, 'merge keys (<<) are not read; write it out');
    keys.add(key.value);
  }
}

function lineOfPath(
  yaml: YamlPackage,
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | null {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (yaml.isAlias(node)) node = node.resolve(document);
    if (yaml.isMap<ParsedNode, ParsedNode | null>(node)) {
      const pair = node.items.find(({ key }) => yaml.isScalar(key) && key.value === String(step));
      if (pair === undefined) break;
      offset = pair.key.range[0];
      node = pair.value;
    } else if (yaml.isSeq<ParsedNode>(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      offset = item.range[0];
      node = item;
    } else break;
  }
  return lines.linePos(offset).line || null;
}

function problemAt(lines: LineCounter, offset: number, message: string): DataProblem {
  return { line: lines.linePos(offset).line || null, path: [], message };
}

/** The parser's own words, but for those that would send people to a programmer's manual. */
function plain(message: string): string {
  if (message.startsWith('Source contains multiple documents')) {
    return 'holds several documents (---); one is read';
  }
  return message.includes('call stack') ? 'is nested too deeply' : message;
}
