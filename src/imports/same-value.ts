/** When two values of a field say the same. */
import { canonical } from '../engine/chain.ts';
import type { Field, RowValues, StatedMeasure } from './corrections.ts';
import { plainAspect } from './row-keys.ts';

/** Width and white space change nothing: another program may have written the same file. */
function squeezed(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/gu, '');
}

const texts: ReadonlySet<Field> = new Set(['title', 'description', 'sourceNo']);

/** What a value is compared by, within its field. */
function comparable(field: Field, values: RowValues): unknown {
  const value = values[field];
  if (texts.has(field)) return typeof value === 'string' ? squeezed(value) : null;
  if (field === 'aspect') return plainAspect(values.aspect?.title ?? null);
  if (field === 'measures') return values.measures.map(plainMeasure);
  return value;
}

function plainMeasure({ text, ...rest }: StatedMeasure): unknown {
  return { ...rest, text: squeezed(text) };
}

/** What a file says now, and what it said before. */
export function saysTheSame(field: Field, one: RowValues, other: RowValues): boolean {
  return canonical(comparable(field, one)) === canonical(comparable(field, other));
}

/** Nothing that anybody would have to answer for. */
export function isUnstated(field: Field, values: RowValues): boolean {
  const value = values[field];
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** Whether the ledger says what the file says, as far as the file says anything. */
export function agrees(field: Field, file: RowValues, live: RowValues): boolean {
  if (field !== 'measures') return saysTheSame(field, file, live);
  if (file.measures.length !== live.measures.length) return false;
  return file.measures.every((measure, at) => {
    const kept = live.measures[at];
    if (kept === undefined) return false;
    const said = new Set(statedIn([measure]));
    return sameMeasure(measure, kept, said);
  });
}

type Attribute = Exclude<keyof StatedMeasure, 'text'>;
const attributes: readonly Attribute[] = [
  'unit',
  'person',
  'dueDate',
  'acceptanceCriterion',
  'evidenceKinds',
  'funding',
  'contingencyPlan',
  'weight',
];

function statedIn(measures: readonly StatedMeasure[]): readonly Attribute[] {
  return attributes.filter((attribute) =>
    measures.some((measure) => {
      const value = measure[attribute];
      return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
    }),
  );
}

function sameMeasure(
  one: StatedMeasure,
  other: StatedMeasure,
  said: ReadonlySet<Attribute>,
): boolean {
  return (
    squeezed(one.text) === squeezed(other.text) &&
    attributes
      .filter((attribute) => said.has(attribute))
      .every((each) => canonical(one[each] ?? null) === canonical(other[each] ?? null))
  );
}

/**
 * Whether the ledger says what it said before. Of measures only what the file speaks of counts: that somebody has
 * named a person or a criterion for one contradicts nothing.
 */
export function standsAsBefore(
  field: Field,
  before: RowValues,
  live: RowValues,
  files: readonly RowValues[],
): boolean {
  if (field !== 'measures') return saysTheSame(field, before, live);
  if (before.measures.length !== live.measures.length) return false;
  const said = new Set(files.flatMap(({ measures }) => statedIn(measures)));
  return before.measures.every((measure, at) => {
    const kept = live.measures[at];
    return kept !== undefined && sameMeasure(measure, kept, said);
  });
}
