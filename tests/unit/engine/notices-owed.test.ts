import { describe, expect, test } from 'vitest';
import type { Effect } from '../../../machines/effects.ts';
import type { Slot } from '../../../machines/words.ts';
import { noticesOwed, type Addressing } from '../../../src/engine/notices-owed.ts';
import { slots } from './engine-case.ts';

const findingId = '018e0000-0000-7000-8000-000000000001';

/** The instant of the event that owes the notices. */
const at = Date.UTC(2024, 2, 4);

/** Posts and whoever holds them; a code that is absent stands for nobody. */
const school: Readonly<Record<string, string>> = {
  teaching: 'he',
  'vice-principal': 'shen',
  principal: 'zhou',
  inspector: 'lu',
  steering: 'cao',
};

/** `away`: who has delegated, and to whom. */
function addressing(
  holders: Readonly<Record<string, string>>,
  given: Partial<Addressing> = {},
  away: Readonly<Record<string, string>> = {},
) {
  let ids = 0;
  const asked: (readonly string[])[] = [];
  const askedAt: number[] = [];
  const directory: Addressing['directory'] = {
    async resolve(parties, instant) {
      asked.push(parties);
      askedAt.push(instant);
      return new Map(
        parties.flatMap((party) => {
          const id = holders[party];
          if (id === undefined) return [];
          const standIn = away[id];
          // A host's function may leave out what does not concern it.
          const person = { id, name: id };
          const recipient =
            standIn === undefined ? person : { id: standIn, name: standIn, inPlaceOf: person };
          return [[party, recipient] as const];
        }),
      );
    },
  };
  const newId = () => `id-${(ids += 1)}`;
  return { findingId, seq: 3, at, slots, rungs: [], directory, newId, asked, askedAt, ...given };
}

/** Everybody in their post but those whose posts are vacant. */
function without(...vacant: readonly string[]) {
  return Object.fromEntries(Object.entries(school).filter(([post]) => !vacant.includes(post)));
}

const owe = (to: Slot, given: Partial<Extract<Effect, { kind: 'notice.owe' }>> = {}): Effect => ({
  kind: 'notice.owe',
  template: 'returned',
  to,
  clockNo: null,
  rungs: [],
  ...given,
});

describe('a notice owed to a post', () => {
  test('is addressed to whoever holds it', async () => {
    expect(await noticesOwed([owe('actionOwner')], addressing(school))).toEqual([
      {
        id: 'id-1',
        template: 'returned',
        slot: 'actionOwner',
        fallbackSlot: null,
        personId: 'he',
        inPlaceOf: null,
        channel: 'mail',
        clockNo: null,
        rungs: [],
        dedupeKey: `${findingId}/event-3/returned/he/mail`,
      },
    ]);
  });

  test('names the clock and the rungs it reports; the last of them makes it unmistakable', async () => {
    const effect = owe('leadOfficial', { clockNo: 4, rungs: ['T-3', 'T-1'], template: 'reminder' });
    const [notice] = await noticesOwed([effect], addressing(school, { rungs: ['T-3', 'T-1'] }));
    expect(notice).toMatchObject({
      clockNo: 4,
      rungs: ['T-3', 'T-1'],
      dedupeKey: `${findingId}/clock-4-T-1/reminder/shen/mail`,
    });
  });

  test('of which there are none asks nobody who is who', async () => {
    const asking = addressing(school);
    const stop: Effect = { kind: 'clock.stop', clockNo: 1, outcome: 'met' };
    expect(await noticesOwed([stop], asking)).toEqual([]);
    expect(asking.asked).toEqual([]);
  });

  test('all posts are looked up in one question', async () => {
    const asking = addressing(school);
    await noticesOwed([owe('actionOwner'), owe('verifier')], asking);
    expect(asking.asked).toEqual([Object.values(slots)]);
    expect(asking.askedAt).toEqual([at]);
  });
});

describe('one notice per person', () => {
  test('whoever holds several posts is told once', async () => {
    const small = { ...school, 'vice-principal': 'zhou', teaching: 'zhou' };
    const notices = await noticesOwed(
      [owe('actionOwner'), owe('leadOfficial'), owe('accountableExecutive')],
      addressing(small),
    );
    expect(notices.map(({ personId }) => personId)).toEqual(['zhou']);
  });

  test('also when the post is only theirs because another is vacant', async () => {
    const notices = await noticesOwed(
      [owe('actionOwner'), owe('leadOfficial')],
      addressing(without('teaching')),
    );
    expect(notices.map(({ personId, slot }) => [personId, slot])).toEqual([
      ['shen', 'actionOwner'],
    ]);
  });

  test('of what a clock has to say to one person, the latest speaks and names the rest in order', async () => {
    const both = { ...school, steering: 'zhou' };
    const effects = [
      owe('steeringGroup', { clockNo: 1, rungs: ['T+15', 'T+30'], template: 'summons-proposed' }),
      owe('accountableExecutive', {
        clockNo: 1,
        rungs: ['T+5', 'T+30', 'weekly-1'],
        template: 'overdue',
      }),
    ];
    const rungs = ['T+1', 'T+5', 'T+15', 'T+30', 'weekly-1'];
    const notices = await noticesOwed(effects, addressing(both, { rungs }));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({
      template: 'overdue',
      slot: 'accountableExecutive',
      personId: 'zhou',
      rungs: ['T+5', 'T+15', 'T+30', 'weekly-1'],
      dedupeKey: `${findingId}/clock-1-weekly-1/overdue/zhou/mail`,
    });
  });

  test('two different matters of one event are still two notices', async () => {
    const notices = await noticesOwed(
      [owe('verifier'), owe('verifier', { template: 'paused' })],
      addressing(school),
    );
    expect(notices.map(({ template }) => template)).toEqual(['returned', 'paused']);
  });
});

describe('somebody who has delegated', () => {
  test('is told through whoever stands in, and the notice says in whose place', async () => {
    const away = addressing(school, {}, { he: 'su' });
    const notices = await noticesOwed([owe('actionOwner'), owe('leadOfficial')], away);
    expect(notices.map(({ personId, inPlaceOf }) => [personId, inPlaceOf])).toEqual([
      ['su', 'he'],
      ['shen', null],
    ]);
    expect(notices[0]?.dedupeKey).toBe(`${findingId}/event-3/returned/su/mail`);
  });

  test('to somebody who is told anyway: they are told once, and whose place they take is not lost', async () => {
    const twice = [owe('leadOfficial'), owe('actionOwner')];
    const [event, ...others] = await noticesOwed(twice, addressing(school, {}, { he: 'shen' }));
    expect(others).toEqual([]);
    expect(event).toMatchObject({ slot: 'leadOfficial', personId: 'shen', inPlaceOf: 'he' });
    const rungs = ['T+1', 'T+5'];
    const [clock, ...rest] = await noticesOwed(
      [
        owe('actionOwner', { clockNo: 1, rungs: ['T+1'] }),
        owe('leadOfficial', { clockNo: 1, rungs: ['T+5'] }),
      ],
      addressing(school, { rungs }, { he: 'shen' }),
    );
    expect(rest).toEqual([]);
    expect(clock).toMatchObject({ slot: 'leadOfficial', inPlaceOf: 'he', rungs });
  });

  test('of two who have delegated to the same person, the one whose post speaks is named', async () => {
    const both = addressing(school, {}, { he: 'su', shen: 'su' });
    const [notice, ...others] = await noticesOwed([owe('actionOwner'), owe('leadOfficial')], both);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ slot: 'actionOwner', personId: 'su', inPlaceOf: 'he' });
  });

  test('and to whom a vacant post’s notice falls: both are said', async () => {
    const away = addressing(without('teaching'), {}, { shen: 'su' });
    const [notice] = await noticesOwed([owe('actionOwner')], away);
    expect(notice).toMatchObject({
      slot: 'actionOwner',
      fallbackSlot: 'leadOfficial',
      personId: 'su',
      inPlaceOf: 'shen',
    });
  });
});

describe('a vacant post', () => {
  test.each<[Slot, string[], Slot | null, string | null]>([
    ['actionOwner', ['teaching'], 'leadOfficial', 'shen'],
    ['actionOwner', ['teaching', 'vice-principal'], 'accountableExecutive', 'zhou'],
    ['actionOwner', ['teaching', 'vice-principal', 'principal'], 'steeringGroup', 'cao'],
    ['leadOfficial', ['vice-principal'], 'accountableExecutive', 'zhou'],
    ['leadOfficial', ['vice-principal', 'principal'], 'steeringGroup', 'cao'],
    ['accountableExecutive', ['principal'], 'steeringGroup', 'cao'],
    ['steeringGroup', ['steering'], 'accountableExecutive', 'zhou'],
    ['verifier', ['inspector'], 'steeringGroup', 'cao'],
  ])('%s, with %j vacant, falls to %s and says so', async (slot, vacant, fallback, person) => {
    const [notice] = await noticesOwed([owe(slot)], addressing(without(...vacant)));
    expect(notice).toMatchObject({ slot, fallbackSlot: fallback, personId: person });
  });

  test("the checker's notices never fall to the unit that is checked", async () => {
    const [notice] = await noticesOwed(
      [owe('verifier')],
      addressing(without('inspector', 'steering')),
    );
    expect(notice).toMatchObject({ slot: 'verifier', fallbackSlot: null, personId: null });
  });

  test('a slot that nobody was ever appointed to falls upwards as well', async () => {
    const { leadOfficial, verifier } = slots;
    const [notice] = await noticesOwed(
      [owe('actionOwner')],
      addressing(school, { slots: { leadOfficial, verifier } }),
    );
    expect(notice).toMatchObject({ fallbackSlot: 'leadOfficial', personId: 'shen' });
  });

  test('with nobody at all the notice still stands, owed to nobody: one for each post', async () => {
    const asking = addressing({}, { slots: {} });
    const notices = await noticesOwed([owe('actionOwner'), owe('leadOfficial')], asking);
    expect(notices.map(({ personId, slot, dedupeKey }) => [personId, slot, dedupeKey])).toEqual([
      [null, 'actionOwner', `${findingId}/event-3/returned/vacant-actionOwner/mail`],
      [null, 'leadOfficial', `${findingId}/event-3/returned/vacant-leadOfficial/mail`],
    ]);
    expect(asking.asked).toEqual([]);
  });
});
