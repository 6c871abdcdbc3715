import { beforeAll, describe, expect, test } from 'vitest';
import { canonical } from '../../../../src/engine/chain.ts';
import type { AnyChainedEvent, Chain } from '../../../../src/engine/proof/chains.ts';
import { forAllTests } from '../case-hooks.ts';
import { openCase } from '../engine-case.ts';
import {
  contentsSwapped,
  eventAt,
  foundIn,
  inserted,
  liveSomeLives,
  placesOf,
  rehashed,
  renumbered,
  reworded,
  rowsSwapped,
  withEvent,
  without,
  withStored,
} from './tampering.ts';

const engineCase = forAllTests(openCase);
let all: Chain[];

beforeAll(async () => {
  all = await liveSomeLives(engineCase);
});

function pairs(): { chain: Chain; first: number; second: number }[] {
  return placesOf(all).flatMap(({ chain, place: first, length }) =>
    Array.from({ length: length - first }, (_, step) => ({
      chain,
      first,
      second: first + step + 1,
    })),
  );
}

describe('an event that was changed is named', () => {
  test.each<[string, (event: AnyChainedEvent) => Partial<AnyChainedEvent>]>([
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
    for (const { chain, place } of placesOf(all)) {
      const tampered = withEvent(chain, place, change(eventAt(chain, place)));
      expect(foundIn(tampered)).toEqual(['event_changed', place]);
    }
  });

  test('its number: it stands in another place than it was written in', () => {
    for (const { chain, place, length } of placesOf(all)) {
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
    for (const { chain, place } of placesOf(all)) {
      expect(foundIn(without(chain, place))).toEqual(['event_deleted', place]);
    }
  });

  test('also when the later ones were renumbered, so that no gap is seen', () => {
    for (const { chain, place } of placesOf(all)) {
      expect(foundIn(renumbered(without(chain, place)))).toEqual(['event_deleted', place]);
    }
  });

  test('also when the stored version was lowered to fit', () => {
    for (const { chain, place, length } of placesOf(all)) {
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
    for (const { chain, place } of placesOf(all)) {
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
  const makes: readonly [string, (event: AnyChainedEvent) => AnyChainedEvent][] = [
    ['with any hash', (event) => ({ ...event, hash: 'e'.repeat(64) })],
    ['with the hash its content has', rehashed],
    ['following nobody', (event) => rehashed({ ...event, prevHash: 'e'.repeat(64) })],
  ];

  test.each(makes)('in front or in between, %s', (_how, make) => {
    for (const { chain, place } of placesOf(all)) {
      expect(foundIn(inserted(chain, place, make))).toEqual(['event_inserted', place]);
    }
  });

  test.each(makes)('at the end, %s', (_how, make) => {
    for (const chain of all) {
      const place = chain.events.length + 1;
      expect(foundIn(inserted(chain, place, make))).toEqual(['event_inserted', place]);
    }
  });

  test.each(makes)('also when the stored version was raised to fit, %s', (_how, make) => {
    for (const { chain, place, length } of placesOf(all)) {
      const tampered = withStored(inserted(chain, place, make), { version: length + 1 });
      expect(foundIn(tampered)).toEqual(['event_inserted', place]);
    }
  });

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
    for (const { chain, place } of placesOf(all)) {
      const one = inserted(chain, place, rehashed);
      expect(foundIn(inserted(one, place + 1, rehashed))).toEqual(['event_inserted', place]);
    }
  });

  test('a copy of one that is there', () => {
    for (const { chain, place } of placesOf(all)) {
      const events = chain.events.toSpliced(place, 0, eventAt(chain, place));
      expect(foundIn({ ...chain, events })).toEqual(['event_inserted', place + 1]);
      expect(foundIn(renumbered({ ...chain, events }))).toEqual(['event_inserted', place + 1]);
    }
  });
});
