/** Finds the parts of a document that list findings, and those that list what is done about them. */
import type { Line } from '../text/lines.ts';
import { announcedRole } from './announcing.ts';
import { roleOf, type Role } from './roles.ts';
import { nodesOf, type Part, type Tree, type TreeNode } from './tree.ts';

/** A heading, or words at the end of a paragraph, with all that stands below. */
export interface Region {
  readonly role: Role;
  /** Null where no heading stands above: 检查发现以下问题:. */
  readonly node: TreeNode | null;
  readonly source: Line;
  readonly parts: readonly Part[];
}

/** The outermost parts with a role, in the order of the document. */
export function regionsOf(tree: Tree): Region[] {
  return regionsIn(tree.parts);
}

function regionsIn(parts: readonly Part[]): Region[] {
  const announced = announcedIn(parts);
  if (announced !== null) {
    const { at, role, source, below } = announced;
    const rest = [...below, ...parts.slice(at + 1)];
    const end = endOfList(rest);
    return [{ role, node: null, source, parts: rest.slice(0, end) }, ...regionsIn(rest.slice(end))];
  }
  return nodesOf(parts).flatMap((node) => {
    const role = roleOf(node.text);
    if (role === null || role === 'achievements' || role === 'organisation') {
      return regionsIn(node.parts);
    }
    return [{ role, node, source: node.source, parts: node.parts }];
  });
}

interface Announced {
  readonly at: number;
  readonly role: Role;
  readonly source: Line;
  /** What stands on the label's own line. */
  readonly below: readonly Part[];
}

/** Where a text or an empty label announces a list of findings or of measures. */
function announcedIn(parts: readonly Part[]): Announced | null {
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'node') continue;
    const role = part.kind === 'label' ? labelRole(part) : announcedRole(part.text);
    if (role === null) continue;
    const { source, text } = part;
    const isText = part.kind === 'label' && text !== '';
    return { at, role, source, below: isText ? [{ kind: 'text', source, text }] : [] };
  }
  return null;
}

function labelRole({ label, text }: Extract<Part, { kind: 'label' }>): Role | null {
  if (label.kind === 'requirement') return 'requirements';
  if (text !== '') return null;
  if (label.kind === 'problem') return 'findings';
  return label.kind === 'progress' ? 'measures' : null;
}

/** A list goes on while its headings have one style; another announcement or role ends it. */
function endOfList(parts: readonly Part[]): number {
  let style: TreeNode['style'] | null = null;
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'node') {
      style ??= part.node.style;
      const isOther = part.node.style !== style || part.node.startsOver;
      if (isOther || (roleOf(part.node.text) !== null && isTitle(part.node))) return at;
      continue;
    }
    if (part.kind === 'label' || announcedRole(part.text) !== null) return at;
  }
  return parts.length;
}

const isTitle = ({ text }: TreeNode): boolean => text.length <= 24;
