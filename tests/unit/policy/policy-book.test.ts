import { describe, expect, test } from 'vitest';
import { RectiflowError } from '../../../src/errors.ts';
import { cnInspection1 } from '../../../src/policy/cn-inspection-1.ts';
import { createPolicyBook } from '../../../src/policy/policy-book.ts';

const days = { units: ['day'] } as const;
const daysAndWorkdays = { units: ['day', 'workday'] } as const;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The default policy with the value at some path exchanged, e.g. `classes.phased.clocks.plan`. */
function changed(path: string, value: unknown): unknown {
  const policy = structuredClone(cnInspection1) as unknown as Json;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let target: Json = policy;
  for (const key of keys) target = (target as Record<string, Json>)[key] ?? {};
  (target as Record<string, unknown>)[last] = value;
  return policy;
}

function without(path: string): unknown {
  return changed(path, undefined);
}

/** The lines a policy is refused with. */
function problemsOf(policy: unknown, calendar: Parameters<typeof createPolicyBook>[0] = days) {
  try {
    createPolicyBook(calendar, [policy]);
  } catch (error) {
    if (!(error instanceof RectiflowError) || error.code !== 'policy_invalid') throw error;
    return error.message.split('\n  ').slice(1);
  }
  return [];
}

const rung = (name: string, offset: number) => ({
  rung: name,
  offset,
  unit: 'day',
  template: 'reminder',
  to: ['actionOwner'],
});

describe('a policy that is not usable is refused with one line per problem, each with its path', () => {
  test.each<[string, unknown, RegExp[]]>([
    ['a member nobody knows', changed('remarks', 'x'), [/^: Unrecognized key: "remarks"$/]],
    [
      'a member nobody knows, further in',
      changed('classes.phased.clocks.plan.grace', 3),
      [/^classes\.phased\.clocks\.plan: Unrecognized key: "grace"$/],
    ],
    ['no name', changed('id', ''), [/^id: /]],
    ['a version that is none', changed('version', 0), [/^version: /]],
    ['a time that is none', changed('sendAt', '24:00'), [/^sendAt: must be a time of day, HH:MM$/]],
    ['a class left out', without('classes.continuing'), [/^classes\.continuing: /]],
    ['a class nobody knows', changed('classes.someday', {}), [/^classes: .*"someday"/]],
    [
      'a clock left out',
      without('classes.phased.clocks.recheck'),
      [/^classes\.phased\.clocks\.recheck: /],
    ],
    [
      'a clock nobody knows',
      changed('classes.phased.clocks.lunch', {}),
      [/^classes\.phased\.clocks: .*"lunch"/],
    ],
    [
      'a period of no days',
      changed('classes.phased.clocks.plan.period.days', 0),
      [/^classes\.phased\.clocks\.plan\.period\.days: /],
    ],
    [
      'a period in hours',
      changed('classes.phased.clocks.plan.period.unit', 'hour'),
      [/^classes\.phased\.clocks\.plan\.period\.unit: /],
    ],
    [
      'a source left out',
      changed('classes.phased.clocks.plan.source', ''),
      [/^classes\.phased\.clocks\.plan\.source: /],
    ],
    [
      'a cadence that does not exist',
      changed('classes.phased.clocks.plan.cadence', 'weekly'),
      [
        /^classes\.phased\.clocks\.plan\.cadence: no cadence "weekly"; there are: rectification, checking, publicNotice, lookBack$/,
      ],
    ],
    [
      'two rungs of one name',
      changed('cadences.checking.rungs', [rung('V0', 0), rung('V0', 1)]),
      [/^cadences\.checking\.rungs\.1\.rung: "V0" names two rungs/],
    ],
    [
      'a rung named like the repetition',
      changed('cadences.checking.rungs', [rung('check-weekly', 0)]),
      [/^cadences\.checking\.rungs\.0\.rung: "check-weekly" names two rungs/],
    ],
    [
      'a rung named like a turn of the repetition, whose notices would be lost',
      changed('cadences.checking.rungs', [rung('check-weekly-2', 0)]),
      [/^cadences\.checking\.rungs\.0\.rung: "check-weekly-2" names two rungs/],
    ],
    [
      'rungs that are not in order',
      changed('cadences.checking.rungs', [rung('a', 1), rung('b', 0)]),
      [/^cadences\.checking\.rungs\.1\.offset: rungs must be in order of time/],
    ],
    [
      'two rungs of one day',
      changed('cadences.checking.rungs', [rung('a', 1), rung('b', 1)]),
      [/^cadences\.checking\.rungs\.1\.offset: /],
    ],
    [
      'a cadence without rungs',
      changed('cadences.checking.rungs', []),
      [/^cadences\.checking\.rungs: /],
    ],
    [
      'a cadence that falls silent',
      without('cadences.checking.repeat'),
      [/^cadences\.checking\.repeat: /],
    ],
    [
      'a repetition that never comes on',
      changed('cadences.checking.repeat.every', 0),
      [/^cadences\.checking\.repeat\.every: /],
    ],
    [
      'a rung for nobody',
      changed('cadences.checking.rungs.0.to', []),
      [/^cadences\.checking\.rungs\.0\.to: /],
    ],
    [
      'a rung for a post nobody knows',
      changed('cadences.checking.rungs.0.to', ['janitor']),
      [/^cadences\.checking\.rungs\.0\.to\.0: /],
    ],
    [
      'a gate left out',
      without('classes.phased.gates.recheck'),
      [/^classes\.phased\.gates\.recheck: /],
    ],
    [
      'several things wrong, one line each',
      {
        ...(changed('cadences.checking.rungs', [rung('a', 1), rung('a', 0)]) as object),
        sendAt: 'noon',
        version: '1',
      },
      [
        /^version: /,
        /^sendAt: /,
        /^cadences\.checking\.rungs\.1\.rung: /,
        /^cadences\.checking\.rungs\.1\.offset: /,
      ],
    ],
    ['no policy at all', 'cn-inspection', [/^: /]],
    ['nothing', null, [/^: /]],
  ])('%s', (_what, policy, expected) => {
    const lines = problemsOf(policy);
    expect(lines).toEqual(expected.map((line) => expect.stringMatching(line) as unknown));
    for (const line of lines) expect(line).not.toContain('\n');
  });

  test('a name that only looks like a turn of the repetition is its own', () => {
    const policy = changed('cadences.checking.rungs', [
      rung('check-weekly-x', 0),
      rung('check-weekly-', 1),
      rung('check-weekly1', 2),
    ]);
    expect(problemsOf(policy)).toEqual([]);
  });
});

describe('a policy that counts working days', () => {
  const inWorkdays = (() => {
    const policy = changed(
      'classes.phased.clocks.plan.period.unit',
      'workday',
    ) as typeof cnInspection1;
    const { cadences } = policy;
    const [first, ...rest] = cadences.checking.rungs;
    const checking = {
      ...cadences.checking,
      rungs: [{ ...first, unit: 'workday' }, ...rest],
      repeat: { ...cadences.checking.repeat, unit: 'workday' },
    };
    return { ...policy, cadences: { ...cadences, checking } };
  })();

  test('is refused where the calendar has no data for them: every place is named', () => {
    expect(problemsOf(inWorkdays)).toEqual(
      [
        'cadences.checking.rungs.0.unit',
        'cadences.checking.repeat.unit',
        'classes.phased.clocks.plan.period.unit',
      ].map((path) => `${path}: counts in "workday", which the calendar in use has no data for`),
    );
  });

  test('is taken where it has', () => {
    expect(problemsOf(inWorkdays, daysAndWorkdays)).toEqual([]);
  });
});

test('the message begins by saying what it is about, and carries the lines as data as well', () => {
  const problems = [expect.stringMatching(/^sendAt: /) as unknown];
  expect(() => createPolicyBook(days, [changed('sendAt', 'noon')])).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /^规则集不可用 \/ the policy is not usable:\n {2}sendAt: /,
      ) as unknown,
      detail: expect.objectContaining({ problems }) as unknown,
    }) as Error,
  );
});

describe('a book of policies', () => {
  const second = { ...cnInspection1, version: 2, sendAt: '08:30' };

  test('holds the default policy when none is given', () => {
    const book = createPolicyBook(days);
    expect(book.current).toEqual({ id: 'cn-inspection', version: 1 });
    expect(book.get(book.current)).toEqual(cnInspection1);
  });

  test('opens findings under the last one given, and keeps the others for those opened before', () => {
    const book = createPolicyBook(days, [cnInspection1, second]);
    expect(book.current).toEqual({ id: 'cn-inspection', version: 2 });
    expect(book.get({ id: 'cn-inspection', version: 1 }).sendAt).toBe('09:00');
    expect(book.get({ id: 'cn-inspection', version: 2 }).sendAt).toBe('08:30');
  });

  test('does not guess at one that it has not', () => {
    const book = createPolicyBook(days);
    for (const ref of [
      { id: 'cn-inspection', version: 2 },
      { id: 'other', version: 1 },
    ]) {
      expect(() => book.get(ref)).toThrow(
        expect.objectContaining({
          code: 'policy_unknown',
          detail: { policy: `${ref.id}@${ref.version}` },
        }) as Error,
      );
    }
  });

  test('refuses the same version twice, even where it says the same', () => {
    expect(() => createPolicyBook(days, [cnInspection1, cnInspection1])).toThrow(
      /\n {2}cn-inspection@1 is given twice$/,
    );
  });

  test('refuses to be empty', () => {
    expect(() => createPolicyBook(days, [])).toThrow(/\n {2}at least one policy is needed$/);
  });

  test('is refused whole for one bad policy in it', () => {
    expect(() => createPolicyBook(days, [cnInspection1, { ...second, sendAt: '' }])).toThrow(
      /\n {2}sendAt: /,
    );
  });
});
