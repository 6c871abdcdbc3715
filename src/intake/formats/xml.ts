/** Reads the parts of office files, element by element. Resolves no entities and no addresses. */
import { chunksOf } from './zip-chunks.ts';
import type { ZipEntry } from './zip-directory.ts';

/** Attributes by local name: `w:val` is `val`. */
export type Attributes = Readonly<Partial<Record<string, string>>>;

/** Names carry the usual prefix of their namespace (`w:p`), whatever prefix the file uses. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** The part is no XML an office program writes: it declares types, nests without end, or breaks off. */
class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

// Office writes some 40 levels; and every level costs a comparison at each tag that closes nothing.
const DEEPEST = 512;

/** Throws {@link XmlRefused}, or what the entry cannot be unpacked for. */
export async function readXml(entry: ZipEntry, handler: XmlHandler): Promise<void> {
  const { Parser } = await import('htmlparser2');
  const names = createNames();
  let depth = 0;
  let seen = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        seen = true;
        depth += 1;
        if (depth > DEEPEST) throw new XmlRefused();
        names.declare(attributes);
        handler.open(names.of(name), localNames(attributes));
      },
      onclosetag(name) {
        depth -= 1;
        handler.close?.(names.of(name));
      },
      ontext: (text) => handler.text?.(text),
      onprocessinginstruction(name) {
        if (name.toLowerCase() === '!doctype') throw new XmlRefused();
      },
    },
    { xmlMode: true },
  );
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of chunksOf(entry)) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  if (!seen || depth !== 0) throw new XmlRefused();
  parser.end();
}

/** Parts of office files are UTF-8, or UTF-16 with a byte order mark. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

// Both the transitional and the strict namespaces end like this.
const KNOWN: readonly (readonly [ending: string, prefix: string])[] = [
  ['/wordprocessingml/main', 'w'],
  ['/wordprocessingml/2006/main', 'w'],
  ['/markup-compatibility/2006', 'mc'],
  ['/officeDocument/math', 'm'],
  ['/officeDocument/2006/math', 'm'],
  ['urn:schemas-microsoft-com:vml', 'v'],
];

/** Which prefix of the file stands for which of ours. Office declares all of them on the root. */
function createNames() {
  const ours = new Map<string, string>();
  // Parts without a namespace of ours (relationships, content types) keep their plain names.
  const known = new Map<string, string>();
  return {
    declare(attributes: Readonly<Record<string, string>>): void {
      for (const [name, uri] of Object.entries(attributes)) {
        if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
        const prefix = KNOWN.find(([ending]) => uri.endsWith(ending))?.[1];
        if (prefix === undefined) ours.delete(name.slice('xmlns:'.length));
        else ours.set(name.slice('xmlns:'.length), prefix);
        known.clear();
      }
    },
    of(name: string): string {
      const before = known.get(name);
      if (before !== undefined) return before;
      const colon = name.indexOf(':');
      const prefix = ours.get(colon === -1 ? '' : name.slice(0, colon));
      const own = prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`;
      // A file may hold any number of made-up names.
      if (known.size < 1_000) known.set(name, own);
      return own;
    },
  };
}

function localNames(attributes: Readonly<Record<string, string>>): Attributes {
  const local: Partial<Record<string, string>> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!name.startsWith('xmlns')) local[name.slice(name.indexOf(':') + 1)] = value;
  }
  return local;
}
