/** Gives findings the measures that another chapter lists. */
import { extractAttributes, mergeAttributes, takeAttributes } from '../readings/attributes.ts';
import { dueInText } from '../readings/due-in-text.ts';
import { measureStatus } from '../readings/status-clauses.ts';
import { statedDate } from '../stated-date.ts';
import type { Aspect, Finding, Reading } from '../schema.ts';
import { noteMissing } from './findings.ts';
import { finishFinding, reading } from './finish.ts';
import type { ReadContext } from './form.ts';
import type { Item } from './items.ts';
import { listOfMeasures, listsApart, type ListApart } from './lists-apart.ts';
import { pairByWords } from './pairing-by-words.ts';
import type { Region } from './regions.ts';

const BY_ORDER = reading(
  0.6,
  '措施另行列出，按次序与问题对应，文件并未明言',
  'the measures are listed apart and paired by their order, which the document does not state',
);

const BY_WORDS = reading(
  0.8,
  '措施另行列出，按其所针对的问题对应',
  'the measures are listed apart; each names the finding it is for',
);

/**
 * Measures that name their findings go with these. Else, where a chapter lists as many as there are
 * findings without any, they are paired one to one. What cannot be paired is asked, and nothing guessed.
 */
export function pairMeasures(
  aspects: readonly Aspect[],
  regions: readonly Region[],
  context: ReadContext,
): Aspect[] {
  const findings = aspects.flatMap((aspect) => aspect.findings);
  const lists = listsApart(regions, context);
  const measures = listOfMeasures(lists);
  const byWords = pairByWords(findings, measures?.items ?? []);
  const named = [...byWords.values()].flat();
  const haveTheirOwn = findings.some((finding) => finding.measures.length > 0);
  const fitting = haveTheirOwn ? null : listFitting(lists, findings);
  if (fitting !== null && goInOrder(fitting, findings, byWords)) {
    return pairByOrder(aspects, fitting, context);
  }
  const left = measures?.items.filter((item) => !named.includes(item)) ?? [];
  if (left.length > 0) askForWhich(left, context);
  const paired = withMeasures(aspects, (finding) => byWords.get(finding) ?? [], {
    isAsked: false,
    how: BY_WORDS,
  });
  if (haveTheirOwn || named.length > 0) {
    for (const finding of paired.flatMap((aspect) => aspect.findings))
      noteMissing(finding, context);
  }
  return paired;
}

/** Nothing any of them says of what it is for speaks against the order. */
const goInOrder = (
  { items }: ListApart,
  findings: readonly Finding[],
  byWords: ReadonlyMap<Finding, readonly Item[]>,
): boolean =>
  findings.every((finding, index) =>
    (byWords.get(finding) ?? []).every((item) => item === items[index]),
  );

function listFitting(lists: readonly ListApart[], findings: readonly Finding[]): ListApart | null {
  const fitting = lists.filter(({ items }) => items.length === findings.length);
  const best = fitting.find(({ region }) => region.role !== 'requirements') ?? fitting[0];
  return best === undefined || findings.length === 0 ? null : best;
}

function pairByOrder(
  aspects: readonly Aspect[],
  { region, items }: ListApart,
  context: ReadContext,
): Aspect[] {
  const findings = aspects.flatMap((aspect) => aspect.findings);
  const byFinding = new Map(
    findings.map((finding, index) => [finding, items.slice(index, index + 1)]),
  );
  const first = items[0]?.source.number ?? region.source.number;
  context.warn(
    first,
    'paired_by_order',
    `第${first}行起的${items.length}条与问题按次序对应，请核对 / The ${items.length} entries from line ${first} on are paired with the findings by their order; please check`,
  );
  return withMeasures(aspects, (finding) => byFinding.get(finding) ?? [], {
    isAsked: region.role === 'requirements',
    how: BY_ORDER,
  });
}

/** They are measures of something, and nobody is to lose them. */
function askForWhich(items: readonly Item[], { ask }: ReadContext): void {
  const line = items[0]?.source.number ?? 1;
  ask({
    line,
    finding: null,
    about: 'measures',
    code: 'measures_unpaired',
    message: `第${line}行起另列的${items.length}条措施属于哪些问题？文件没有写明，未读入 / Which findings are the ${items.length} measures from line ${line} on for? The document does not say, and they were not read`,
  });
}

interface Pairing {
  /** Asked for by the inspectors; asked is not done. */
  readonly isAsked: boolean;
  readonly how: Reading;
}

const withMeasures = (
  aspects: readonly Aspect[],
  itemsFor: (finding: Finding) => readonly Item[],
  pairing: Pairing,
): Aspect[] =>
  aspects.map((aspect) => ({
    ...aspect,
    findings: aspect.findings.map((finding) =>
      itemsFor(finding).reduce((so, item) => withMeasure(so, item, pairing), finding),
    ),
  }));

function withMeasure(finding: Finding, { lines }: Item, { isAsked, how }: Pairing): Finding {
  const { rest, attributes } = takeAttributes(lines);
  const { text, ...bracketed } = extractAttributes(rest.join('\n'));
  const { responsible, due } = mergeAttributes([bracketed, ...attributes]);
  if (isAsked) return finishFinding({ ...finding, requirements: [text], doubts: {} });
  const statusPhrase = measureStatus(text);
  const measure = { no: null, text, statusPhrase, responsible, due: statedDate(due) };
  return finishFinding({
    ...finding,
    measures: [...finding.measures, measure],
    due: finding.due.raw === null && due === null ? statedDate(dueInText(text)) : finding.due,
    doubts: { ...finding.readings, measures: how },
  });
}
