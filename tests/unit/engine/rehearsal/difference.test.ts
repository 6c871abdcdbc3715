import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../../../src/engine/rehearsal/difference.ts';
import type { RehearsedNotice } from '../../../../src/engine/rehearsal/life.ts';

interface Given {
  at?: number;
  finding?: string;
  template?: string;
  rungs?: readonly string[];
  person?: string | null;
  slot?: 'actionOwner' | 'verifier';
  /** Null for a notice that no clock gives. */
  clock?: { no: number; turn: number } | null;
}

function told(given: Given = {}): RehearsedNotice {
  const { at = 100, finding = 'F-1', template = 'reminder', rungs = ['T-3'] } = given;
  const { person = 'he', slot = 'actionOwner', clock = { no: 1, turn: 1 } } = given;
  return {
    at,
    finding: { id: `id of ${finding}`, number: finding, title: '问题' },
    template,
    rungs: clock === null ? [] : rungs,
    to: { slot, fallbackSlot: null, person: person === null ? null : { id: person, name: '' } },
    why: {
      event: clock === null ? 'RETURN' : 'CLOCK_DUE',
      policy: { id: 'p', version: 1 },
      clock:
        clock === null
          ? null
          : { ...clock, kind: 'plan', ruleId: 'r', dueAt: 900, provisional: false },
    },
  };
}

const between = (before: readonly RehearsedNotice[], after: readonly RehearsedNotice[]) =>
  differenceOf({ notices: before }, { notices: after });

const returned = (at: number) => told({ clock: null, template: 'returned', at });
const vacant = (slot: 'actionOwner' | 'verifier') => told({ person: null, slot });

const nothing = { dropped: [], added: [], moved: [], same: 0 };

describe('the difference of two rehearsals', () => {
  test('of two without notices, or of one and itself, is none', () => {
    expect(between([], [])).toEqual(nothing);
    const notices = [told(), told({ rungs: ['T-1'], at: 200 }), told({ clock: null })];
    expect(between(notices, notices)).toEqual({ ...nothing, same: 3 });
  });

  test('names what somebody gets no more, what they get newly, and what comes at another time', () => {
    const before = [told({ rungs: ['T-3'] }), told({ rungs: ['T-1'], at: 200 })];
    const after = [told({ rungs: ['T-1'], at: 250 }), told({ rungs: ['T0'], at: 300 })];
    const step = { finding: 'F-1', clock: 'plan 1', template: 'reminder', person: 'he' };
    expect(between(before, after)).toEqual({
      dropped: [{ ...step, at: 100, rung: 'T-3' }],
      moved: [{ ...step, at: 200, rung: 'T-1', movedTo: 250 }],
      added: [{ ...step, at: 300, rung: 'T0' }],
      same: 0,
    });
  });

  test('tells people, findings, clocks and rungs apart', () => {
    const before = [told()];
    for (const other of [
      { person: 'lu' },
      { person: null },
      { finding: 'F-2' },
      { rungs: ['T-1'] },
      { clock: { no: 2, turn: 2 } },
    ]) {
      const { dropped, added, moved, same } = between(before, [told(other)]);
      expect([dropped.length, added.length, moved.length, same]).toEqual([1, 1, 0, 0]);
    }
  });

  test('compares rung by rung what one mail tells of several', () => {
    const before = [told({ rungs: ['T-3', 'T-1', 'T0'], template: 'due-today', at: 300 })];
    const after = [told({ rungs: ['T-1', 'T0'], template: 'due-today', at: 300 })];
    expect(between(before, after)).toMatchObject({ dropped: [{ rung: 'T-3' }], same: 2 });
    const apart = ['T-3', 'T-1'].map((rung) => told({ rungs: [rung], at: 300 }));
    const last = told({ rungs: ['T0'], template: 'due-today', at: 300 });
    // Told one by one, or in one mail worded by the last of them: these are the same steps.
    expect(between(before, [...apart, last])).toEqual({ ...nothing, same: 3 });
  });

  test('counts a step that is worded otherwise as dropped and added', () => {
    const { dropped, added, moved, same } = between(
      [told({ template: 'reminder' })],
      [told({ template: 'due-today' })],
    );
    expect(dropped).toMatchObject([{ rung: 'T-3', template: 'reminder' }]);
    expect(added).toMatchObject([{ rung: 'T-3', template: 'due-today' }]);
    expect([moved, same]).toEqual([[], 0]);
  });

  test('knows a clock again that another policy numbers otherwise', () => {
    const before = [told({ clock: { no: 5, turn: 2 } })];
    const after = [told({ clock: { no: 4, turn: 2 } })];
    expect(between(before, after)).toEqual({ ...nothing, same: 1 });
  });

  test('tells what happens twice from what happens once', () => {
    expect(between([returned(1), returned(9)], [returned(1)])).toMatchObject({
      dropped: [{ at: 9, template: 'returned', clock: null, rung: null }],
      same: 1,
    });
  });

  test('tells two vacant posts apart', () => {
    const { dropped, same } = between(
      [vacant('actionOwner'), vacant('verifier')],
      [vacant('verifier')],
    );
    expect([dropped.length, same]).toEqual([1, 1]);
  });
});
