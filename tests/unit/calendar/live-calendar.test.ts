import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLiveCalendar, type LoadedLayers } from '../../../src/calendar/live-calendar.ts';
import { RectiflowError } from '../../../src/errors.ts';
import { addLayer, readLayers } from '../../../src/store/calendar-layers.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import {
  claim,
  give,
  inspector,
  opened,
  openCase,
  owner,
  setMeasures,
  submitPlan,
  wipe,
} from '../engine/engine-case.ts';
import { clocksOf } from '../engine/ledger-reading.ts';
import { addition, base, china } from './calendars.ts';
import { notice2027 } from './notice-2027.ts';

const zone = 'Asia/Shanghai';
const holiday = (day: string) => ({ holidays: [{ name: '校庆', from: day, to: day }] });

/** A calendar over a shelf that tests lay layers on. */
function onShelf(given: { layers?: readonly unknown[] } = {}) {
  let shelf: LoadedLayers = { revision: 0, layers: [] };
  let readings = 0;
  const calendar = createLiveCalendar({
    zone,
    ...given,
    read: async () => {
      readings += 1;
      return shelf;
    },
  });
  return {
    calendar,
    readings: () => readings,
    lay: async (...layers: readonly unknown[]) => {
      shelf = { revision: shelf.revision + 1, layers };
      await calendar.refresh(shelf.revision);
    },
  };
}

/** The lines the layer is refused with. */
function refusalOf(attempt: () => unknown): readonly string[] {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof RectiflowError) || error.code !== 'calendar_invalid') throw error;
    return error.message.split('\n  ').slice(1);
  }
  throw new Error('it was taken');
}

describe('the calendar in use', () => {
  test('is at first the shipped one, with whatever was configured laid over it', () => {
    const { calendar } = onShelf({ layers: [addition(holiday('2026-05-20'))] });
    expect(calendar.version).toBe('cn@2026+school@3');
    expect(calendar.horizon).toBe(china.horizon);
    expect(calendar.standingOf('2026-05-20').reason).toBe('organisationHoliday');
    expect(onShelf().calendar.version).toBe('cn@2026');
  });

  test('is another base, where one is configured', () => {
    const { calendar } = onShelf({ layers: [base()] });
    expect(calendar.version).toBe('base@1');
    expect(calendar.standingOf('2026-10-01').working).toBe(true);
  });

  test('answers every question as the calendar of those layers does', () => {
    const { calendar } = onShelf();
    const at = Date.UTC(2026, 8, 30, 17);
    expect(calendar.zone).toBe(zone);
    expect(calendar.dayOf(at)).toBe(china.dayOf(at));
    expect(calendar.print(at)).toBe(china.print(at));
    expect(calendar.endOf('2026-09-30')).toBe(china.endOf('2026-09-30'));
    expect(calendar.timeOn('2026-09-30', '09:00')).toBe(china.timeOn('2026-09-30', '09:00'));
    for (const day of ['2026-09-30', '2026-10-04', '2026-10-10', '2027-01-01']) {
      expect(calendar.standingOf(day)).toEqual(china.standingOf(day));
      expect(calendar.dayAfter(day, -7, 'workday')).toEqual(china.dayAfter(day, -7, 'workday'));
      expect(calendar.daysBetween('2026-09-01', day, 'workday')).toBe(
        china.daysBetween('2026-09-01', day, 'workday'),
      );
      expect(calendar.roll(day, 'next')).toEqual(china.roll(day, 'next'));
    }
  });

  test('is refused at once for layers that cannot be used, and for no such zone', () => {
    expect(refusalOf(() => onShelf({ layers: [addition({ version: 0 })] }))).toHaveLength(1);
    expect(() =>
      createLiveCalendar({ zone: 'Mars/Base', read: async () => expect.fail() }),
    ).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});

describe('what is loaded', () => {
  test('is taken up when its revision is heard of, and read once', async () => {
    const { calendar, lay, readings } = onShelf();
    await calendar.refresh(0);
    expect(readings()).toBe(0);
    await lay(addition(holiday('2026-05-20')));
    expect(calendar.version).toBe('cn@2026+school@3');
    await calendar.refresh(1);
    await calendar.refresh(0);
    expect(readings()).toBe(1);
  });

  test('takes the place of what was shipped or configured under the same name, and lies over the rest', async () => {
    const other = addition({ id: 'bureau', version: 1, ...holiday('2026-06-01') });
    const { calendar, lay } = onShelf({ layers: [addition(holiday('2026-05-20')), other] });
    await lay(addition({ version: 4, ...holiday('2026-05-21') }), base({ version: 9 }));
    expect(calendar.version).toBe('base@9+school@4+bureau@1');
    expect(calendar.standingOf('2026-05-20').reason).toBe('weekday');
    expect(calendar.standingOf('2026-05-21').reason).toBe('organisationHoliday');
    expect(calendar.standingOf('2026-06-01').reason).toBe('organisationHoliday');
  });

  test('tells the terms of every addition', async () => {
    const spring = { name: '2026年春季学期', from: '2026-03-02', to: '2026-07-10' };
    const autumn = { name: '2026年秋季学期', from: '2026-08-31', to: '2027-01-22' };
    const { calendar, lay } = onShelf({ layers: [addition({ terms: [spring] })] });
    expect(calendar.terms).toEqual([spring]);
    await lay(addition({ version: 4, terms: [spring, autumn] }));
    expect(calendar.terms).toEqual([spring, autumn]);
  });

  test('of two readings at once the later load counts, whichever comes back first', async () => {
    const answers: ((layers: LoadedLayers) => void)[] = [];
    const calendar = createLiveCalendar({
      zone,
      read: () => new Promise((resolve) => answers.push(resolve)),
    });
    const readings = [calendar.refresh(1), calendar.refresh(2)];
    answers[1]?.({ revision: 2, layers: [addition({ version: 5 })] });
    answers[0]?.({ revision: 1, layers: [addition({ version: 4 })] });
    await Promise.all(readings);
    expect(calendar.version).toBe('cn@2026+school@5');
  });
});

describe('what the calendar would be with one more layer', () => {
  test('is shown, and changes nothing', () => {
    const { calendar } = onShelf();
    const { calendar: prospect, layer } = calendar.prospect(notice2027());
    expect(prospect.horizon).toBe('2027-12-31');
    expect(prospect.version).toBe('cn@2027');
    expect(layer).toMatchObject({ kind: 'base', id: 'cn', version: 2027 });
    expect(calendar.horizon).toBe('2026-12-31');
  });

  test('counts what was loaded before', async () => {
    const { calendar, lay } = onShelf({ layers: [addition(holiday('2027-05-20'))] });
    await lay(calendar.prospect(notice2027()).layer);
    const { calendar: prospect } = calendar.prospect(addition({ version: 4 }));
    expect(prospect.version).toBe('cn@2027+school@4');
    expect(prospect.standingOf('2027-02-08').name).toBe('春节');
    expect(prospect.standingOf('2027-05-20').reason).toBe('weekday');
  });

  test.each<[string, () => unknown, string]>([
    ['a notice of another base', () => notice2027({ of: 'de' }), 'of: the base in use is "cn"'],
    [
      'a notice under the version in use',
      () => notice2027({ version: 2026 }),
      'version: must be above 2026, the version in use',
    ],
    [
      'a notice under a version of before',
      () => notice2027({ version: 2025 }),
      'version: must be above 2026, the version in use',
    ],
    [
      'an addition under the version in use',
      () => addition(),
      'version: must be above 3, the version in use',
    ],
  ])('is refused for %s', (_what, layer, line) => {
    const { calendar } = onShelf({ layers: [addition()] });
    expect(refusalOf(() => calendar.prospect(layer()))).toEqual([line]);
    expect(calendar.version).toBe('cn@2026+school@3');
  });

  test('once a notice has been taken up, the same notice is refused', async () => {
    const { calendar, lay } = onShelf();
    await lay(calendar.prospect(notice2027()).layer);
    const again = notice2027({ version: 2028 });
    expect(refusalOf(() => calendar.prospect(again))[0]).toMatch(/^notices\.9\.source: /);
  });
});

describe('on a ledger', () => {
  let database: Database;
  beforeAll(async () => {
    database = await migratedMemoryDatabase();
  });
  beforeEach(() => wipe(database));
  afterAll(() => database.close());

  test('nothing loaded is revision 0', async () => {
    expect(await readLayers(database.store)).toEqual({ revision: 0, layers: [] });
  });

  test('of each calendar the last load counts, in the order in which they were first loaded', async () => {
    const load = (layer: ReturnType<typeof addition>) =>
      addLayer(database.store, layer, owner, Date.UTC(2026, 10, 12));
    await load(addition({ id: 'b', version: 1 }));
    const second = await load(addition({ id: 'a', version: 1 }));
    const third = await load(addition({ id: 'b', version: 2 }));
    expect(third).toBe(second + 1);
    expect(await readLayers(database.store)).toEqual({
      revision: third,
      layers: [addition({ id: 'b', version: 2 }), addition({ id: 'a', version: 1 })],
    });
    const { rows } = await database.store.query<{ loaded_by: unknown }>(
      'select loaded_by from calendar_layer',
    );
    expect(rows).toHaveLength(3);
    for (const { loaded_by } of rows) expect(loaded_by).toEqual(owner);
  });

  test('the notice of 2027 moves the horizon of a second process at its next decision', async () => {
    // Each as a process of its own: two calendars over one database.
    const [one, two] = [await openCase({ database }), await openCase({ database })];
    for (const { clock } of [one, two]) clock.moveTo(Date.UTC(2026, 11, 21, 2));
    const { id } = await opened(one.engine);
    const live = createLiveCalendar({ zone, read: () => readLayers(database.store) });
    await addLayer(database.store, live.prospect(notice2027()).layer, inspector, one.clock.at);
    expect(two.ports.calendar.horizon).toBe('2026-12-31');
    await give(two.engine, id, owner, claim, setMeasures, submitPlan);
    expect(two.ports.calendar.horizon).toBe('2027-12-31');
    // Ten working days from 21 December; 1 January and the weekends are none.
    const verify = (await clocksOf(two, id)).find(({ kind }) => kind === 'verify');
    expect(verify).toMatchObject({
      calendar: 'cn@2027',
      provisional: false,
      dueAt: china.endOf('2027-01-05'),
    });
  });

  test.each<[string, (engine: Awaited<ReturnType<typeof openCase>>['engine']) => Promise<unknown>]>(
    [
      ['opening a finding', (engine) => opened(engine)],
      ['firing what is due', (engine) => engine.fireDue()],
      ['opening a round', (engine) => engine.openRound({ code: 'XC-1', by: inspector })],
      ['asking for the time', (engine) => engine.now()],
    ],
  )('%s takes up what was loaded as well', async (_what, decide) => {
    const { engine, ports } = await openCase({ database });
    await addLayer(database.store, addition(holiday('2026-05-20')), owner, Date.UTC(2026, 3, 1));
    await decide(engine);
    expect(ports.calendar.standingOf('2026-05-20').reason).toBe('organisationHoliday');
  });
});
