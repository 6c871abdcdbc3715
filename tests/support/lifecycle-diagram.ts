/** Reads the arrows off a state machine, and draws them as a mermaid state diagram. */
import type { AnyStateNode } from 'xstate';
import type { Words } from './lifecycle-words.ts';

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

/** Guards written as a function in place have no name to read: these are theirs. */
const unnamedGuards: Readonly<Record<string, readonly string[]>> = {
  'notice.handingOver DEFER 0': ['fenceHolds', 'attemptsLeft'],
  'notice.handingOver DEFER 1': ['fenceHolds'],
};

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
      guards: guardNames(guard, `${node.id} ${eventType} ${way}`),
      otherwise: way > 0,
    })),
  );
  return [...own, ...childrenOf(node).flatMap(arrowsOf)];
}

function guardNames(guard: unknown, place: string): readonly string[] {
  if (guard === undefined) return [];
  if (typeof guard === 'object' && guard !== null && 'type' in guard) {
    const { type, params } = guard as { type: string; params?: { of?: readonly string[] } };
    return params?.of ?? [type];
  }
  const names = unnamedGuards[place];
  if (names === undefined) throw new Error(`the guard at ${place} has no name`);
  return names;
}

export function diagram(root: Node, words: Readonly<Record<string, Words>>): string {
  const arrows = arrowsOf(root);
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...insideOf(root, words, arrows).map((line) => `  ${line}`),
    '```',
  ].join('\n');
}

/** The states directly inside the node, each with what is inside it, and the arrows between them. */
function insideOf(
  parent: Node,
  words: Readonly<Record<string, Words>>,
  arrows: readonly Arrow[],
): readonly string[] {
  const states = childrenOf(parent).flatMap((node) => {
    const title = `state "${node.key} ${words[node.key]?.[0] ?? ''}" as ${node.key}`;
    if (childrenOf(node).length === 0) return [title];
    const inside = insideOf(node, words, arrows).map((line) => `  ${line}`);
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
