/** What a caller may write: every event checked strictly, reasons where the ledger will need them. */
import { describe, expect, test } from 'vitest';
import {
  commandSchema,
  commandTypes,
  findingEventSchema,
  findingEventTypes,
  type FindingEventType,
} from '../../../machines/events.ts';
import {
  aMeasure,
  aPiece,
  eventTypes,
  linkedTypes,
  merged,
  noon,
  sampleEvents,
  seenAgain,
} from './school-case.ts';
import { aTarget } from './target-cases.ts';

const reasoned = [
  'CONTEST',
  'UPHOLD_CONTEST',
  'DISMISS_CONTEST',
  'RETURN_PLAN',
  'RETURN',
  'WAIVE_SEPARATION',
  'OBJECT',
  'DISMISS_OBJECTION',
  'WITHDRAW',
  'TRANSFER',
  'MERGE',
  'ACCEPT_RISK',
  'ORDER_RECHECK',
  'REOPEN',
  'REQUEST_EXTENSION',
  'EXTEND',
  'REFUSE_EXTENSION',
  'DECIDE_PROPOSAL',
  'PAUSE',
  'REFER',
  'COME_BACK',
  'RECLASSIFY',
] as const;

/** The samples as people give them: what the engine knows at that moment is not for them to say. */
const { gates, ...reclassify } = sampleEvents.RECLASSIFY;
const facts = new Set([
  'gates',
  'holds',
  'today',
  'lastDay',
  'drawnForRecheck',
  'target',
  'closedBefore',
]);
const asCommand = (type: FindingEventType): object =>
  Object.fromEntries(Object.entries(sampleEvents[type]).filter(([key]) => !facts.has(key)));
/** What the engine adds to them, where it knows it. */
const withFacts: readonly (readonly [FindingEventType, object])[] = [
  ['ATTEST_PLAN', { holds: ['accountableExecutive'] }],
  ['APPROVE_PLAN', { today: '2024-03-11' }],
  ['APPROVE_PLAN', { lastDay: '2024-09-11' }],
  ['ATTEST_RESULT', { holds: [] }],
  ['APPROVE', { holds: ['verifier'] }],
  ['WAIVE_SEPARATION', { holds: ['accountableExecutive'] }],
  ['CLOSE', { drawnForRecheck: true }],
  ['MERGE', { target: merged }],
  ['LINK_RECURRENCE', { closedBefore: seenAgain }],
  ['REQUEST_EXTENSION', { holds: ['actionOwner'] }],
  ['EXTEND', { holds: ['steeringGroup'] }],
  ['REFUSE_EXTENSION', { holds: ['steeringGroup'] }],
  ['ACKNOWLEDGE', { holds: ['actionOwner'] }],
  ['DECIDE_PROPOSAL', { holds: ['steeringGroup'] }],
];
const observe = (given: object) =>
  commandSchema.safeParse({
    type: 'OBSERVE',
    observation: { targetNo: 1, on: '2024-03-11', value: 16, ...given },
  });
const assign = (slots: object) => commandSchema.safeParse({ type: 'ASSIGN', slots }).success;

describe('an event', () => {
  test.each(eventTypes)('%s is known, and comes through the check as it went in', (type) => {
    expect(findingEventSchema.parse(sampleEvents[type])).toEqual(sampleEvents[type]);
  });

  test.each(eventTypes)('%s is refused with a member nobody knows', (type) => {
    const odd = { ...sampleEvents[type], state: 'closed' };
    expect(findingEventSchema.safeParse(odd).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['state'] },
    ]);
  });

  test.each(eventTypes)('%s may not bring its own actor or time', (type) => {
    const by = { kind: 'system', rule: 'self-made' };
    expect(findingEventSchema.safeParse({ ...sampleEvents[type], by }).success).toBe(false);
    expect(findingEventSchema.safeParse({ ...sampleEvents[type], at: noon }).success).toBe(false);
  });

  test.each(eventTypes)('%s comes back from JSON as it was', (type) => {
    const stored: unknown = JSON.parse(JSON.stringify(sampleEvents[type]));
    expect(findingEventSchema.parse(stored)).toEqual(sampleEvents[type]);
  });

  test.each(['', 'claim', 'CLOSED', 'xstate.init', '__proto__'])(
    'of the type %j is not known',
    (type) => {
      expect(findingEventSchema.safeParse({ type }).success).toBe(false);
    },
  );
});

describe('a command', () => {
  test('is any event but word of other findings, other rules and the passing of time', () => {
    const others = [...linkedTypes, 'MIGRATE', 'CLOCK_DUE', 'CLOCK_MOVED'] as const;
    expect([...commandTypes, ...others]).toEqual(eventTypes);
    expect(new Set(findingEventTypes)).toEqual(new Set(eventTypes));
    for (const type of others) {
      expect(commandSchema.safeParse(sampleEvents[type as FindingEventType]).success).toBe(false);
    }
  });

  test.each(commandTypes)('%s is written as its event is', (type) => {
    expect(commandSchema.parse(asCommand(type))).toEqual(asCommand(type));
  });

  test.each(withFacts)('%s does not bring what the engine adds: its event does', (type, added) => {
    const event = { ...sampleEvents[type], ...added };
    expect(commandSchema.safeParse(event).success).toBe(false);
    expect(findingEventSchema.parse(event)).toEqual(event);
  });

  test('to change the class does not bring the gates of that class: its event does', () => {
    expect(commandSchema.safeParse({ ...reclassify, gates }).success).toBe(false);
    expect(findingEventSchema.safeParse(reclassify).success).toBe(false);
    const held = { ...reclassify, gates, holds: ['steeringGroup'] };
    expect(findingEventSchema.parse(held)).toEqual(held);
  });

  test.each(reasoned)('%s gives a reason that says something', (type) => {
    const { reason, ...silent } = asCommand(type) as { reason: string };
    expect(reason).not.toBe('');
    expect(commandSchema.safeParse(silent).success).toBe(false);
    expect(commandSchema.safeParse({ ...silent, reason: ' \n' }).success).toBe(false);
    expect(commandSchema.safeParse({ ...silent, reason: 'x'.repeat(20_001) }).success).toBe(false);
  });

  test('has its texts trimmed', () => {
    expect(commandSchema.parse({ type: 'PAUSE', reason: '  等待批复\n' })).toEqual({
      type: 'PAUSE',
      reason: '等待批复',
    });
  });

  test('to close ends the duty unless it says that it goes on', () => {
    expect(commandSchema.parse({ type: 'CLOSE' })).toEqual({ type: 'CLOSE', sustained: false });
  });

  test.each(['RETURN', 'REOPEN'] as const)('%s gives one of the known reason codes', (type) => {
    const { reasonCode, ...uncoded } = sampleEvents[type];
    expect(reasonCode).not.toBe('');
    expect(commandSchema.safeParse(uncoded).success).toBe(false);
    expect(commandSchema.safeParse({ ...uncoded, reasonCode: 'whim' }).success).toBe(false);
  });

  test('names only posts that exist, and nobody without a name', () => {
    expect(assign({ verifier: 'wang' })).toBe(true);
    expect(assign({ janitor: 'wang' })).toBe(false);
    expect(assign({ verifier: ' ' })).toBe(false);
    expect(assign({ verifier: 'w'.repeat(121) })).toBe(false);
  });

  test.each([{}, { note: undefined }, { note: ' ' }])(
    'to drop a measure is refused without the reason for it: %j',
    (silent) => {
      const drop = { type: 'ADVANCE_MEASURE', no: 1, step: 'DROP' };
      const { error } = commandSchema.safeParse({ ...drop, ...silent });
      expect(error?.issues).toMatchObject([{ path: ['note'] }]);
      const explained = { ...drop, note: '该设备已报废' };
      expect(findingEventSchema.parse(explained)).toEqual(explained);
    },
  );

  test('to drop a measure says in plain words what it lacks', () => {
    const silent = { type: 'ADVANCE_MEASURE', no: 1, step: 'DROP' };
    expect(commandSchema.safeParse(silent).error?.issues).toMatchObject([
      { message: 'must say why the measure is dropped' },
    ]);
  });

  test.each(['START', 'COMPLETE', 'REDO'])('to %s a measure may go without a note', (step) => {
    expect(commandSchema.safeParse({ type: 'ADVANCE_MEASURE', no: 1, step }).success).toBe(true);
  });

  test.each([
    ['no measures', []],
    ['two measures of one number', [aMeasure(1), aMeasure(1)]],
    ['a measure with a member nobody knows', [{ ...aMeasure(1), state: 'done' }]],
  ])('to set measures is refused with %s', (_what, measures) => {
    expect(commandSchema.safeParse({ type: 'SET_MEASURES', measures }).success).toBe(false);
  });

  test.each([
    ['a hash in capitals', { sha256: 'A'.repeat(64) }],
    ['a short hash', { sha256: 'a'.repeat(63) }],
    ['an empty file', { bytes: 0 }],
    ['half a byte', { bytes: 1.5 }],
    ['no name', { name: '' }],
    ['a name too long for a file', { name: 'n'.repeat(256) }],
    ['a kind nobody knows', { kind: 'rumour' }],
    ['a member nobody knows', { path: '/etc/passwd' }],
  ])('to attach evidence is refused with %s', (_what, given) => {
    const evidence = { ...aPiece('e-1'), ...given };
    const event = { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence };
    expect(commandSchema.safeParse(event).success).toBe(false);
  });
});

describe('another version of the rules', () => {
  const migrate = sampleEvents.MIGRATE;

  test.each(['batch', 'policy', 'gates', 'reason'] as const)('says its %s', (member) => {
    const others = Object.entries(migrate).filter(([name]) => name !== member);
    expect(findingEventSchema.safeParse(Object.fromEntries(others)).success).toBe(false);
  });

  test.each([
    ['a batch that is no id', { batch: 'spring' }],
    ['a version that is none', { policy: { id: 'cn-inspection', version: 0 } }],
    ['rules without a name', { policy: { id: ' ', version: 4 } }],
    ['half the gates', { gates: { recheck: true } }],
    ['a reason that says nothing', { reason: ' \n' }],
    ['another class besides', { class: 'continuing' }],
  ])('is refused with %s', (_what, given) => {
    expect(findingEventSchema.safeParse({ ...migrate, ...given }).success).toBe(false);
  });

  test('may say what posts the giver holds', () => {
    const held = { ...migrate, holds: ['steeringGroup'] };
    expect(findingEventSchema.parse(held)).toEqual(held);
  });
});

describe('targets and what is measured of them', () => {
  test('may be none at all: a finding need not have any', () => {
    expect(commandSchema.parse({ type: 'SET_TARGETS', targets: [] })).toEqual({
      type: 'SET_TARGETS',
      targets: [],
    });
  });

  test('are refused with two targets of one number', () => {
    const targets = [aTarget(), aTarget()];
    expect(commandSchema.safeParse({ type: 'SET_TARGETS', targets }).success).toBe(false);
  });

  test('need no evidence to be measured by', () => {
    expect(observe({}).data).toEqual(sampleEvents.OBSERVE);
  });

  test.each([
    ['a figure in words', { value: '16%' }],
    ['a day that does not exist', { on: '2023-02-29' }],
    ['no target', { targetNo: 0 }],
    ['a member nobody knows', { unit: '%' }],
  ])('are not measured with %s', (_what, given) => {
    expect(observe(given).success).toBe(false);
  });
});

describe('a plan submitted', () => {
  test.each([undefined, { days: 10, unit: 'workday' }])('may say how often: %j', (reportEvery) => {
    expect(commandSchema.safeParse({ type: 'SUBMIT_PLAN', reportEvery }).success).toBe(true);
  });

  test.each([null, 10, { days: 0, unit: 'day' }, { days: 10, unit: 'week' }])(
    'may not say %j',
    (reportEvery) => {
      expect(commandSchema.safeParse({ type: 'SUBMIT_PLAN', reportEvery }).success).toBe(false);
    },
  );
});

test('a report on progress says something', () => {
  expect(commandSchema.safeParse({ type: 'REPORT_PROGRESS' }).success).toBe(false);
  expect(commandSchema.safeParse({ type: 'REPORT_PROGRESS', text: ' ' }).success).toBe(false);
});
