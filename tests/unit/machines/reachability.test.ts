/** Every state, every transition and both outcomes of every guard are reached; every stored snapshot survives storing. */
import { getShortestPaths } from 'xstate/graph';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import {
  eventGuards,
  guardHolds,
  stateGuards,
  type GuardName,
} from '../../../machines/finding-guards.ts';
import { findingMachine } from '../../../machines/finding.ts';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { dispositionSchema } from '../../../machines/words.ts';
import { explorations, type Exploration } from './explorations.ts';
import { mayReopen } from './history.ts';
import { onwardEvent } from './onward-events.ts';
import { plausibleEvents } from './plausible-events.ts';
import { answer, stages } from './school-stages.ts';

type Snapshot = ReturnType<typeof findingMachine.resolveState>;
type Transition = NonNullable<ReturnType<typeof findingMachine.getTransitionData>>[number];

/** On a slow machine, with coverage, the exploration has taken more than a minute. */
const patienceMs = 300_000;

const guardNames = [...Object.keys(stateGuards), ...Object.keys(eventGuards)] as GuardName[];
const asStored = ({ value, context }: Snapshot) => ({ value, context }) as FindingSnapshot;

/** All that decides where a finding can go, and no more: so that the space stays finite. */
function outline({ value, context }: Snapshot): string {
  const { measures, level, cycle, clocks, objections, disposition, approvals, plan } = context;
  const { disclosure = {}, promises = [] } = context;
  const running = new Set(clocks.map(({ no }) => no));
  return JSON.stringify([
    value,
    Object.values(stateGuards).map((guard) => guard(context)),
    measures.map(({ state, unit, person }) => [state, unit, person]),
    clocks.map(({ clock, state }) => [clock, state]),
    objections.map(({ open }) => open),
    [level, cycle, disposition, plan],
    approvals.map(({ methods = [] }) => methods.length),
    Object.keys(disclosure).toSorted(),
    promises.filter(({ clockNo }) => running.has(clockNo)).map(({ passed }) => passed),
  ]);
}

function explore({ input, eventsFrom }: Exploration): readonly Snapshot[] {
  return getShortestPaths(findingMachine, {
    input,
    events: (state) => eventsFrom(asStored(state)),
    filterEvents: ({ context }, event) => !mayReopen(event) || context.cycle < 2,
    serializeState: outline,
    limit: 1_000_000,
  }).map(({ state }) => state);
}

const transitionName = ({ source, eventType }: Transition, place: number) =>
  `${source.id} ${eventType} ${place}`;

const declared = [...nodesUnder(findingMachine.root)].flatMap((node) =>
  [...node.transitions.values()].flatMap((list) =>
    list.map((transition, place) => transitionName(transition, place)),
  ),
);

function* nodesUnder(node: typeof findingMachine.root): Generator<typeof findingMachine.root> {
  yield node;
  for (const child of Object.values(node.states)) yield* nodesUnder(child);
}

describe('of all that plausible people can do,', () => {
  const reached: Snapshot[] = [];
  const taken = new Set<string>();
  const outcomes = new Set<string>();

  beforeAll(() => {
    for (const exploration of explorations) {
      const found = explore(exploration);
      for (const snapshot of found) {
        for (const event of exploration.eventsFrom(asStored(snapshot))) note(snapshot, event);
      }
      reached.push(...found);
    }
  }, patienceMs);

  function note(snapshot: Snapshot, event: Given): void {
    for (const name of guardNames) {
      outcomes.add(`${name} ${guardHolds(name, snapshot.context, event)}`);
    }
    for (const transition of findingMachine.getTransitionData(snapshot, event) ?? []) {
      const siblings = transition.source.transitions.get(transition.eventType) ?? [];
      taken.add(transitionName(transition, siblings.indexOf(transition)));
    }
  }

  test('every stage is reached, running and paused', () => {
    const found = new Set(
      reached.map((snapshot) => {
        const { stage, hold } = standingOf(asStored(snapshot));
        return `${stage} ${hold}`;
      }),
    );
    const expected = stages.flatMap((stage) =>
      stage === 'closed' ? ['closed running'] : [`${stage} running`, `${stage} paused`],
    );
    expect([...found].toSorted()).toEqual(expected.toSorted());
  });

  test('every disposition is reached', () => {
    const found = new Set(reached.map(({ context }) => context.disposition));
    expect(found).toEqual(new Set([null, ...dispositionSchema.options]));
  });

  test('every transition of the machine is taken', () => {
    expect(declared.filter((name) => !taken.has(name))).toEqual([]);
  });

  test('every guard both holds and fails', () => {
    const wanted = guardNames.flatMap((name) => [`${name} true`, `${name} false`]);
    expect(wanted.filter((outcome) => !outcomes.has(outcome))).toEqual([]);
  });

  test('every snapshot comes back from JSON as it was, and goes on as it would have', () => {
    for (const snapshot of reached) {
      const stored = asStored(snapshot);
      const back = JSON.parse(JSON.stringify(stored)) as FindingSnapshot;
      expect(back).toEqual(stored);
      const event = [onwardEvent(stored), ...plausibleEvents(stored)].find(
        (each) => answer(stored, each).kind === 'accepted',
      ) as Given;
      expect(answer(back, event)).toEqual(answer(stored, event));
    }
  });
});
