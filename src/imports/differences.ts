/** The three-way difference of one row: what the file says, what it said when last they agreed, what the ledger says. */
import { fields, type Field, type RowValues } from './corrections.ts';
import { agrees, isUnstated, saysTheSame, standsAsBefore } from './same-value.ts';

/** What file and ledger said when last they agreed, field by field. */
export interface Base {
  readonly file: RowValues;
  readonly live: RowValues;
  /** Fields in which they never did. */
  readonly never: readonly Field[];
}

export type FieldResult = 'changedInFile' | 'changedLive' | 'bothSame' | 'conflict';

export interface FieldDifference {
  readonly field: Field;
  readonly result: FieldResult;
  /** What the file said when last they agreed; null where it said nothing, or they never did. */
  readonly last: unknown;
  readonly file: unknown;
  readonly live: unknown;
  /** A correction whose text has changed in the file since: what it corrected, and into what. */
  readonly correction: Outdated | null;
}

/** A correction of a text that the file no longer has. */
export interface Outdated {
  readonly was: unknown;
  readonly to: unknown;
}

export interface Compared {
  /** None of a finding that no row spoke of before. */
  readonly base: Base | null;
  readonly file: RowValues;
  readonly live: RowValues;
  readonly outdated: ReadonlyMap<Field, Outdated>;
  /** The document has another form by now: what it leaves out, it may have no place for. */
  readonly isOtherForm: boolean;
}

/** Fields that say the same everywhere as before are left out. */
export function differences(compared: Compared): readonly FieldDifference[] {
  const { base, file, live, outdated } = compared;
  return fields.flatMap((field) => {
    const correction = outdated.get(field) ?? null;
    const result = correction === null ? resultOf(field, compared) : 'conflict';
    if (result === null) return [];
    const last = base === null || base.never.includes(field) ? null : base.file[field];
    return [{ field, result, last, file: file[field], live: live[field], correction }];
  });
}

function resultOf(field: Field, { base, file, live, isOtherForm }: Compared): FieldResult | null {
  // The ledger keeps the dates of measures; where there are some, they carry it.
  const isKept = field !== 'due';
  if (!isKept && file.measures.length > 0) return null;
  const same = isKept && agrees(field, file, live);
  if (base === null || base.never.includes(field)) {
    return same || isUnstated(field, file) ? null : 'conflict';
  }
  const isLeftOut = isOtherForm && isUnstated(field, file);
  const inFile = !isLeftOut && !saysTheSame(field, base.file, file);
  const inLedger = isKept && !standsAsBefore(field, base.live, live, [base.file, file]);
  if (same) return inFile && inLedger ? 'bothSame' : null;
  if (inFile) return inLedger ? 'conflict' : 'changedInFile';
  return inLedger ? 'changedLive' : null;
}

/** What they agree in from here on: `written` is what the import has put into the ledger, which then says `after`. */
export function baseAfter(
  { base, file, live, outdated }: Compared,
  written: ReadonlySet<Field>,
  after: RowValues,
): Base {
  const agreed = (field: Field): boolean =>
    !outdated.has(field) &&
    (written.has(field) ||
      (field === 'due' ? file.measures.length > 0 : agrees(field, file, live)));
  const taken = fields.filter(agreed);
  if (base === null) {
    const never = fields.filter((field) => !taken.includes(field) && !isUnstated(field, file));
    return { file, live: after, never };
  }
  return {
    file: { ...base.file, ...pick(file, taken) },
    live: { ...base.live, ...pick(after, taken) },
    never: base.never.filter((field) => !taken.includes(field)),
  };
}

function pick(values: RowValues, taken: readonly Field[]): Partial<RowValues> {
  return Object.fromEntries(taken.map((field) => [field, values[field]]));
}
