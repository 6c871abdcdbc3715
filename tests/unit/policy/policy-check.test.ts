import { describe, expect, test } from 'vitest';
import { checkedPolicy } from '../../../src/policy/policy-check.ts';
import { changed, inspection, refusalOf, templateNames } from './policy-case.ts';

const problemsOf = (policy: unknown) => refusalOf(() => checkedPolicy(policy, templateNames));

function without(path: string): unknown {
  return changed(path, undefined);
}

const rung = (name: string, offset: number, unit = 'day') => ({
  rung: name,
  offset,
  unit,
  template: 'reminder',
  to: ['actionOwner'],
});

const plan = 'classes.phased.clocks.plan';
const rungs = 'cadences.checking.rungs';

describe('a policy that is not usable is refused with one line per problem, each with its path', () => {
  test.each<[string, unknown, RegExp[]]>([
    ['a member nobody knows', changed('remarks', 'x'), [/^: Unrecognized key: "remarks"$/]],
    [
      'a member nobody knows, further in',
      changed(`${plan}.grace`, 3),
      [/^classes\.phased\.clocks\.plan: Unrecognized key: "grace"$/],
    ],
    ['no name', changed('id', ''), [/^id: /]],
    ['a version that is none', changed('version', 0), [/^version: /]],
    ['a title of blanks', changed('title', '  '), [/^title: /]],
    ['a time that is none', changed('sendAt', '24:00'), [/^sendAt: must be a time of day, HH:MM$/]],
    ['a class left out', without('classes.continuing'), [/^classes\.continuing: /]],
    ['a class nobody knows', changed('classes.someday', {}), [/^classes: .*"someday"/]],
    [
      'a clock left out',
      without('classes.phased.clocks.pause'),
      [/^classes\.phased\.clocks\.pause: /],
    ],
    [
      'a clock nobody knows',
      changed('classes.phased.clocks.lunch', {}),
      [/^classes\.phased\.clocks: .*"lunch"/],
    ],
    [
      'a period of no days',
      changed(`${plan}.period.days`, 0),
      [/^classes\.phased\.clocks\.plan\.period\.days: /],
    ],
    [
      'a period in hours',
      changed(`${plan}.period.unit`, 'hour'),
      [/^classes\.phased\.clocks\.plan\.period\.unit: .*"day"\|"workday"$/],
    ],
    [
      'a roll nobody knows',
      changed(`${plan}.roll`, 'back'),
      [/^classes\.phased\.clocks\.plan\.roll: /],
    ],
    [
      'a mode nobody knows',
      changed(`${plan}.mode`, 'strict'),
      [/^classes\.phased\.clocks\.plan\.mode: /],
    ],
    ['a source left out', without(`${plan}.source`), [/^classes\.phased\.clocks\.plan\.source: /]],
    [
      'a source without its document',
      changed(`${plan}.source.text`, ' '),
      [/^classes\.phased\.clocks\.plan\.source\.text: /],
    ],
    [
      'a source surer than sure',
      changed(`${plan}.source.basis`, 'law'),
      [/^classes\.phased\.clocks\.plan\.source\.basis: /],
    ],
    [
      'a cadence that does not exist',
      changed(`${plan}.cadence`, 'weekly'),
      [
        /^classes\.phased\.clocks\.plan\.cadence: no cadence "weekly"; there are: rectification, checking, publicNotice, progress, lookBack, stillPaused, referred$/,
      ],
    ],
    [
      'a cadence named like what every object has',
      changed(`${plan}.cadence`, 'constructor'),
      [/^classes\.phased\.clocks\.plan\.cadence: no cadence "constructor"/],
    ],
    [
      'two rungs of one name',
      changed(rungs, [rung('V0', 0), rung('V0', 1)]),
      [/^cadences\.checking\.rungs\.1\.rung: "V0" names two rungs/],
    ],
    [
      'a rung named like the moment the clock is due',
      changed(rungs, [rung('due', 0)]),
      [/^cadences\.checking\.rungs\.0\.rung: "due" names two rungs/],
    ],
    [
      'a rung named like the repetition',
      changed(rungs, [rung('check-weekly', 0)]),
      [/^cadences\.checking\.rungs\.0\.rung: "check-weekly" names two rungs/],
    ],
    [
      'a rung named like a turn of the repetition, whose notices would be lost',
      changed(rungs, [rung('check-weekly-2', 0)]),
      [/^cadences\.checking\.rungs\.0\.rung: "check-weekly-2" names two rungs/],
    ],
    [
      'rungs that are not in order',
      changed(rungs, [rung('a', 1), rung('b', 0)]),
      [/^cadences\.checking\.rungs\.1\.offset: rungs must be in order of time/],
    ],
    [
      'two rungs of one day',
      changed(rungs, [rung('a', 1), rung('b', 1)]),
      [/^cadences\.checking\.rungs\.1\.offset: /],
    ],
    [
      'working days that reach further than the days after them',
      changed(rungs, [rung('a', 10, 'workday'), rung('b', 13)]),
      [/^cadences\.checking\.rungs\.1\.offset: /],
    ],
    ['a cadence without rungs', changed(rungs, []), [/^cadences\.checking\.rungs: /]],
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
    ['a rung for nobody', changed(`${rungs}.0.to`, []), [/^cadences\.checking\.rungs\.0\.to: /]],
    [
      'a rung for a post nobody knows',
      changed(`${rungs}.0.to`, ['janitor']),
      [/^cadences\.checking\.rungs\.0\.to\.0: /],
    ],
    [
      'a gate left out',
      without('classes.phased.gates.progressReports'),
      [/^classes\.phased\.gates\.progressReports: /],
    ],
    [
      'a reopening that is half fixed',
      changed('classes.phased.gates.reopening', { rule: 'fixed' }),
      [/^classes\.phased\.gates\.reopening\.period: /],
    ],
    ['no policy at all', 'cn-inspection', [/^: /]],
    ['nothing', null, [/^: /]],
  ])('%s', async (_what, policy, expected) => {
    const lines = await problemsOf(policy);
    expect(lines).toEqual(expected.map((line) => expect.stringMatching(line) as unknown));
    for (const line of lines) expect(line).not.toContain('\n');
  });

  test('several things wrong are told together, what it sends included', async () => {
    const policy = {
      ...changed(rungs, [rung('a', 1), { ...rung('a', 0), template: 'pep-talk' }]),
      sendAt: 'noon',
      version: '1',
      remarks: 'x',
    };
    const places = (await problemsOf(policy)).map((line) => line.slice(0, line.indexOf(':')));
    expect(places.toSorted()).toEqual([
      '',
      'cadences.checking.rungs.1.offset',
      'cadences.checking.rungs.1.rung',
      'cadences.checking.rungs.1.template',
      'sendAt',
      'version',
    ]);
  });

  test('a name that only looks like a turn of the repetition is its own', async () => {
    const policy = changed(rungs, [
      rung('check-weekly-x', 0),
      rung('check-weekly-', 1),
      rung('check-weekly1', 2),
    ]);
    expect(await problemsOf(policy)).toEqual([]);
  });

  test('days and working days may follow one another in one ladder', async () => {
    const policy = changed(rungs, [
      rung('a', -5, 'workday'),
      rung('b', -3),
      rung('c', 0),
      rung('d', 5, 'workday'),
      rung('e', 8),
    ]);
    expect(await problemsOf(policy)).toEqual([]);
  });
});

describe('a policy that names a notice text', () => {
  test.each([
    ['in a rung', `${rungs}.0.template`],
    ['in a repetition', 'cadences.checking.repeat.template'],
  ])('that nobody has worded %s is refused with those there are', async (_where, path) => {
    const known = ['b', 'a'];
    const lines = await refusalOf(() => checkedPolicy(changed(path, 'pep-talk'), templateNames));
    expect(lines).toEqual([
      `${path}: no template "pep-talk"; there are: ${templateNames.toSorted().join(', ')}`,
    ]);
    const ofOthers = await refusalOf(() => checkedPolicy(changed(path, 'a'), known));
    expect(ofOthers.join('\n')).not.toContain(`${path}:`);
    expect(ofOthers[0]).toMatch(/; there are: a, b$/);
  });

  test('with blanks around it means the same text', () => {
    const policy = checkedPolicy(changed(`${rungs}.0.template`, ' reminder '), templateNames);
    expect(policy.cadences['checking']?.rungs[0]?.template).toBe('reminder');
  });
});

test('what a rule leaves out has a default: dates roll on to a working day and are enforced', () => {
  const { roll, mode } = checkedPolicy(changed('id', 'own'), templateNames).classes.phased.clocks
    .execute;
  expect({ roll, mode }).toEqual({ roll: 'next', mode: 'enforcing' });
});

test('a policy that was checked is as good when it is checked again', () => {
  expect(checkedPolicy(inspection, templateNames)).toEqual(inspection);
});
