/** Takes a mail apart into the parts that hold something, with a bound on how deep and how many. */
import { inCharset, withoutTransferEncoding } from './charset.ts';
import {
  type Entity,
  entityOf,
  headerOf,
  mediaTypeOf,
  parameterOf,
  readable,
} from './mime-headers.ts';

/** A part that is not itself made of parts. A mail within the mail is one, and is not looked into. */
export interface Leaf extends Entity {
  readonly type: string;
}

/** Bounces have three or four parts, one or two deep. */
const maxDepth = 8;
const maxLeaves = 100;

/** In the order in which they stand. No byte of the mail is in two of them. */
export function leavesOf(mail: Entity): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (entity: Entity, depth: number): void => {
    if (leaves.length >= maxLeaves) return;
    const type = mediaTypeOf(entity.headers) || 'text/plain';
    const boundary = parameterOf(entity.headers, 'boundary');
    const parts = type.startsWith('multipart/') ? partsOf(entity.body, boundary) : [];
    if (parts.length === 0) {
      // A multipart whose boundary never comes was cut, or made by hand: its text still says something.
      const known = type.startsWith('multipart/') ? 'text/plain' : type;
      leaves.push({ ...entity, type: known });
    } else if (depth < maxDepth) {
      for (const part of parts) walk(entityOf(part), depth + 1);
    }
  };
  walk(mail, 0);
  return leaves;
}

/** Looks at every line once. The last part of a mail that was cut goes on to its end. */
function partsOf(body: string, boundary: string): readonly string[] {
  if (boundary === '') return [];
  const parts: string[] = [];
  const delimiter = `--${boundary}`;
  let start: number | null = null;
  for (let at = 0; at < body.length && parts.length < maxLeaves;) {
    const newline = body.indexOf('\n', at);
    const end = newline < 0 ? body.length : newline;
    const rest = body.startsWith(delimiter, at)
      ? body.slice(at + delimiter.length, end).trimEnd()
      : null;
    if (rest === '' || rest === '--') {
      if (start !== null) parts.push(body.slice(start, Math.max(start, at - 1)));
      if (rest === '--') return parts;
      start = end + 1;
    }
    at = end + 1;
  }
  if (start !== null && parts.length < maxLeaves) parts.push(body.slice(start));
  return parts;
}

/** What a part holds, one character per byte. */
export function contentOf(leaf: Leaf): string {
  return withoutTransferEncoding(leaf.body, headerOf(leaf.headers, 'content-transfer-encoding'));
}

/** What a part holds, as people read it. */
export function textOf(leaf: Leaf): string {
  return inCharset(contentOf(leaf), parameterOf(leaf.headers, 'charset'));
}

const originals = /^(?:message|text)\/(?:rfc822|global)(?:-headers?)?$/u;

/** Whether the part is the mail that came back, or its header (RFC 6522, RFC 6533, or a file with its ending). */
export function isOriginal({ type, headers }: Leaf): boolean {
  if (originals.test(type)) return true;
  const names = ['content-disposition', 'content-type'].map((name) =>
    readable(headerOf(headers, name)),
  );
  return names.some((name) => /\.eml\b/iu.test(name));
}

/** Whether the part is the report for machines (RFC 3464, RFC 6533). */
export function isDeliveryStatus({ type }: Leaf): boolean {
  return type === 'message/delivery-status' || type === 'message/global-delivery-status';
}
