/** Reads the arrows off a state machine, and draws them as a mermaid state diagram. */
import type { AnyStateNode } from 'xstate';
import type { Term } from '../../src/glossary.ts';

export type Node = AnyStateNode;

export interface Arrow {
  readonly from: Node;
  /** Null where the event changes what is known, and leaves the state as it is. */
  readonly to: Node | null;
  readonly event: string;
  readonly guards: readonly string[];
  /** True for every way of an event but its first: taken when the earlier ones are not. */
  readonly otherwise: boolean;
}

export function childrenOf(node: Node): readonly Node[] {
  return Object.values(node.states);
}

/** Every arrow from the node and from those inside it, in the order the machine lists them. */
export function arrowsOf(node: Node): readonly Arrow[] {
  const own = [...node.transitions.values()].flatMap((ways) =>
    ways.map(({ target, eventType, guard }, way): Arrow => ({
      from: node,
      to: target?.[0] ?? null,
      event: eventType,
      guards: guardNames(guard),
      otherwise: way > 0,
    })),
  );
  return [...own, ...childrenOf(node).flatMap(arrowsOf)];
}

/** The machines name their conditions in one guard, `all`, so that each can be read off. */
function guardNames(guard: unknown): readonly string[] {
  return guard === undefined ? [] : (guard as { params: { of: readonly string[] } }).params.of;
}

export function diagram(root: Node, terms: Readonly<Record<string, Term>>): string {
  const arrows = arrowsOf(root);
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...insideOf(root, terms, arrows).map((line) => `  ${line}`),
    '```',
  ].join('\n');
}

export function nameIn(terms: Readonly<Record<string, Term>>, key: string): string {
  const term = terms[key];
  if (term === undefined) throw new Error(`no word for ${key}`);
  return term.zh;
}

/** The states directly inside the node, each with what is inside it, and the arrows between them. */
function insideOf(
  parent: Node,
  terms: Readonly<Record<string, Term>>,
  arrows: readonly Arrow[],
): readonly string[] {
  const states = childrenOf(parent).flatMap((node) => {
    const title = `state "${node.key} ${nameIn(terms, node.key)}" as ${node.key}`;
    if (childrenOf(node).length === 0) return [title];
    const inside = insideOf(node, terms, arrows).map((line) => `  ${line}`);
    return [`${title} {`].concat(inside, '}');
  });
  const initial = parent.initial.target?.[0];
  return [
    ...(initial === undefined ? [] : [`[*] --> ${initial.key}`]),
    ...states,
    ...arrowLines(parent, arrows),
  ];
}

/**
 * Mermaid cannot lead an arrow from inside one state into another, so such an arrow is drawn
 * between the two outer states, and its label says in brackets where inside it comes from.
 */
function arrowLines(parent: Node, arrows: readonly Arrow[]): readonly string[] {
  const lines = new Map<string, Map<string, Set<string>>>();
  for (const { from, to, event, guards, otherwise } of arrows) {
    const [start, end] = [childHolding(parent, from), to && childHolding(parent, to)];
    if (start === undefined || !end || (start === end && start !== from)) continue;
    const conditions = guards.length === 0 ? '' : ` [${guards.join(', ')}]`;
    const line = `${start.key} --> ${end.key} : ${otherwise ? 'else ' : ''}%${conditions}`;
    const places = lines.get(line) ?? new Map<string, Set<string>>();
    lines.set(line, places.set(event, (places.get(event) ?? new Set()).add(from.key)));
  }
  return [...lines].flatMap(([line, places]) =>
    eventsByPlace(places, line.split(' ')[0] ?? '').map((label) => line.replace('%', () => label)),
  );
}

/** Events that share their places share a label: `WITHDRAW, MERGE` or `START (open, claimed)`. */
function eventsByPlace(
  places: ReadonlyMap<string, ReadonlySet<string>>,
  outer: string,
): readonly string[] {
  const events = new Map<string, string[]>();
  for (const [event, keys] of places) {
    const inside = [...keys].filter((key) => key !== outer).join(', ');
    events.set(inside, [...(events.get(inside) ?? []), event]);
  }
  return [...events].map(([inside, names]) =>
    inside === '' ? names.join(', ') : `${names.join(', ')} (${inside})`,
  );
}

function childHolding(parent: Node, node: Node): Node | undefined {
  let child = node;
  while (child.parent !== undefined && child.parent !== parent) child = child.parent;
  return child.parent === parent ? child : undefined;
}
