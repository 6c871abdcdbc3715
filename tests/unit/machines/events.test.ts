/** What a caller may write: every event checked strictly, reasons where the ledger will need them. */
import { describe, expect, test } from 'vitest';
import {
  clockDueSchema,
  commandSchema,
  commandTypes,
  findingEventSchema,
} from '../../../machines/events.ts';
import { aMeasure, aPiece, aRung, eventTypes, noon, sampleEvents } from './school-case.ts';

const reasoned = [
  'CONTEST',
  'UPHOLD_CONTEST',
  'DISMISS_CONTEST',
  'RETURN_PLAN',
  'RETURN',
  'OBJECT',
  'DISMISS_OBJECTION',
  'WITHDRAW',
  'TRANSFER',
  'MERGE',
  'ACCEPT_RISK',
  'REOPEN',
  'PAUSE',
] as const;

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
  test('is any event but the passing of time', () => {
    expect([...commandTypes, 'CLOCK_DUE']).toEqual(eventTypes);
    expect(commandSchema.safeParse(sampleEvents.CLOCK_DUE).success).toBe(false);
  });

  test.each(reasoned)('%s gives a reason that says something', (type) => {
    const { reason, ...silent } = sampleEvents[type];
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

describe('the report of a clock', () => {
  test.each([
    ['no rung', { rungs: [] }],
    ['a rung for nobody', { rungs: [{ ...aRung('r', noon), to: [] }] }],
    ['a rung with a member nobody knows', { rungs: [{ ...aRung('r', noon), cc: 'all' }] }],
    ['a rung before time began', { rungs: [aRung('r', -1)] }],
    ['a clock without a number', { clockNo: 0 }],
    ['a clock nobody knows', { clock: 'egg' }],
    ['a due instant between milliseconds', { dueAt: noon + 0.5 }],
  ])('is refused with %s', (_what, given) => {
    expect(clockDueSchema.safeParse({ ...sampleEvents.CLOCK_DUE, ...given }).success).toBe(false);
  });
});
