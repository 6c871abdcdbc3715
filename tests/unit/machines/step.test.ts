/** The pure step: what it answers, what it refuses, and that stored findings come back as they went. */
import { describe, expect, test } from 'vitest';
import { commandTypes } from '../../../machines/events.ts';
import type { Given } from '../../../machines/finding-context.ts';
import { findingMachineVersion } from '../../../machines/finding.ts';
import {
  advance,
  allowedCommands,
  openFinding,
  standingOf,
  type FindingSnapshot,
} from '../../../machines/step.ts';
import {
  anInput,
  approvals,
  give,
  late,
  observe,
  reclassified,
  sample,
  wholePlan,
  workOn,
} from './school-case.ts';
import {
  answer,
  due,
  findingAt,
  pausedAt,
  play,
  stages,
  take,
  type Stage,
} from './school-stages.ts';
import { aTarget } from './target-cases.ts';

const strikeOffs = ['WITHDRAW', 'TRANSFER', 'MERGE', 'ACCEPT_RISK'] as const;
/** Once nobody has been granted more time yet. */
const dated = ['REQUEST_EXTENSION', 'EXTEND', 'PAUSE', 'RECLASSIFY'] as const;
const off = [...strikeOffs, 'LINK_RECURRENCE'] as const;
const closeOut = ['CHECK_SIMILAR', 'SET_MECHANISM'] as const;
/** In lifecycle order, as people would be offered them. */
const allowedAt: Readonly<Record<Stage, readonly string[]>> = {
  open: ['CLAIM', 'ASSIGN', 'NUDGE', 'CONTEST', ...off, ...dated],
  claimed: [
    'ASSIGN',
    'NUDGE',
    'CONTEST',
    'SET_MEASURES',
    'SET_TARGETS',
    'SET_CAUSE',
    ...off,
    ...dated,
  ],
  contested: ['ASSIGN', 'NUDGE', 'UPHOLD_CONTEST', 'DISMISS_CONTEST', ...off, ...dated],
  planInReview: ['ASSIGN', 'NUDGE', 'ATTEST_PLAN', 'APPROVE_PLAN', 'RETURN_PLAN', ...off, ...dated],
  planned: ['ASSIGN', 'NUDGE', 'SET_CAUSE', 'START', ...off, ...dated],
  working: [
    'ASSIGN',
    'NUDGE',
    'SET_CAUSE',
    'ADVANCE_MEASURE',
    'ATTACH_EVIDENCE',
    'REPORT_PROGRESS',
    'ATTEST_RESULT',
    ...closeOut,
    ...off,
    ...dated,
  ],
  inReview: [
    'ASSIGN',
    'NUDGE',
    'APPROVE',
    'RETURN',
    'SPOT_CHECK',
    ...off,
    'REQUEST_EXTENSION',
    'EXTEND',
    'PAUSE',
  ],
  awaitingClosure: [
    'ASSIGN',
    'NUDGE',
    'RETURN',
    'SPOT_CHECK',
    ...closeOut,
    'DECIDE_DISCLOSURE',
    'OPEN_PUBLIC_NOTICE',
    'OBJECT',
    'CLOSE',
    ...off,
    'PAUSE',
  ],
  publicNotice: [
    'ASSIGN',
    'NUDGE',
    'RETURN',
    'SPOT_CHECK',
    ...closeOut,
    'DECIDE_DISCLOSURE',
    'OBJECT',
    ...off,
    'PAUSE',
  ],
  closed: ['SPOT_CHECK', 'PASS_RECHECK', 'RECORD_RECHECK', 'REOPEN'],
};
/** Under way without a plan, and without a measure so far. */
const bare = play(findingAt('open', { gates: { planMayBeSkipped: true } }), sample('START'));
const untargeted = findingAt('working');
const targeted = findingAt('working', { targets: [aTarget()] });
const done = play(targeted, ...workOn(wholePlan));
const bystander = { type: 'NOT_A_COMMAND', by: sample('CLAIM').by, at: 0 } as unknown as Given;

describe('a refusal', () => {
  test.each(stages)('at %s lists exactly the commands that are allowed', (at) => {
    const snapshot = findingAt(at);
    expect(answer(snapshot, bystander)).toEqual({
      kind: 'refused',
      guard: 'stateAcceptsEvent',
      allowed: allowedAt[at],
    });
    expect(allowedCommands(findingMachineVersion, snapshot)).toEqual(allowedAt[at]);
  });

  test('while paused lists what a pause leaves open', () => {
    expect(allowedCommands(findingMachineVersion, pausedAt('working'))).toEqual([
      'ASSIGN',
      ...off,
      'RESUME',
    ]);
    const objected = play(pausedAt('publicNotice'), sample('OBJECT'));
    expect(allowedCommands(findingMachineVersion, objected)).toEqual([
      'ASSIGN',
      'SPOT_CHECK',
      'OBJECT',
      'DISMISS_OBJECTION',
      ...off,
      'RESUME',
    ]);
  });

  test.each([
    ['START', findingAt('open'), findingAt('open', { gates: { planMayBeSkipped: true } })],
    ['SUBMIT_PLAN', findingAt('claimed'), play(findingAt('claimed'), sample('SET_MEASURES'))],
    ['APPROVE_PLAN', findingAt('planInReview', { slots: {} }), findingAt('planInReview')],
    ['ADVANCE_MEASURE', bare, findingAt('working')],
    ['ATTACH_EVIDENCE', bare, findingAt('working')],
    ['SUBMIT', findingAt('working'), play(findingAt('working'), ...workOn(wholePlan))],
    ['SUBMIT', play(done, observe(16)), play(done, observe(20))],
    ['OBSERVE', untargeted, targeted],
    [
      'SET_TARGETS',
      targeted,
      play(findingAt('closed'), give({ type: 'REOPEN', reasonCode: 'relapse', reason: '反弹' })),
    ],
    ['EXTEND', findingAt('working', { gates: { extensionsMax: 0 } }), untargeted],
    ['EXTEND', play(untargeted, due(untargeted, 'execute', late)), untargeted],
    ['EXTEND', play(untargeted, sample('EXTEND')), untargeted],
    [
      'APPROVE',
      findingAt('inReview', { gates: { verificationLevels: [] } }),
      play(findingAt('inReview'), ...approvals.slice(0, 1)),
    ],
    [
      'DISMISS_OBJECTION',
      play(findingAt('publicNotice'), sample('OBJECT'), sample('DISMISS_OBJECTION')),
      play(findingAt('publicNotice'), sample('OBJECT')),
    ],
    ['CLOSE', play(findingAt('awaitingClosure'), sample('OBJECT')), findingAt('awaitingClosure')],
    ['PASS_RECHECK', play(findingAt('closed'), sample('PASS_RECHECK')), findingAt('closed')],
    ['ACCEPT_RISK', findingAt('open', { gates: { riskAcceptance: false } }), findingAt('open')],
  ] as const)('lists %s only where the finding itself allows it', (type, unready, ready) => {
    expect(allowedCommands(findingMachineVersion, unready)).not.toContain(type);
    expect(allowedCommands(findingMachineVersion, ready)).toContain(type);
  });

  test('never offers the passing of time as a command', () => {
    const offered = allowedCommands(findingMachineVersion, findingAt('working'));
    for (const time of ['CLOCK_DUE', 'CLOCK_MOVED']) {
      expect(commandTypes).not.toContain(time);
      expect(offered).not.toContain(time);
    }
  });

  test('carries no next state, and leaves the one it was given alone', () => {
    const snapshot = findingAt('working');
    const before = structuredClone(snapshot);
    const step = answer(snapshot, sample('APPROVE'));
    expect(Object.keys(step).toSorted()).toEqual(['allowed', 'guard', 'kind']);
    expect(snapshot).toEqual(before);
  });

  test.each(['xstate.init', 'xstate.stop', 'xstate.done.state.finding', '*', '', '__proto__'])(
    'meets the event type %j as it meets any stranger',
    (type) => {
      expect(answer(findingAt('open'), { ...bystander, type } as unknown as Given)).toMatchObject({
        kind: 'refused',
        guard: 'stateAcceptsEvent',
      });
    },
  );
});

describe('a stale wake-up', () => {
  const working = findingAt('working');
  const event = due(working, 'execute', late);
  test.each([
    ['held', findingAt('inReview')],
    ['stopped', findingAt('awaitingClosure')],
    ['held by a pause', pausedAt('working')],
    ['replaced by an extension', play(working, sample('EXTEND'))],
    ['replaced for another class', play(working, reclassified())],
    ['replaced after reopening', play(findingAt('closed'), sample('REOPEN'))],
    ['not of this finding', { ...working, context: { ...working.context, clocks: [] } }],
  ])('for a clock that is %s is refused', (_how, snapshot) => {
    expect(answer(snapshot, event)).toMatchObject({ kind: 'refused', guard: 'clockIsRunning' });
  });
});

describe('a finding', () => {
  test('opens with its plan clock running and word to the people responsible', () => {
    const opened = openFinding(anInput());
    expect(standingOf(opened.snapshot)).toEqual({
      state: 'identified',
      stage: 'open',
      hold: 'running',
    });
    expect(opened.snapshot.context.clocks).toEqual([{ no: 1, clock: 'plan', state: 'running' }]);
    expect(opened.effects).toEqual([
      { kind: 'clock.start', clockNo: 1, clock: 'plan', basis: { kind: 'rule' }, follows: null },
      {
        kind: 'notice.owe',
        template: 'feedback-received',
        to: 'actionOwner',
        clockNo: null,
        rungs: [],
      },
      {
        kind: 'notice.owe',
        template: 'feedback-received',
        to: 'leadOfficial',
        clockNo: null,
        rungs: [],
      },
    ]);
  });

  test('opens the same way each time', () => {
    expect(openFinding(anInput())).toEqual(openFinding(anInput()));
  });

  test.each([
    ['open', 'identified'],
    ['claimed', 'identified'],
    ['contested', 'identified'],
    ['planInReview', 'identified'],
    ['planned', 'planned'],
    ['working', 'inProgress'],
    ['inReview', 'inProgress'],
    ['awaitingClosure', 'verified'],
    ['publicNotice', 'verified'],
    ['closed', 'closed'],
  ] as const)('at %s is %s in the ledger', (stage, state) => {
    expect(standingOf(findingAt(stage))).toEqual({ state, stage, hold: 'running' });
  });

  test('brought back a thousand times owes nothing for it', () => {
    const stored = findingAt('planned');
    for (let restored = 0; restored < 1_000; restored += 1) {
      expect(take(stored, { ...sample('ASSIGN'), slots: {} } as Given)).toEqual({
        kind: 'accepted',
        snapshot: stored,
        effects: [],
      });
    }
  });

  test('stored with its keys in another order is the same finding', () => {
    const { context } = findingAt('working');
    const value = { hold: 'running', lifecycle: { inProgress: 'working' } } as const;
    expect(standingOf(take({ context, value }, sample('ADVANCE_MEASURE')).snapshot).stage).toBe(
      'working',
    );
  });
});

describe('a stored state these rules do not know', () => {
  const { context } = findingAt('open');
  const known = findingAt('open').value;
  test.each([
    ['a stage of another version', { ...known, lifecycle: { identified: 'triaged' } }],
    ['a state of another version', { ...known, lifecycle: 'triaged' }],
    ['a region of another version', { ...known, archive: 'kept' }],
    ['a state with a stage it does not have', { ...known, lifecycle: { planned: 'open' } }],
    ['a state without the stage it should have', { ...known, lifecycle: 'identified' }],
    ['a name every object answers to', { ...known, lifecycle: 'toString' }],
    ['no hold', { lifecycle: 'planned' }],
    ['no lifecycle', { hold: 'running' }],
    ['nothing at all', {}],
    ['a list', []],
    ['a number', 5],
    ['null', null],
  ])('(%s) is answered as unreadable, and nothing is decided', (_what, value) => {
    const stored = { value, context } as unknown as FindingSnapshot;
    expect(answer(stored, sample('CLAIM'))).toEqual({
      kind: 'unreadable',
      why: expect.any(String),
    });
    expect(allowedCommands(findingMachineVersion, stored)).toEqual([]);
  });

  test('nor is one of rules that are not here', () => {
    expect(advance(99, findingAt('open'), sample('CLAIM'))).toEqual({
      kind: 'unreadable',
      why: 'no finding rules of version 99',
    });
    expect(allowedCommands(99, findingAt('open'))).toEqual([]);
  });
});
