/** Finds the parts of a document that list findings, and those that list what is done about them. */
import { statesFault } from '../readings/faults.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { announcedRole, headsFindings, reportsBelow } from './announcing.ts';
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
  return regionsIn(tree.parts, announcedRole);
}

/** As {@link regionsOf}, where lines that only look like headings announce a list too. */
export const regionsHeaded = (tree: Tree): Region[] =>
  regionsIn(tree.parts, (text) => announcedRole(text) ?? (headsFindings(text) ? 'findings' : null));

/** As {@link regionsOf}, where chapters count faults though their heading announces none: 一是…不实。二是…薄弱。 */
export const regionsCounted = (tree: Tree): Region[] =>
  nodesOf(tree.parts).flatMap((node) =>
    roleOf(node.text) === null && countsFaults(node.parts)
      ? [{ role: 'findings' as const, node, source: node.source, parts: node.parts }]
      : [],
  );

function countsFaults(parts: readonly Part[]): boolean {
  const entries = entriesIn(parts);
  const faults = entries.filter((said) => statesFault(said));
  return entries.length > 1 && faults.length * 2 > entries.length;
}

/** What is counted in running text, and how the innermost numbered lines begin: praise does so too. */
const entriesIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => {
    if (part.kind === 'label') return [];
    if (part.kind === 'text') {
      return Array.from(fold(part.text).matchAll(COUNTED), ([, said = '']) => said);
    }
    const below = entriesIn(part.node.parts);
    return below.length > 0 ? below : [fold(part.node.text).split(/[,。;]/)[0] ?? ''];
  });

/** An entry and its first sentence. */
const COUNTED = /(?<=^|[。;]\s?)[一二三四五六七八九十]{1,2}是([^。;]{2,80})/g;

type RoleOfText = (text: string) => Role | null;

function regionsIn(parts: readonly Part[], announces: RoleOfText): Region[] {
  const regions: Region[] = [];
  let from = 0;
  for (;;) {
    const announced = announcedIn(parts, from, announces);
    if (announced === null) break;
    const { at, role, source, below } = announced;
    const end = endOfList(parts, at + 1);
    regions.push({ role, node: null, source, parts: [...below, ...parts.slice(at + 1, end)] });
    from = end;
  }
  const own = nodesOf(from === 0 ? parts : parts.slice(from)).flatMap((node) => {
    const role = roleOf(node.text) ?? (listsFaults(node) ? 'findings' : null);
    const holdsNone = role === null || role === 'achievements' || role === 'organisation';
    // 食堂也存在隐患。 is a finding, though it ends like the heading of some.
    if (holdsNone || (role === 'findings' && isFinding(node))) {
      return regionsIn(node.parts, announces);
    }
    return [{ role, node, source: node.source, parts: node.parts }];
  });
  return [...regions, ...own];
}

/** 校内不安全隐患: names no list, but faults stand below. */
const listsFaults = ({ text, parts }: TreeNode): boolean =>
  NAMES_FAULTS.test(fold(text)) && nodesOf(parts).some((node) => statesFault(node.text));

const NAMES_FAULTS = /^[^。,;:]{1,16}(?:问题|不足|短板|弱项|隐患|困难|薄弱环节)[:。]?$/;

/** 关于老化破损的问题。…, and what has nothing below. */
const isFinding = ({ text, parts }: TreeNode): boolean =>
  /^(?:关于|针对)[^。:]{4,60}问题。\S/.test(fold(text)) ||
  (parts.length === 0 && !/[。:;].*\S/.test(fold(text)));

interface Announced {
  readonly at: number;
  readonly role: Role;
  readonly source: Line;
  /** What stands on the label's own line. */
  readonly below: readonly Part[];
}

/** Where a text or an empty label announces a list of findings or of measures. */
function announcedIn(
  parts: readonly Part[],
  from: number,
  announces: RoleOfText,
): Announced | null {
  // 现将整改情况报告如下: opens a report, and behind a list of findings what is done about them.
  const roleAnnounced = (text: string): Role | null =>
    announces(text) ?? (from > 0 && reportsBelow(text) ? 'measures' : null);
  for (let at = from; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined || part.kind === 'node') continue;
    const role = part.kind === 'label' ? labelRole(part) : roleAnnounced(part.text);
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
function endOfList(parts: readonly Part[], from: number): number {
  let style: TreeNode['style'] | null = null;
  for (let at = from; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined) break;
    if (part.kind === 'node') {
      style ??= part.node.style;
      const isOther = part.node.style !== style || part.node.startsOver;
      const role = isTitle(part.node) ? roleOf(part.node.text) : null;
      const isHeading = role !== null && !(role === 'findings' && isFinding(part.node));
      if (isOther || isHeading) return at;
    } else if (
      part.kind === 'label' ||
      announcedRole(part.text) !== null ||
      reportsBelow(part.text)
    ) {
      return at;
    }
  }
  return parts.length;
}

const isTitle = ({ text }: TreeNode): boolean => text.length <= 24;
