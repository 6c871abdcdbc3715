/** A risk accepted until a day, where the rules let that day pass: open again by itself, and looked at no sooner. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import { standingOf } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import {
  approvals,
  aRung,
  close,
  dueAt,
  early,
  late,
  reopen,
  sample,
  submit,
  wholePlan,
  workOn,
  type Setup,
} from './school-case.ts';
import {
  answer,
  due,
  findingAt,
  openStages,
  pausedAt,
  play,
  stageOf,
  take,
} from './school-stages.ts';

const expiring: Setup = { gates: { acceptanceExpires: true } };
const accept = sample('ACCEPT_RISK');
const accepted = play(findingAt('working', expiring), accept);
const told = [
  'tell reopened actionOwner',
  'tell reopened leadOfficial',
  'tell reopened accountableExecutive',
];

describe('a risk accepted', () => {
  test.each(openStages)('at %s has one clock, until its day', (at) => {
    const { snapshot, effects } = take(findingAt(at, expiring), accept);
    expect(effects.map(brief).filter((line) => line.startsWith('start'))).toEqual([
      `start ${snapshot.context.clockCount} recheck by 2025-12-31`,
    ]);
    expect(snapshot.context.clocks).toMatchObject([{ clock: 'recheck', state: 'running' }]);
    expect(snapshot.context.disposition).toBe('accepted');
  });

  test('while it was paused counts its day all the same', () => {
    const { snapshot } = take(pausedAt('working', expiring), accept);
    expect(standingOf(snapshot)).toMatchObject({ stage: 'closed', hold: 'running' });
    expect(snapshot.context.clocks).toMatchObject([{ clock: 'recheck', state: 'running' }]);
  });

  test.each([[{}], [{ acceptanceExpires: false }]])('for good under %j has none', (gates) => {
    expect(play(findingAt('working', { gates }), accept).context.clocks).toEqual([]);
  });

  test('is nothing else’s clock: what is struck off otherwise has none', () => {
    for (const type of ['WITHDRAW', 'TRANSFER', 'MERGE'] as const) {
      expect(play(findingAt('working', expiring), sample(type)).context.clocks).toEqual([]);
    }
  });

  test('is not re-inspected: nothing was put right', () => {
    for (const type of ['PASS_RECHECK', 'RECORD_RECHECK', 'ORDER_RECHECK'] as const) {
      expect(answer(accepted, sample(type))).toMatchObject({
        guard: 'wasRectified',
        allowed: ['SPOT_CHECK', 'REOPEN'],
      });
    }
    const notHeld = { ...sample('RECORD_RECHECK'), result: 'notHeld' } as Given;
    expect(answer(accepted, notHeld)).toMatchObject({ guard: 'wasRectified' });
  });

  test('may be reopened before its day, and its clock is void then', () => {
    expect(take(accepted, reopen).effects.map(brief)).toEqual([
      'void 4',
      'start 5 execute',
      ...told,
    ]);
  });
});

describe('the day until which it was accepted', () => {
  test('passed puts it to work, in another cycle and with the time of a reopening', () => {
    const { snapshot, effects } = take(accepted, due(accepted, 'recheck', late));
    expect(effects.map(brief)).toEqual([
      'tell late-notice actionOwner',
      'met 4',
      'start 5 execute',
      ...told,
    ]);
    expect(standingOf(snapshot)).toMatchObject({ stage: 'working', hold: 'running' });
    expect(snapshot.context).toMatchObject({
      cycle: 2,
      disposition: null,
      makers: [],
      breaches: [],
    });
  });

  test('passed is the same as reopening, but for the clock, which has run its time', () => {
    const silent = aRung('the day itself', dueAt, { to: [] });
    const ended = take(accepted, due(accepted, 'recheck', silent));
    const reopened = take(accepted, { ...reopen, reasonCode: 'failedRecheck' } as Given);
    expect(ended).toEqual(reopened);
  });

  test('that is only coming nearer leaves it closed', () => {
    const { snapshot, effects } = take(accepted, due(accepted, 'recheck', early));
    expect(effects.map(brief)).toEqual(['tell early-notice actionOwner']);
    expect(snapshot).toEqual(accepted);
  });

  test('passed counts though earlier steps are told with it, and though its clock only advises', () => {
    const both = due(accepted, 'recheck', early, late);
    expect(stageOf(play(accepted, both))).toBe('working');
    expect(stageOf(play(accepted, { ...both, mode: 'advisory' } as Given))).toBe('working');
  });

  test('passed is nothing to a clock that runs no more', () => {
    const again = play(accepted, reopen);
    expect(answer(again, due(accepted, 'recheck', late))).toMatchObject({
      guard: 'clockIsRunning',
    });
  });

  test('of a re-inspection that was due is a breach and no reopening', () => {
    const closed = findingAt('closed', expiring);
    const overdue = play(closed, due(closed, 'recheck', late));
    expect(stageOf(overdue)).toBe('closed');
    expect(overdue.context.breaches).toMatchObject([{ clock: 'recheck' }]);
  });

  test('passed gives back the rest of the work’s time where the rules say so', () => {
    const gates = { acceptanceExpires: true, reopening: { rule: 'remainder' as const } };
    const from = play(findingAt('working', { gates }), accept);
    const effects = take(from, due(from, 'recheck', late)).effects.map(brief);
    expect(effects).toContain('start 5 execute rest of 3');
  });

  test('may pass again where the risk is accepted anew', () => {
    const twice = play(accepted, due(accepted, 'recheck', late), accept);
    expect(play(twice, due(twice, 'recheck', late)).context).toMatchObject({ cycle: 3 });
  });

  test('is forgotten once the finding has been put right after all', () => {
    const open = play(accepted, due(accepted, 'recheck', late));
    const closed = play(open, ...workOn(wholePlan, 2), submit, ...approvals, close);
    expect(closed.context).toMatchObject({ disposition: 'rectified', cycle: 2 });
    expect(stageOf(play(closed, due(closed, 'recheck', late)))).toBe('closed');
  });
});
