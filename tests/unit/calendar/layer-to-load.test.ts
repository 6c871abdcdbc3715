import { describe, expect, test } from 'vitest';
import {
  calendarLayerSchema,
  noticeSchema,
  type BaseLayer,
} from '../../../src/calendar/calendar-data.ts';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { layerToLoad, loadableSchema } from '../../../src/calendar/layer-to-load.ts';
import { RectiflowError } from '../../../src/errors.ts';
import { addition, base, calendarOf } from './calendars.ts';
import { notice2027 } from './notice-2027.ts';

const inUse = calendarLayerSchema.parse(cnStateCouncil) as BaseLayer;

/** The lines it is refused with; fails where it is taken. */
function refusalOf(raw: unknown, over: BaseLayer = inUse): readonly string[] {
  try {
    layerToLoad(raw, over);
  } catch (error) {
    if (!(error instanceof RectiflowError) || error.code !== 'calendar_invalid') throw error;
    return error.message.split('\n  ').slice(1);
  }
  throw new Error('it was taken');
}

const lateChange = noticeSchema.parse({
  source: '示例〔2026〕9号',
  issued: '2026-12-01',
  holidays: [{ name: '临时放假', from: '2026-12-31', to: '2026-12-31' }],
});

const known = { coversTo: '2026-12-31' };

describe('the notice of one more year', () => {
  test('becomes the base it belongs to, with that year added, under the version it names', () => {
    const layer = layerToLoad(notice2027(), inUse);
    const [added] = notice2027().notices;
    expect(layer).toMatchObject({
      kind: 'base',
      id: 'cn',
      version: 2027,
      title: inUse.title,
      weekend: inUse.weekend,
      covers: { from: '2020-01-01', to: '2027-12-31' },
    });
    expect(layer).toMatchObject({ notices: [...inUse.notices, added] });
  });

  test('moves the horizon, and no day of the years before', () => {
    const [before, after] = [calendarOf(inUse), calendarOf(layerToLoad(notice2027(), inUse))];
    expect([before.horizon, after.horizon]).toEqual(['2026-12-31', '2027-12-31']);
    expect(after.standingOf('2027-02-08')).toMatchObject({
      working: false,
      name: '春节',
      known: true,
    });
    expect(before.standingOf('2027-02-08')).toMatchObject({ working: true, known: false });
    for (const day of ['2026-10-01', '2026-10-10', '2026-12-31', '2020-01-23']) {
      expect(after.standingOf(day)).toEqual(before.standingOf(day));
    }
    // 1 January is a Friday.
    const from = ['2026-12-30', 2, 'workday'] as const;
    expect(before.dayAfter(...from)).toEqual({ day: '2027-01-01', provisional: true });
    expect(after.dayAfter(...from)).toEqual({ day: '2027-01-04', provisional: false });
  });

  test('that changes days of a year already known leaves the horizon where it is', () => {
    const late = notice2027({ coversTo: '2026-12-31', notices: [lateChange] });
    const layer = layerToLoad(late, inUse);
    expect(layer).toMatchObject({ version: 2027, covers: inUse.covers });
    expect(calendarOf(layer).standingOf('2026-12-31')).toMatchObject({
      working: false,
      source: lateChange.source,
    });
  });

  test('can never make the base forget days it knew', () => {
    const short = notice2027({ coversTo: '2025-06-30', notices: [lateChange] });
    expect(layerToLoad(short, inUse)).toMatchObject({ covers: inUse.covers });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['another base', { of: 'de' }, 'of: the base in use is "cn"'],
    ['no version', { version: 0 }, 'version: '],
    ['nothing', { notices: [] }, 'notices: '],
    ['a horizon that is no day', { coversTo: '2027-02-29' }, 'coversTo: '],
    ['a member nobody knows', { weekend: [7] }, ''],
    ['days beyond those it covers', { coversTo: '2027-03-31' }, 'notices.8.holidays.'],
    ['a year without a holiday', { coversTo: '2028-12-31' }, 'coversTo: '],
    ['a year without a notice', { notices: [lateChange] }, 'coversTo: '],
    [
      'a notice that is known already',
      { ...known, notices: inUse.notices.slice(-1) },
      'notices.8.source: ',
    ],
    [
      'a notice from before the last one',
      { ...known, notices: [{ ...lateChange, issued: '2024-01-01' }] },
      'notices.8.issued: ',
    ],
  ])('is refused for %s, with the place', (_what, changes, line) => {
    const [first] = refusalOf({ ...notice2027(), ...changes });
    expect(first?.startsWith(line)).toBe(true);
  });
});

describe('a whole layer', () => {
  test.each([
    [
      'an addition',
      addition({ holidays: [{ name: '校庆', from: '2026-05-20', to: '2026-05-20' }] }),
    ],
    ['another base', base()],
  ])('is taken as it is: %s', (_what, layer) => {
    expect(layerToLoad(layer, inUse)).toEqual(calendarLayerSchema.parse(layer));
  });

  test.each<[string, unknown, string]>([
    ['with a slip in it', addition({ version: -1 }), 'version: '],
    ['of no kind', { id: 'cn' }, 'kind: must be "base", "addition" or "notice"'],
    ['that is none', null, ''],
    ['that is a list', [], ''],
  ])('is refused where it cannot be used: %s', (_what, layer, line) => {
    expect(refusalOf(layer)[0]?.startsWith(line)).toBe(true);
  });
});

test('a file may hold either, and nothing else', () => {
  for (const given of [notice2027(), addition(), base()]) {
    expect(loadableSchema.safeParse(given).success).toBe(true);
  }
  for (const given of [{ ...notice2027(), kind: 'circular' }, {}, [], 'cn']) {
    expect(loadableSchema.safeParse(given).success).toBe(false);
  }
});
