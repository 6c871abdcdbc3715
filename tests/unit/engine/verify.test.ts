import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { canonical } from '../../../src/engine/chain.ts';
import { chainSchema } from '../../../src/engine/chain-schema.ts';
import type { ChainedEvent } from '../../../src/engine/ports.ts';
import { firstBadIn, verifyChains, type Chain } from '../../../src/engine/verify.ts';
import { chains } from '../../../src/store/chains.ts';
import type { Queryable } from '../../../src/store/pool.ts';
import {
  aFinding,
  allChains,
  contents,
  give,
  opened,
  openCase,
  owner,
  seniorInspector,
  streamed,
  type EngineCase,
} from './engine-case.ts';
import {
  contentsSwapped,
  eventAt,
  forged,
  inserted,
  liveSomeLives,
  rehashed,
  renumbered,
  reworded,
  rowsSwapped,
  storedOf,
  withEvent,
  without,
  withStored,
} from './tampering.ts';

let engineCase: EngineCase;
let all: Chain[];

beforeAll(async () => {
  engineCase = await openCase();
  all = await liveSomeLives(engineCase);
});
afterAll(() => engineCase[Symbol.asyncDispose]());

/** Every place of every chain, with the chain's length. */
function places(): { chain: Chain; place: number; length: number }[] {
  return all.flatMap((chain) =>
    chain.events.map((_, index) => ({ chain, place: index + 1, length: chain.events.length })),
  );
}

function pairs(): { chain: Chain; first: number; second: number }[] {
  return places().flatMap(({ chain, place: first, length }) =>
    Array.from({ length: length - first }, (_, step) => ({
      chain,
      first,
      second: first + step + 1,
    })),
  );
}

/** Its code and place; all of it where it is not about this chain. */
function foundIn(chain: Chain): unknown {
  const found = firstBadIn(chain);
  const mine = found?.subjectId === chain.subjectId && found.name === chain.name;
  return mine ? [found.code, found.seq] : found;
}

describe('a ledger nobody has tampered with', () => {
  test('holds, and everything in it has been looked at', async () => {
    const events = all.reduce((sum, chain) => sum + chain.events.length, 0);
    expect(events).toBeGreaterThan(40);
    expect(await verifyChains(streamed(all))).toEqual({
      findings: 4,
      rounds: 1,
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

describe('an event that was changed is named', () => {
  test.each<[string, (event: ChainedEvent) => Partial<ChainedEvent>]>([
    ['what happened', (event) => reworded(event)],
    ['by whom', () => ({ by: { kind: 'person', id: 'somebody-else', unit: null } })],
    ['when, by a millisecond', ({ at }) => ({ at: at - 1 })],
    ['the rules it was decided by', () => ({ machineVersion: 2 })],
    ['its hash', () => ({ hash: 'f'.repeat(64) })],
    ['the hash it follows', () => ({ prevHash: 'f'.repeat(64) })],
    ['its content, and its hash to fit', (event) => rehashed(reworded(event))],
    [
      'the hash it follows, and its own to fit',
      (event) => rehashed({ ...event, prevHash: 'f'.repeat(64) }),
    ],
  ])('%s, at whatever place', (_what, change) => {
    for (const { chain, place } of places()) {
      const tampered = withEvent(chain, place, change(eventAt(chain, place)));
      expect(foundIn(tampered)).toEqual(['event_changed', place]);
    }
  });

  test('its number: it stands in another place than it was written in', () => {
    for (const { chain, place, length } of places()) {
      expect(foundIn(withEvent(chain, place, { seq: length + 7 }))).toEqual([
        'event_reordered',
        place,
      ]);
    }
  });

  test('its content copied from another event: it is changed, the other is not', () => {
    for (const { chain, first, second } of pairs()) {
      const { at, by, event } = eventAt(chain, second);
      expect(foundIn(withEvent(chain, first, { at, by, event }))).toEqual(['event_changed', first]);
    }
  });

  test('the first of several', () => {
    for (const { chain, first, second } of pairs()) {
      const tampered = withEvent(
        withEvent(chain, second, reworded(eventAt(chain, second))),
        first,
        reworded(eventAt(chain, first)),
      );
      expect(foundIn(tampered)).toEqual(['event_changed', first]);
    }
  });

  test('also when the events of another chain are claimed for it', () => {
    const [one, other] = all.filter(({ subject }) => subject === 'finding');
    if (one === undefined || other === undefined) throw new Error('two findings were expected');
    const tampered = { ...one, events: other.events };
    expect(foundIn(tampered)).toEqual(['event_inserted', 1]);
  });
});

describe('an event that was deleted is named', () => {
  test('first, last or in between', () => {
    for (const { chain, place } of places()) {
      expect(foundIn(without(chain, place))).toEqual(['event_deleted', place]);
    }
  });

  test('also when the later ones were renumbered, so that no gap is seen', () => {
    for (const { chain, place } of places()) {
      expect(foundIn(renumbered(without(chain, place)))).toEqual(['event_deleted', place]);
    }
  });

  test('also when the stored version was lowered to fit', () => {
    for (const { chain, place, length } of places()) {
      if (place === length) continue;
      const tampered = withStored(renumbered(without(chain, place)), { version: length - 1 });
      expect(foundIn(tampered)).toEqual(['event_deleted', place]);
    }
  });

  test('also several in a row', () => {
    for (const { chain, first, second } of pairs()) {
      const events = chain.events.filter((_, at) => at < first - 1 || at > second - 1);
      expect(foundIn({ ...chain, events })).toEqual(['event_deleted', first]);
      expect(foundIn(renumbered({ ...chain, events }))).toEqual(['event_deleted', first]);
    }
  });

  test('also when none is left', () => {
    for (const chain of all)
      expect(foundIn({ ...chain, events: [] })).toEqual(['event_deleted', 1]);
  });
});

describe('events in each other’s place are named', () => {
  test('whole rows, with their hashes', () => {
    for (const { chain, first, second } of pairs()) {
      expect(foundIn(rowsSwapped(chain, first, second))).toEqual(['event_reordered', first]);
    }
  });

  test('only what they say', () => {
    for (const { chain, first, second } of pairs()) {
      const tampered = contentsSwapped(chain, first, second);
      if (canonical(tampered) === canonical(chain)) continue;
      expect(foundIn(tampered)).toEqual(['event_reordered', first]);
    }
  });

  test('what they say and their hashes, but not what they follow', () => {
    for (const { chain, first, second } of pairs()) {
      const link = (place: number) => ({ prevHash: eventAt(chain, place).prevHash });
      const swapped = rowsSwapped(chain, first, second);
      const tampered = withEvent(withEvent(swapped, first, link(first)), second, link(second));
      expect(foundIn(tampered)).toEqual(['event_reordered', first]);
    }
  });

  test('one moved to the front, the others moved on', () => {
    for (const { chain, place } of places()) {
      if (place === 1) continue;
      const events = chain.events.toSpliced(place - 1, 1).toSpliced(0, 0, eventAt(chain, place));
      expect(foundIn(renumbered({ ...chain, events }))).toEqual(['event_reordered', 1]);
    }
  });

  test('an export whose rows were only put in another order', () => {
    for (const { chain, first, second } of pairs()) {
      const events = chain.events
        .with(first - 1, eventAt(chain, second))
        .with(second - 1, eventAt(chain, first));
      expect(foundIn({ ...chain, events })).toEqual(['event_reordered', first]);
    }
  });
});

describe('an event that was inserted is named', () => {
  const makes: readonly [string, (event: ChainedEvent) => ChainedEvent][] = [
    ['with any hash', (event) => ({ ...event, hash: 'e'.repeat(64) })],
    ['with the hash its content has', rehashed],
    ['following nobody', (event) => rehashed({ ...event, prevHash: 'e'.repeat(64) })],
  ];

  test.each(makes)('in front or in between, %s', (_how, make) => {
    for (const { chain, place } of places()) {
      expect(foundIn(inserted(chain, place, make))).toEqual(['event_inserted', place]);
    }
  });

  test.each(makes)('at the end, %s', (_how, make) => {
    for (const chain of all) {
      const place = chain.events.length + 1;
      expect(foundIn(inserted(chain, place, make))).toEqual(['event_inserted', place]);
    }
  });

  test.each(makes.slice(0, 2))(
    'also when the stored version was raised to fit, %s',
    (_how, make) => {
      for (const { chain, place, length } of places()) {
        const tampered = withStored(inserted(chain, place, make), { version: length + 1 });
        expect(foundIn(tampered)).toEqual(['event_inserted', place]);
      }
    },
  );

  test('at the end with its own hash, also when the stored version was raised to fit', () => {
    for (const chain of all) {
      const place = chain.events.length + 1;
      const tampered = withStored(inserted(chain, place, rehashed), { version: place });
      expect(foundIn(tampered)).toEqual(['event_inserted', place]);
    }
  });

  test('at the end with its own hash, also when the stored hash was spoilt', () => {
    for (const chain of all) {
      const place = chain.events.length + 1;
      const tampered = withStored(inserted(chain, place, rehashed), { headHash: 'd'.repeat(64) });
      expect(foundIn(tampered)).toEqual(['event_inserted', place]);
    }
  });

  test('several in a row: the first of them', () => {
    for (const { chain, place } of places()) {
      const one = inserted(chain, place, rehashed);
      expect(foundIn(inserted(one, place + 1, rehashed))).toEqual(['event_inserted', place]);
    }
  });

  test('a copy of one that is there', () => {
    for (const { chain, place } of places()) {
      const events = chain.events.toSpliced(place, 0, eventAt(chain, place));
      expect(foundIn({ ...chain, events })).toEqual(['event_inserted', place + 1]);
      expect(foundIn(renumbered({ ...chain, events }))).toEqual(['event_inserted', place + 1]);
    }
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
    for (const { chain, place, length } of places()) {
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
        ['policy', { id: 'cn-inspection', version: 2 }],
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

/** As somebody finds out who has only the export. */
function isFound(tampered: unknown): boolean {
  const line = JSON.parse(JSON.stringify(tampered)) as unknown;
  let chain: Chain;
  try {
    chain = chainSchema.parse(line);
  } catch (error) {
    if (error instanceof ZodError) return true;
    throw error;
  }
  return firstBadIn(chain) !== null;
}

describe('any tampering is found', () => {
  type Path = readonly (string | number)[];

  /** The ways to every value in a piece of JSON. */
  function pathsIn(value: unknown, way: Path = []): Path[] {
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const inner = members.flatMap(([key, member]) => pathsIn(member, [...way, key]));
    return way.length === 0 ? inner : [way, ...inner];
  }

  function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
    if (key === undefined) return by;
    if (Array.isArray(value))
      return value.with(Number(key), replaced(value[Number(key)], rest, by));
    const object = value as Record<string, unknown>;
    return { ...object, [key]: replaced(object[key], rest, by) };
  }

  /** Rows deleted, doubled, moved or made up. */
  const actOnRows = fc
    .tuple(fc.nat(), fc.nat(), fc.nat(4), fc.boolean())
    .map(([a, b, how, renumber]) => (chain: Chain): Chain => {
      const { length } = chain.events;
      if (length === 0) return chain;
      const [first, second] = [(a % length) + 1, (b % length) + 1];
      const row = eventAt(chain, first);
      const acts = [
        () => without(chain, first),
        () => ({ ...chain, events: chain.events.toSpliced(second, 0, row) }),
        () => rowsSwapped(chain, first, second),
        () => contentsSwapped(chain, first, second),
        () => inserted(chain, first, rehashed),
      ];
      const tampered = acts[how]?.() ?? chain;
      return renumber ? renumbered(tampered) : tampered;
    });

  /** A value exchanged for another, anywhere. */
  const actOnValues = fc.tuple(fc.nat(), fc.jsonValue()).map(([pick, value]) => (line: unknown) => {
    const paths = pathsIn(line);
    return replaced(line, paths[pick % paths.length] ?? [], value);
  });

  test('whatever was done, and however often', { timeout: 120_000 }, () => {
    let tamperings = 0;
    const anyActs = [
      fc.array(actOnRows, { maxLength: 2 }),
      fc.array(actOnValues, { maxLength: 2 }),
    ] as const;
    fc.assert(
      fc.property(fc.nat(), ...anyActs, (pick, onRows, onValues) => {
        const chain = all[pick % all.length];
        if (chain === undefined) throw new Error('there is no chain');
        const rowsDone = onRows.reduce((sofar, act) => act(sofar), chain);
        const tampered = onValues.reduce((sofar, act) => act(sofar), rowsDone as unknown);
        fc.pre(canonical(tampered) !== canonical(chain));
        tamperings += 1;
        expect(isFound(tampered)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
    expect(tamperings).toBeGreaterThanOrEqual(1_500);
  });
});
