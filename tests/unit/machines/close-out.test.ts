/** What else closing waits for where the rule set asks it of the grade, and which version of evidence counts. */
import { describe, expect, test } from 'vitest';
import type { FindingEventType } from '../../../machines/events.ts';
import { commandSchema } from '../../../machines/events.ts';
import type { Given } from '../../../machines/finding-context.ts';
import type { Gates } from '../../../machines/gates.ts';
import { gradeSchema } from '../../../machines/words.ts';
import {
  aMeasure,
  aPiece,
  approvals,
  close,
  give,
  inspector,
  owner,
  reopen,
  sample,
  sampleEvents,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { answer, findingAt, play } from './school-stages.ts';

const publicly = { ...sample('DECIDE_DISCLOSURE'), channel: 'public' } as Given;
const asked: readonly (readonly [keyof Gates, string, readonly Given[]])[] = [
  ['similarCheckFor', 'similarCasesChecked', [give(sampleEvents.CHECK_SIMILAR)]],
  ['mechanismFor', 'mechanismInPlace', [give(sampleEvents.SET_MECHANISM)]],
  ['disclosureFor', 'disclosureDecided', [sample('DECIDE_DISCLOSURE'), publicly]],
];

const again = (gate: keyof Gates, events: readonly Given[]) =>
  play(
    findingAt('awaitingClosure', { gates: { [gate]: ['ordinary'] } }),
    ...events,
    close,
    reopen,
    ...workOn(wholePlan, 2),
    submit,
    ...approvals,
  );

describe('closing', () => {
  test.each(asked)('waits for %s of the grades it is asked of', (gate, guard, events) => {
    for (const grade of gradeSchema.options) {
      const verified = findingAt('awaitingClosure', { grade, gates: { [gate]: ['major'] } });
      const step = answer(verified, close);
      expect(step).toMatchObject(grade === 'major' ? { guard } : { kind: 'accepted' });
      expect(answer(play(verified, ...events), close).kind).toBe('accepted');
    }
  });

  test.each(asked.filter(([gate]) => gate !== 'mechanismFor'))(
    'waits for %s again after a reopening',
    (gate, guard, events) => {
      expect(answer(again(gate, events), close)).toMatchObject({ guard });
    },
  );

  test('is content with a mechanism that has been put down before', () => {
    const before = again('mechanismFor', [give(sampleEvents.SET_MECHANISM)]);
    expect(answer(before, close).kind).toBe('accepted');
  });

  test('waits for both channels of publication, whatever is decided', () => {
    const gates = { disclosureFor: ['ordinary' as const] };
    const withheld = give(
      {
        type: 'DECIDE_DISCLOSURE',
        channel: 'public',
        decision: 'withhold',
        ground: 'secret',
        note: '涉密',
      },
      inspector,
    );
    const one = play(findingAt('awaitingClosure', { gates }), withheld);
    expect(answer(one, close)).toMatchObject({ guard: 'disclosureDecided' });
    const two = play(one, sample('DECIDE_DISCLOSURE'));
    expect(two.context.disclosure).toEqual({ public: 'withhold', internal: 'publish' });
    expect(answer(two, close).kind).toBe('accepted');
  });

  const done = ['CHECK_SIMILAR', 'SET_MECHANISM'] satisfies FindingEventType[];
  test.each(done)('is not for whoever did %s: that is work', (type) => {
    const verified = play(findingAt('awaitingClosure'), { ...sample(type), by: inspector });
    expect(answer(verified, close)).toMatchObject({ guard: 'checkerIsNotMaker' });
  });

  test('has its publication decided by checkers', () => {
    expect(answer(findingAt('awaitingClosure'), { ...publicly, by: owner })).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });
});

const decide = (given: object) =>
  commandSchema.safeParse({ type: 'DECIDE_DISCLOSURE', channel: 'public', ...given }).success;

describe('a decision on publication', () => {
  test.each([
    [{ decision: 'publish' }, true],
    [{ decision: 'publish', ground: 'secret' }, false],
    [{ decision: 'withhold', ground: 'secret', note: '涉密' }, true],
    [{ decision: 'withhold', ground: 'secret' }, false],
    [{ decision: 'withhold', note: '涉密' }, false],
    [{ decision: 'withhold', ground: 'whim', note: '涉密' }, false],
  ])('%j is whole: %j', (given, whole) => {
    expect(decide(given)).toBe(whole);
  });
});

const attach = (id: string, given: object = {}) =>
  give({ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: aPiece(id, given) });

describe('a new version of a piece of evidence', () => {
  const complete = give({ type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' });
  const working = findingAt('working', { plan: [aMeasure(1)] });

  test('counts instead of the old one, which stays on record', () => {
    const replaced = play(working, complete, attach('one'), attach('two', { replaces: 'one' }));
    expect(replaced.context.evidence.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(answer(replaced, submit).kind).toBe('accepted');
    const asPhoto = attach('three', { replaces: 'two', kind: 'photo' });
    expect(answer(play(replaced, asPhoto), submit)).toMatchObject({ guard: 'evidencePresent' });
  });

  test('is of a piece that is there, of the same measure', () => {
    const both = findingAt('working');
    const other = give({ type: 'ATTACH_EVIDENCE', measureNo: 2, evidence: aPiece('other') });
    for (const replaces of ['other', 'newest', 'never seen']) {
      expect(answer(play(both, other), attach('newest', { replaces }))).toMatchObject({
        guard: 'replacedEvidenceKnown',
      });
    }
  });

  test('may be replaced itself, and not be attached twice', () => {
    const second = play(working, complete, attach('one'), attach('two', { replaces: 'one' }));
    expect(answer(second, attach('two', { replaces: 'one' }))).toMatchObject({
      guard: 'evidenceIsNew',
    });
    const third = play(second, attach('three', { replaces: 'two' }));
    expect(answer(third, submit).kind).toBe('accepted');
  });
});
