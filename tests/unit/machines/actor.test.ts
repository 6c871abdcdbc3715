/** Who gives an event, and whose hands count as whose. */
import { describe, expect, test } from 'vitest';
import { actorSchema, makerOf, overlaps, type Actor } from '../../../machines/actor.ts';
import { oldLedger, owner, person, policyRule } from './school-case.ts';

const delegate: Actor = { kind: 'delegate', id: 'ma', actingFor: 'chen', unit: 'school' };

describe('an actor', () => {
  test.each([owner, delegate, policyRule, oldLedger])('of kind $kind is known', (actor) => {
    expect(actorSchema.parse(actor)).toEqual(actor);
  });

  test('whose unit nobody states has none', () => {
    expect(actorSchema.parse({ kind: 'person', id: ' chen ' })).toEqual(person('chen'));
    expect(actorSchema.parse({ kind: 'delegate', id: 'ma', actingFor: 'chen' })).toEqual({
      ...delegate,
      unit: null,
    });
  });

  test.each([
    ['a member nobody knows', { ...owner, role: 'admin' }],
    ['a system with a person inside', { ...policyRule, id: 'chen' }],
    ['an import from nowhere', { kind: 'import' }],
    ['a person without a name', { kind: 'person', id: ' ' }],
    ['a delegate for nobody', { kind: 'delegate', id: 'ma' }],
    ['a kind nobody knows', { kind: 'robot', id: 'r2' }],
  ])('is refused as %s', (_what, actor) => {
    expect(actorSchema.safeParse(actor).success).toBe(false);
  });
});

describe('the hands behind an actor', () => {
  test('are the person and their unit', () => {
    expect(makerOf(owner)).toEqual({ persons: ['chen'], unit: 'school' });
  });

  test('are both a delegate and the one they act for', () => {
    expect(makerOf(delegate)).toEqual({ persons: ['ma', 'chen'], unit: 'school' });
  });

  test.each([policyRule, oldLedger])('are nobody for a $kind', (actor) => {
    expect(makerOf(actor)).toEqual({ persons: [], unit: null });
  });

  test.each([
    ['the same person', person('chen'), person('chen'), true],
    ['the same unit', person('chen', 'school'), person('zhou', 'school'), true],
    ['the one acted for', person('chen'), { ...delegate, unit: null }, true],
    ['the one who acts', person('ma'), { ...delegate, unit: null }, true],
    ['a delegate against a delegate of the same', { ...delegate, id: 'li' }, delegate, true],
    ['different people of different units', person('chen', 'a'), person('zhou', 'b'), false],
    ['different people of units nobody knows', person('chen'), person('zhou'), false],
    ['different people, one of a known unit', person('chen', 'a'), person('zhou'), false],
    ['a rule and a rule', policyRule, policyRule, false],
  ] as const)('overlap as they should: %s', (_what, maker, checker, expected) => {
    expect(overlaps(makerOf(maker), makerOf(checker))).toBe(expected);
    expect(overlaps(makerOf(checker), makerOf(maker))).toBe(expected);
  });
});
