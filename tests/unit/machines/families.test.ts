/** What findings are to one another: parts and wholes, merged, found again. */
import { describe, expect, test } from 'vitest';
import {
  linkedEventOf,
  linkedEventSchema,
  linkedWordSchema,
} from '../../../machines/linked-events.ts';
import type { Given } from '../../../machines/finding-context.ts';
import { changeBy } from '../../../machines/finding-changes.ts';
import { openFinding } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import { arrows } from './arrows.ts';
import {
  anInput,
  close,
  early,
  inspector,
  late,
  linkedRule,
  merged,
  part,
  reopen,
  sample,
  seenAgain,
  whole,
} from './school-case.ts';
import { answer, due, findingAt, play, take } from './school-stages.ts';

const asPart = { parent: { ...whole, mode: 'follows' as const } };
const says = (from: Parameters<typeof take>[0], event: Given) =>
  take(from, event)
    .effects.filter(({ kind }) => kind === 'finding.tell')
    .map(brief);
const added = (child: typeof part, mode: 'follows' | 'stands') =>
  ({ ...sample('CHILD_ADDED'), child, mode }) as Given;

describe('a part', () => {
  test('tells its whole that it is there, how it goes on, and nothing where it is no part', () => {
    const opened = openFinding(anInput(asPart));
    expect(opened.effects).toContainEqual({
      kind: 'finding.tell',
      findingId: whole.id,
      word: { say: 'childAdded', mode: 'follows' },
    });
    expect(opened.snapshot.context.parent).toEqual(asPart.parent);
    expect(openFinding(anInput()).effects.map(({ kind }) => kind)).not.toContain('finding.tell');
  });

  test('tells its whole when it is closed, with what became of it, and when it is open again', () => {
    const verified = findingAt('awaitingClosure', asPart);
    expect(take(verified, close).effects).toContainEqual({
      kind: 'finding.tell',
      findingId: whole.id,
      word: { say: 'childClosed', disposition: 'rectified' },
    });
    const closed = play(verified, close);
    const notHeld = { ...sample('RECORD_RECHECK'), result: 'notHeld' } as Given;
    for (const event of [reopen, notHeld]) {
      expect(says(closed, event)).toEqual([`say childReopened to ${whole.id}`]);
    }
  });

  test('tells its whole when its risk is accepted no longer, though it was only a clock that said so', () => {
    const expiring = findingAt('working', { ...asPart, gates: { acceptanceExpires: true } });
    const accepted = play(expiring, sample('ACCEPT_RISK'));
    expect(says(accepted, due(accepted, 'recheck', late))).toEqual([
      `say childReopened to ${whole.id}`,
    ]);
    expect(says(accepted, due(accepted, 'recheck', early))).toEqual([]);
  });

  const toClosed = arrows.filter(({ at, to }) => at !== 'closed' && to === 'closed');
  test.each(toClosed.filter(({ event }) => event.type !== 'PARENT_STRUCK_OFF'))(
    'closed by $event.type at $at says so once',
    ({ at, event }) => {
      expect(says(findingAt(at, asPart), event)).toEqual([`say childClosed to ${whole.id}`]);
    },
  );

  test('struck off with its whole does not tell it back', () => {
    const { snapshot, effects } = take(findingAt('working', asPart), sample('PARENT_STRUCK_OFF'));
    expect(snapshot.context).toMatchObject({ disposition: 'withdrawn', clocks: [] });
    expect(effects.map(brief)).toEqual([
      'void 3',
      'tell struck-off actionOwner',
      'tell struck-off leadOfficial',
    ]);
  });
});

describe('a whole', () => {
  const verified = findingAt('awaitingClosure');
  const withPart = play(verified, added(part, 'follows'));

  test('is closed when the last of its parts is, and not while one is open again', () => {
    const two = play(withPart, added(merged, 'stands'), sample('CHILD_CLOSED'));
    expect(answer(two, close)).toMatchObject({ guard: 'childrenClosed' });
    const none = play(two, { ...sample('CHILD_CLOSED'), child: merged } as Given);
    expect(answer(none, close).kind).toBe('accepted');
    expect(answer(play(none, sample('CHILD_REOPENED')), close)).toMatchObject({
      guard: 'childrenClosed',
    });
  });

  test.each(['WITHDRAW', 'TRANSFER', 'MERGE', 'ACCEPT_RISK', 'PARENT_STRUCK_OFF'] as const)(
    'struck off by %s takes along the open parts that follow it',
    (type) => {
      const family = play(withPart, added(merged, 'follows'), sample('CHILD_CLOSED'));
      expect(says(family, sample(type))).toEqual([`say parentStruckOff to ${merged.id}`]);
      const { children } = play(family, sample(type)).context;
      expect(children?.every(({ open }) => !open)).toBe(true);
    },
  );

  test.each(['WITHDRAW', 'TRANSFER', 'MERGE', 'ACCEPT_RISK', 'PARENT_STRUCK_OFF'] as const)(
    'is not struck off by %s while a part is open that stands by itself',
    (type) => {
      const family = play(verified, added(part, 'stands'));
      expect(answer(family, sample(type))).toMatchObject({ guard: 'openChildrenFollow' });
      expect(answer(play(family, sample('CHILD_CLOSED')), sample(type)).kind).toBe('accepted');
    },
  );

  test('is not withdrawn by an upheld contest while such a part is open', () => {
    const family = play(findingAt('contested'), added(part, 'stands'));
    expect(answer(family, sample('UPHOLD_CONTEST'))).toMatchObject({ guard: 'openChildrenFollow' });
    const following = play(findingAt('contested'), added(part, 'follows'));
    expect(says(following, sample('UPHOLD_CONTEST'))).toEqual([
      `say parentStruckOff to ${part.id}`,
    ]);
  });

  test('hears of its parts whether it is open, paused or closed, and of no strangers', () => {
    for (const from of [verified, play(verified, sample('PAUSE')), findingAt('closed')]) {
      const grown = play(from, sample('CHILD_ADDED'), sample('CHILD_CLOSED'));
      expect(grown.context.children).toEqual([{ ...part, mode: 'follows', open: false }]);
      expect(answer(grown, sample('CHILD_ADDED'))).toMatchObject({ guard: 'childIsNew' });
      const stranger = { ...sample('CHILD_REOPENED'), child: merged } as Given;
      expect(answer(grown, stranger)).toMatchObject({ guard: 'childIsKnown' });
    }
  });
});

const merge = (target: typeof part) => ({ ...sample('MERGE'), target }) as Given;

describe('a finding merged into another', () => {
  test('tells the one it goes on in, and where none was found nobody', () => {
    const working = findingAt('working');
    expect(says(working, merge(seenAgain))).toEqual([`say mergedInto to ${seenAgain.id}`]);
    expect(says(working, sample('MERGE'))).toEqual([]);
    const { snapshot, effects } = take(working, sample('MERGED_FROM'));
    expect(snapshot.context.mergedFrom).toEqual([merged]);
    expect(effects.map(brief)).toEqual([
      'tell merged-from actionOwner',
      'tell merged-from leadOfficial',
    ]);
  });

  test('into one of its own parts does not strike that off as well: the matter goes on there', () => {
    const family = play(findingAt('working'), added(part, 'follows'), added(merged, 'follows'));
    const { snapshot, effects } = take(family, merge(part));
    expect(effects.filter(({ kind }) => kind === 'finding.tell').map(brief)).toEqual([
      `say mergedInto to ${part.id}`,
      `say parentStruckOff to ${merged.id}`,
    ]);
    expect(snapshot.context.children?.map(({ open }) => open)).toEqual([true, false]);
  });
});

describe('a finding that has been closed before', () => {
  const working = findingAt('working');

  test('is linked to the earlier one, which is told', () => {
    expect(says(working, sample('LINK_RECURRENCE'))).toEqual([`say recurred to ${seenAgain.id}`]);
    const linked = play(working, sample('LINK_RECURRENCE'));
    expect(linked.context.recurrenceOf).toEqual([seenAgain]);
    const two = play(linked, { ...sample('LINK_RECURRENCE'), closedBefore: merged } as Given);
    expect(two.context.recurrenceOf).toEqual([seenAgain, merged]);
  });

  test('is linked to nothing where none was found', () => {
    const lost = { ...sample('LINK_RECURRENCE'), closedBefore: undefined } as unknown as Given;
    expect(take(working, lost)).toMatchObject({ effects: [], snapshot: working });
  });

  test('is remembered by the earlier one, closed as that is', () => {
    const { snapshot, effects } = take(findingAt('closed'), sample('RECURRED'));
    expect(snapshot.context).toMatchObject({ disposition: 'rectified', recurredAs: [seenAgain] });
    expect(effects.map(brief)).toEqual([
      'tell recurred verifier',
      'tell recurred accountableExecutive',
    ]);
    expect(play(snapshot, sample('RECURRED')).context.recurredAs).toHaveLength(2);
  });
});

test('word of a part where there is none changes nothing: the guards would not have let it through', () => {
  const { context } = changeBy(findingAt('working').context, sample('CHILD_CLOSED'));
  expect(context.children).toEqual([]);
});

describe('a word of one finding', () => {
  test.each([
    [
      { say: 'childAdded', mode: 'stands' },
      { type: 'CHILD_ADDED', child: part, mode: 'stands' },
    ],
    [
      { say: 'childClosed', disposition: 'rectified' },
      { type: 'CHILD_CLOSED', child: part, disposition: 'rectified' },
    ],
    [{ say: 'childReopened' }, { type: 'CHILD_REOPENED', child: part }],
    [
      { say: 'parentStruckOff', disposition: 'merged' },
      { type: 'PARENT_STRUCK_OFF', parent: part, disposition: 'merged' },
    ],
    [{ say: 'mergedInto' }, { type: 'MERGED_FROM', other: part }],
    [{ say: 'recurred' }, { type: 'RECURRED', later: part }],
  ] as const)('%j is an event of the other', (word, event) => {
    expect(linkedEventOf(linkedWordSchema.parse(word), part)).toEqual(event);
    expect(linkedEventSchema.parse(event)).toEqual(event);
  });

  test('that its whole was rectified is none: only what is struck off takes parts along', () => {
    const word = { say: 'parentStruckOff', disposition: 'rectified' };
    expect(linkedWordSchema.safeParse(word).success).toBe(false);
  });

  test('makes a maker of nobody', () => {
    const working = findingAt('working');
    const told = play(working, sample('CHILD_ADDED'), sample('MERGED_FROM'), sample('RECURRED'));
    expect(told.context.makers).toEqual(working.context.makers);
    expect([sample('RECURRED').by, sample('CLOSE').by]).toEqual([linkedRule, inspector]);
  });
});
