/** The pen: whatever it writes into the context of clocks, it also says as an effect. */
import { describe, expect, test } from 'vitest';
import { Change } from '../../../machines/finding-change.ts';
import { newFinding, type RunningClock } from '../../../machines/finding-context.ts';
import { anInput, noon, oldLedger, owner, person, policyRule } from './school-case.ts';

const begin = () => new Change(newFinding(anInput()));
const by = { kind: 'day', day: '2024-09-30' } as const;

describe('a clock', () => {
  test('started takes the next number, also when others have ended', () => {
    const change = begin().stopClocks('met', 'plan').startClock('execute', by);
    expect(change.context).toMatchObject({
      clockCount: 2,
      clocks: [{ no: 2, clock: 'execute', state: 'running' }],
    });
    expect(change.effects).toEqual([
      { kind: 'clock.stop', clockNo: 1, outcome: 'met' },
      { kind: 'clock.start', clockNo: 2, clock: 'execute', basis: by, follows: null },
    ]);
  });

  test('started without more goes by its rule, and carries on no other', () => {
    expect(begin().startClock('verify').effects).toEqual([
      { kind: 'clock.start', clockNo: 2, clock: 'verify', basis: { kind: 'rule' }, follows: null },
    ]);
  });

  test('held is held once, and released once', () => {
    const change = begin().holdClocks('plan').holdClocks('plan').releaseClocks('plan');
    change.releaseClocks('plan');
    expect(change.effects).toEqual([
      { kind: 'clock.hold', clockNo: 1 },
      { kind: 'clock.release', clockNo: 1 },
    ]);
    expect(change.context.clocks).toEqual([{ no: 1, clock: 'plan', state: 'running' }]);
  });

  test('of another kind is not touched', () => {
    const change = begin()
      .holdClocks('verify')
      .releaseClocks('verify')
      .stopClocks('void', 'verify');
    expect(change.effects).toEqual([]);
    expect(change.context).toEqual(begin().context);
  });

  test('that carries on another says which', () => {
    const rest = { kind: 'remainder', of: 1 } as const;
    expect(begin().stopAllClocks('met').startClock('plan', rest).effects.at(-1)).toEqual({
      kind: 'clock.start',
      clockNo: 2,
      clock: 'plan',
      basis: rest,
      follows: 1,
    });
  });

  test('replaced has another in its place, and is void', () => {
    const change = begin().startClock('verify');
    const [plan] = change.context.clocks;
    change.replaceClock(plan as RunningClock, by);
    expect(change.context).toMatchObject({
      clockCount: 3,
      clocks: [
        { no: 2, clock: 'verify', state: 'running' },
        { no: 3, clock: 'plan', state: 'running' },
      ],
    });
    expect(change.effects.slice(-2)).toEqual([
      { kind: 'clock.start', clockNo: 3, clock: 'plan', basis: by, follows: 1 },
      { kind: 'clock.stop', clockNo: 1, outcome: 'void' },
    ]);
  });

  test('replaced while it is held has a held one in its place', () => {
    const change = begin().holdClocks('plan');
    change.replaceClock(change.context.clocks[0] as RunningClock, { kind: 'again', of: 1 });
    expect(change.context.clocks).toEqual([{ no: 2, clock: 'plan', state: 'held' }]);
    expect(change.releaseClocks('plan').effects.at(-1)).toEqual({
      kind: 'clock.release',
      clockNo: 2,
    });
  });

  test('stopped with all others leaves none behind', () => {
    const change = begin().startClock('verify').holdClocks('plan').stopAllClocks('void');
    expect(change.context.clocks).toEqual([]);
    expect(change.effects.slice(-2)).toEqual([
      { kind: 'clock.stop', clockNo: 1, outcome: 'void' },
      { kind: 'clock.stop', clockNo: 2, outcome: 'void' },
    ]);
  });
});

describe('the rest of the execution', () => {
  test('is that of its latest clock, whether that has ended or not', () => {
    const change = begin().startClock('execute').startClock('execute').startClock('verify');
    expect(change.restOfExecution()).toEqual({ kind: 'remainder', of: 3 });
    expect(change.stopAllClocks('met').restOfExecution()).toEqual({ kind: 'remainder', of: 3 });
  });

  test('is the rule’s period where there never was one', () => {
    expect(begin().stopAllClocks('void').restOfExecution()).toEqual({ kind: 'rule' });
  });

  test('is that of the clock which took the place of another', () => {
    const change = begin().startClock('execute');
    const [, execute] = change.context.clocks;
    change.replaceClock(execute as RunningClock, { kind: 'longer', of: 2, days: 30 });
    expect(change.restOfExecution()).toEqual({ kind: 'remainder', of: 3 });
  });
});

describe('a pause', () => {
  test('holds what runs, and its end releases exactly that', () => {
    const paused = begin().holdClocks('plan').startClock('verify').pause(noon);
    expect(paused.context).toMatchObject({
      pause: { at: noon, clockNos: [2] },
      clocks: [{ state: 'held' }, { state: 'held' }],
    });
    const resumed = paused.resume();
    expect(resumed.context).toMatchObject({
      pause: null,
      clocks: [
        { no: 1, state: 'held' },
        { no: 2, state: 'running' },
      ],
    });
    expect(resumed.effects.at(-1)).toEqual({ kind: 'clock.release', clockNo: 2 });
  });

  test('that never began can end without a trace', () => {
    const change = begin().resume();
    expect(change.effects).toEqual([]);
    expect(change.context).toEqual(begin().context);
  });
});

describe('the makers of a cycle', () => {
  test('are remembered once each, by person and unit', () => {
    const change = begin()
      .madeBy(owner)
      .madeBy(person('chen', 'school'))
      .madeBy(person('chen', 'academy'));
    expect(change.context.makers).toEqual([
      { persons: ['chen'], unit: 'school' },
      { persons: ['chen'], unit: 'academy' },
    ]);
  });

  test('do not mix up a name with a comma and a pair of names', () => {
    const change = begin()
      .madeBy(person('ma,chen'))
      .madeBy({ kind: 'delegate', id: 'ma', actingFor: 'chen', unit: null });
    expect(change.context.makers).toHaveLength(2);
  });

  test('are people: rules and imports make nothing', () => {
    expect(begin().madeBy(policyRule).madeBy(oldLedger).context.makers).toEqual([]);
  });
});

describe('word to a post', () => {
  test('is one notice for each', () => {
    expect(begin().tell('closed', 'actionOwner', 'verifier').effects).toEqual([
      { kind: 'notice.owe', template: 'closed', to: 'actionOwner', clockNo: null, rungs: [] },
      { kind: 'notice.owe', template: 'closed', to: 'verifier', clockNo: null, rungs: [] },
    ]);
  });
});

test('a change leaves the context it was begun with alone', () => {
  const context = Object.freeze(newFinding(anInput()));
  const change = new Change(context).madeBy(owner).startClock('verify').pause(noon);
  expect(change.context).not.toBe(context);
  expect(context).toEqual(newFinding(anInput()));
});
