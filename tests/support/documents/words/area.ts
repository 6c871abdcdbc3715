/** A field of work: its things by kind, and facts and actions that fit nowhere else. */
import { KINDS, type Kind } from './kinds.ts';
import { lines } from './lines.ts';

export interface Subject {
  readonly thing: string;
  readonly kind: Kind;
}

export interface Area {
  /** As in 关于…方面. */
  readonly name: string;
  readonly subjects: readonly Subject[];
  readonly facts: readonly string[];
  readonly actions: readonly string[];
}

/** `things`: one line per kind, `rule 陪餐制度 留样制度`. */
export function area(name: string, things: string, facts: string, actions: string): Area {
  return {
    name,
    subjects: things.trim().split('\n').flatMap(subjectsIn),
    facts: lines(facts),
    actions: lines(actions),
  };
}

function subjectsIn(line: string): Subject[] {
  const [first, ...things] = line.trim().split(' ');
  const kind = KINDS.find((each) => each === first);
  if (kind === undefined) throw new Error(`no such kind: ${line}`);
  return things.map((thing) => ({ thing, kind }));
}
