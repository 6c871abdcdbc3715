import { beforeAll, describe, expect, test } from 'vitest';
import type { Chain } from '../../../../src/engine/proof/chains.ts';
import { firstBadIn, verifyChains } from '../../../../src/engine/proof/verify.ts';
import { chains } from '../../../../src/store/chains.ts';
import type { Queryable } from '../../../../src/store/pool.ts';
import { forAllTests } from '../case-hooks.ts';
import { aFinding, give, opened, openCase, owner, seniorInspector } from '../engine-case.ts';
import { allChains, contents, streamed } from '../ledger-reading.ts';
import {
  eventAt,
  forged,
  foundIn,
  liveSomeLives,
  placesOf,
  storedOf,
  withEvent,
  without,
  withStored,
} from './tampering.ts';

const engineCase = forAllTests(openCase);
let all: Chain[];

beforeAll(async () => {
  all = await liveSomeLives(engineCase);
});

describe('a ledger nobody has tampered with', () => {
  test('holds, and everything in it has been looked at', async () => {
    const events = all.reduce((sum, chain) => sum + chain.events.length, 0);
    expect(events).toBeGreaterThan(40);
    expect(await verifyChains(streamed(all))).toEqual({
      findings: 4,
      rounds: 1,
      duties: 0,
      events,
      ok: true,
      firstBad: null,
      badChains: 0,
    });
  });

  test('an empty one holds', async () => {
    expect(await verifyChains(streamed([]))).toMatchObject({ ok: true, findings: 0, events: 0 });
  });

  test('looking at it changes nothing', async () => {
    const before = await contents(engineCase.database);
    for (const chain of all) firstBadIn(chain);
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('one that is written to meanwhile is not mistaken for a spoilt one', async () => {
    const { id } = await opened(engineCase.engine);
    const { store } = engineCase.database;
    const busy: Queryable = {
      async query(text, params) {
        const result = await store.query(text, params);
        await give(engineCase.engine, id, owner, { type: 'ASSIGN' });
        return result as never;
      },
    };
    expect(await verifyChains(chains(busy))).toMatchObject({ ok: true, findings: 5 });
  });
});

test('a ledger of more findings than are read at a time is read whole, each once', async () => {
  await using other = await openCase();
  const many = Array.from({ length: 230 }, (_, no) => aFinding({ title: `问题${no}` }));
  await other.engine.openAll(many, owner);
  const chainsRead = await allChains(other.database);
  expect(new Set(chainsRead.map(({ subjectId }) => subjectId)).size).toBe(231);
  expect(await verifyChains(streamed(chainsRead))).toMatchObject({
    ok: true,
    findings: 230,
    rounds: 1,
    events: 231,
  });
});

describe('what is stored of a finding or round', () => {
  test('gone, with its events left behind', () => {
    for (const chain of all) {
      const gone = { ...chain, name: null, stored: null };
      expect(foundIn(gone)).toEqual(['subject_deleted', chain.events.length]);
    }
  });

  test('gone, with some of its events: the events are named first', () => {
    for (const { chain, place, length } of placesOf(all)) {
      if (place === length) continue;
      const gone = { ...without(chain, place), name: null, stored: null };
      expect(foundIn(gone)).toEqual(['event_deleted', place]);
    }
  });

  test.each([-1, 1, 1_000_000_000])('its version, by %d', (by) => {
    for (const chain of all) {
      const tampered = withStored(chain, { version: storedOf(chain).version + by });
      expect(foundIn(tampered)).toEqual(['state_differs', chain.events.length]);
    }
  });

  test('the hash it ends with: the last event does not fit it', () => {
    for (const chain of all) {
      const tampered = withStored(chain, { headHash: 'd'.repeat(64) });
      expect(foundIn(tampered)).toEqual(['event_changed', chain.events.length]);
    }
  });

  test.each<[string, (chain: Chain) => Chain]>([
    [
      'its state',
      (chain) => withStored(chain, { snapshot: changedIn(storedOf(chain).snapshot, 'context') }),
    ],
    ...(
      [
        ['state', 'closed!'],
        ['stage', 'closed!'],
        ['hold', 'held!'],
        ['class', 'immediate!'],
        ['responsibleUnit', '别的单位'],
        ['policy', { id: 'cn-inspection', version: 99 }],
        ['machineVersion', 2],
        ['openedAt', 1],
        ['updatedAt', 1],
        ['closedAt', 1],
      ] as const
    ).map(([member, value]): [string, (chain: Chain) => Chain] => [
      `its ${member}, as lists read it`,
      (chain) => {
        const listed = { ...storedOf(chain).listed, [member]: value } as never;
        return withStored(chain, { listed });
      },
    ]),
  ])('%s', (_what, tamper) => {
    for (const chain of all) {
      expect(foundIn(tamper(chain))).toEqual(['state_differs', chain.events.length]);
    }
  });

  test('any of its words', () => {
    for (const chain of all) {
      for (const member of Object.keys(storedOf(chain).details)) {
        const details = { ...storedOf(chain).details, [member]: '改过的' } as never;
        expect(foundIn(withStored(chain, { details }))).toEqual(['details_differ', 1]);
      }
    }
  });

  test('the name it is exported under', () => {
    for (const chain of all)
      expect(foundIn({ ...chain, name: 'XC-9' })).toEqual(['details_differ', 1]);
  });
});

/** The object with one more member in one of its parts. */
function changedIn<T extends object>(value: T, part: keyof T): T {
  return { ...value, [part]: { ...(value[part] as object), added: true } };
}

function finding(): Chain {
  const found = all.find(({ events }) => events.some(({ event }) => event.type === 'CLOSE'));
  if (found === undefined) throw new Error('a closed finding was expected');
  return found;
}
function round(): Chain {
  const found = all.find(({ subject }) => subject === 'round');
  if (found === undefined) throw new Error('a round was expected');
  return found;
}

describe('a chain forged from end to end', () => {
  test('still has to end in the state that is stored', () => {
    const chain = finding();
    for (const { seq, event } of chain.events) {
      // A rung that told somebody something and changed nothing else leaves no mark on the state.
      if (event.type === 'OPENED' || event.type === 'CLOCK_DUE') continue;
      const found = firstBadIn(forged(without(chain, seq)))?.code;
      expect(found).toMatch(/^(state_differs|replay_refused)$/);
    }
  });

  test.each<[string, () => Chain, object]>([
    ['an event that has no place there', finding, { type: 'CLOSE', sustained: false }],
    ['an event nobody knows', finding, { type: 'ABOLISH' }],
    ['an event without what it needs', finding, { type: 'SET_MEASURES' }],
    ['an event that is an opening', finding, { type: 'OPENED' }],
    ['a command that is no round’s', round, { type: 'CLAIM' }],
    ['another opening of the round', round, { type: 'ROUND_OPENED', code: 'x', title: 'x' }],
  ])('with %s is refused at it', (_what, chainOf, event) => {
    const chain = chainOf();
    const tampered = withEvent(chain, 2, { event: event as never });
    expect(foundIn(forged(tampered))).toEqual(['replay_refused', 2]);
  });

  test.each<[string, () => Chain, object]>([
    ['opens as something else', finding, { type: 'CLAIM' }],
    ['opens as a finding', round, { type: 'OPENED' }],
  ])('that %s is refused at once', (_what, chainOf, event) => {
    const tampered = withEvent(chainOf(), 1, { event: event as never });
    expect(foundIn(forged(tampered))).toEqual(['replay_refused', 1]);
  });

  test.each([{ type: 'OPENED' }, { type: 'OPENED', input: { measures: 5 } }])(
    'that opens with %j is refused at the first event that nothing bears out',
    (event) => {
      const tampered = forged(withEvent(finding(), 1, { event: event as never }));
      expect(firstBadIn(tampered)).toMatchObject({ code: 'replay_refused' });
    },
  );

  test('that opens without a word is refused for its words', () => {
    for (const chain of all) {
      const { event } = eventAt(chain, 1);
      const wordless = { ...event, details: undefined, code: undefined } as never;
      const tampered = forged(withEvent(chain, 1, { event: wordless }));
      expect(foundIn(tampered)).toEqual(['details_differ', 1]);
    }
  });

  test('with an event that the rules choke on is refused at it: that is an answer, not a crash', () => {
    const chain = finding();
    const place = chain.events.findIndex(({ event }) => event.type === 'SET_MEASURES') + 1;
    const tampered = withEvent(chain, place, { event: { type: 'SET_MEASURES' } as never });
    expect(foundIn(forged(tampered))).toEqual(['replay_refused', place]);
  });

  test('under rules nobody has is refused', () => {
    expect(foundIn(forged(withEvent(finding(), 2, { machineVersion: 9 })))).toEqual([
      'replay_refused',
      2,
    ]);
  });

  test('that passes for a round is refused', () => {
    expect(foundIn({ ...finding(), subject: 'round' })).toEqual(['replay_refused', 1]);
  });

  test('by somebody who may not check their own work is refused', () => {
    const chain = finding();
    const approval = chain.events.findIndex(({ event }) => event.type === 'APPROVE') + 1;
    const tampered = withEvent(chain, approval, { by: owner });
    expect(foundIn(forged(tampered))).toEqual(['replay_refused', approval]);
  });

  test('by another checker leads to another state', () => {
    const chain = finding();
    const approval = chain.events.findIndex(({ event }) => event.type === 'APPROVE') + 1;
    const tampered = withEvent(chain, approval, { by: seniorInspector });
    expect(foundIn(forged(tampered))).toEqual(['state_differs', chain.events.length]);
  });
});

describe('verifying many chains', () => {
  test('names the first that does not hold, and counts the others', async () => {
    const tampered = all.map((chain, index) =>
      index % 2 === 1 ? withEvent(chain, 1, { at: 0 }) : chain,
    );
    const found = await verifyChains(streamed(tampered));
    expect(found).toMatchObject({ ok: false, badChains: 2, findings: 4, rounds: 1 });
    expect(found.firstBad).toEqual(firstBadIn(tampered[1] ?? ({} as Chain)));
  });
});
