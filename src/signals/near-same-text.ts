/** Texts about what was done that were written once and used several times. */
import { deedBands, deedPieces, nearSameness } from '../likeness/deeds.ts';
import type { Deed, FindingFacts, SignalFacts } from './facts.ts';
import { othersText } from './others-text.ts';
import { othersMax, type Signal, type SignalOther } from './signal.ts';

interface Match {
  readonly other: SignalOther;
  readonly likeness: number;
}

interface Sketched {
  readonly deed: Deed;
  readonly pieces: ReadonlySet<string>;
  readonly bands: readonly number[];
}

/** One signal per text of the finding, in their order. */
export function nearSameText({ finding, texts }: SignalFacts): readonly Signal[] {
  const own = finding.deeds.flatMap(sketched);
  const matches = new Map<Deed, Match[]>(own.map(({ deed }) => [deed, []]));
  const byBand = new Map<number, Sketched[]>();
  for (const each of own) {
    for (const band of each.bands) byBand.set(band, [...(byBand.get(band) ?? []), each]);
  }
  const compare = (there: Deed, where: Omit<SignalOther, 'measureNo'>) => {
    for (const { pieces, bands } of sketched(there)) {
      // Only what meets in a band is compared: everything with everything would take too long.
      for (const here of new Set(bands.flatMap((band) => byBand.get(band) ?? []))) {
        if (where.findingId === finding.id && !isEarlierMeasure(there, here.deed)) continue;
        const likeness = nearSameness(pieces, here.pieces);
        if (likeness === null) continue;
        const other = { ...where, measureNo: there.measureNo };
        matches.get(here.deed)?.push({ other, likeness });
      }
    }
  };
  const { id: findingId, number, unit } = finding;
  for (const deed of finding.deeds) compare(deed, { findingId, number, unit });
  for (const { deeds, ...where } of texts) for (const deed of deeds) compare(deed, where);
  return own.flatMap(({ deed }) => signalOf(deed, matches.get(deed) ?? [], finding));
}

/** A measure is compared with those before it, so that each pair is told of once; what was said, with all. */
function isEarlierMeasure(there: Deed, here: Deed): boolean {
  if (there.measureNo === null) return false;
  return here.measureNo === null || there.measureNo < here.measureNo;
}

function sketched(deed: Deed): readonly Sketched[] {
  const pieces = deedPieces(deed.text);
  return pieces === null ? [] : [{ deed, pieces, bands: deedBands(pieces) }];
}

function signalOf(
  { measureNo, seq }: Deed,
  found: readonly Match[],
  finding: FindingFacts,
): readonly Signal[] {
  const best = found.toSorted((a, b) => b.likeness - a.likeness);
  // Of a finding that says the same in several places, the closest stands for all; a measure for itself.
  const places = new Map<string, Match>();
  for (const match of best) {
    const { findingId, measureNo: no } = match.other;
    const key = findingId === finding.id ? `${findingId} ${no}` : findingId;
    if (!places.has(key)) places.set(key, match);
  }
  const [first] = places.values();
  if (first === undefined) return [];
  const others = [...places.values()].map(({ other }) => other);
  const { zh, en } = othersText(others, finding);
  const percent = Math.round(first.likeness * 100);
  const [what, whatEn] = words(measureNo, seq, finding);
  return [
    {
      kind: 'nearSameText',
      about: { measureNo, evidenceId: null, seq },
      others: others.slice(0, othersMax),
      likeness: Math.round(first.likeness * 1_000) / 1_000,
      question: {
        zh: `${what}与${zh}的文字基本一致(相似度 ${percent}%)。此处具体做了什么?`,
        en: `${whatEn} reads nearly the same as ${en} (${percent} %). What was done here in particular?`,
      },
    },
  ];
}

function words(
  measureNo: number | null,
  seq: number | null,
  { events }: FindingFacts,
): readonly [string, string] {
  if (measureNo !== null) return [`措施 ${measureNo}`, `Measure ${measureNo}`];
  const said = events.find((each) => each.seq === seq);
  const on = said?.day ?? '';
  return said?.event.type === 'SUBMIT'
    ? [`${on} 的提请核查说明`, `The note submitted on ${on}`]
    : [`${on} 的进展报告`, `The progress report of ${on}`];
}
