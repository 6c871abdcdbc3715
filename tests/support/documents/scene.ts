/** Who is inspected by whom, when, and with which words: what all parts of one document agree on. */
import type { Dice } from './dice.ts';
import { brokenDay, fullDay } from './dates.ts';
import type { Filling } from './filling.ts';
import type { TruthDue } from './truth.ts';
import { cities, families, given, places } from './words/names.ts';
import { sectors, type Sector } from './words/sectors.ts';

export interface Scene extends Filling {
  readonly sector: Sector;
  readonly place: string;
  readonly city: string;
  /** 云溪县实验小学 */
  readonly org: string;
  /** The party organisation of it, where it speaks: 中共云溪县实验小学总支部委员会 */
  readonly party: string;
  /** 县委第三巡察组 */
  readonly body: string;
  /** 巡察 */
  readonly inspection: string;
  /** As printed, both ends. */
  readonly period: string;
  readonly feedback: TruthDue;
  person(): string;
}

const INSPECTIONS = ['巡察', '巡察', '巡察', '督导', '督查'] as const;

/** Those that govern others. */
export const GOVERNING: readonly Sector[] = sectors.filter(({ id }) =>
  ['bureau', 'township', 'environment'].includes(id),
);

export function sceneOf(
  dice: Dice,
  inspection: string = dice.pick(INSPECTIONS),
  among: readonly Sector[] = sectors,
): Scene {
  const sector = dice.pick(among);
  const place = dice.pick(places);
  const year = dice.int(2021, 2025);
  const org = `${place}${dice.pick(sector.orgs)}`;
  const feedback = dice.fork('feedback');
  return {
    sector,
    year,
    place,
    org,
    inspection,
    city: dice.pick(cities),
    party: partyOf(org, sector, dice),
    body: bodyOf(place, inspection, dice),
    period: periodOf(year - 1, dice),
    feedback: feedback.chance(0.75) ? fullDay(year, feedback) : brokenDay(year, feedback),
    person: () => personOf(dice),
  };
}

const personOf = (dice: Dice): string => `${dice.pick(families)}${dice.pick(given)}`;

function partyOf(org: string, { id }: Sector, dice: Dice): string {
  if (id === 'bureau') return `中共${org}党组`;
  if (id === 'kindergarten') return `中共${org}支部委员会`;
  return `中共${org}${dice.pick(['委员会', '总支部委员会'])}`;
}

function bodyOf(place: string, inspection: string, dice: Dice): string {
  const level = place.at(-1) === '区' ? '区' : '县';
  const no = dice.pick(['一', '二', '三', '四', '五']);
  if (inspection === '巡察') return `${level}委第${no}巡察组`;
  if (inspection === '督导') return `${level}人民政府教育督导室第${no}督导组`;
  if (inspection === '审计') return `${place}审计局`;
  return `${level}政府第${no}督查组`;
}

function periodOf(year: number, dice: Dice): string {
  const month = dice.int(2, 9);
  const [from, to] = [dice.int(1, 14), dice.int(15, 28)];
  return dice.pick([
    `${year}年${month}月${from}日至${month + 1}月${to}日`,
    `${year}年${month}月${from}日至${to}日`,
    `${year}年${month}月至${month + 2}月`,
    `${year}年${month}月${from}日-${month + 1}月${to}日`,
  ]);
}
