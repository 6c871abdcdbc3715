/** What changes for people between two rehearsals: what they would get no more, newly, or at another time. */
import type { RehearsedNotice } from './life.ts';
import type { Rehearsal } from './simulate.ts';

/** One step of one clock as one person would hear of it. */
export interface Step {
  readonly at: number;
  readonly finding: string;
  readonly clock: string | null;
  readonly rung: string | null;
  readonly template: string;
  readonly person: string | null;
}

export interface Difference {
  /** Only under the first. A step that is worded otherwise is dropped and added. */
  readonly dropped: readonly Step[];
  /** Only under the second. */
  readonly added: readonly Step[];
  readonly moved: readonly (Step & { readonly movedTo: number })[];
  /** Steps that are the same under both. */
  readonly same: number;
}

export function differenceOf(
  first: Pick<Rehearsal, 'notices'>,
  second: Pick<Rehearsal, 'notices'>,
): Difference {
  const before = stepsOf(first.notices);
  const after = stepsOf(second.notices);
  const dropped: Step[] = [];
  const moved: (Step & { movedTo: number })[] = [];
  const found = new Set<string>();
  let same = 0;
  for (const [key, { step, speaks }] of before) {
    const other = after.get(key);
    const reworded = speaks && other?.speaks === true && other.step.template !== step.template;
    if (other === undefined || reworded) {
      dropped.push(step);
      continue;
    }
    found.add(key);
    if (other.step.at === step.at) same += 1;
    else moved.push({ ...step, movedTo: other.step.at });
  }
  const added = [...after].filter(([key]) => !found.has(key)).map(([, { step }]) => step);
  return { dropped, added, moved, same };
}

interface Told {
  readonly step: Step;
  /** The notice is worded by this step: by the last of those it names. */
  readonly speaks: boolean;
}

/** By what makes it the same step. A notice that names several rungs is several steps. */
function stepsOf(notices: readonly RehearsedNotice[]): ReadonlyMap<string, Told> {
  const steps = new Map<string, Told>();
  const turns = new Map<string, number>();
  for (const { at, finding, template, rungs, to, why } of notices) {
    const { number } = finding;
    const clock = why.clock === null ? null : `${why.clock.kind} ${why.clock.no}`;
    const person = to.person?.id ?? null;
    for (const rung of rungs.length === 0 ? [null] : rungs) {
      // Clocks by their turn: a policy with more of them numbers the later ones otherwise.
      const about = why.clock === null ? [template] : [why.clock.kind, why.clock.turn, rung];
      const key = JSON.stringify([number, ...about, person ?? { vacant: to.slot }]);
      // The same event may come again (returned twice): each time is a step of its own.
      const turn = (turns.get(key) ?? 0) + 1;
      turns.set(key, turn);
      const step = { at, finding: number, clock, rung, template, person };
      steps.set(`${key} ${turn}`, { step, speaks: rung === (rungs.at(-1) ?? null) });
    }
  }
  return steps;
}
