/** Corrections that hold from one state of a document to the next, as long as the text they correct is there. */
import { canonical } from '../engine/chain.ts';
import {
  fields,
  type AddedRow,
  type Correction,
  type Field,
  type RowValues,
} from './corrections.ts';
import type { Outdated } from './differences.ts';
import type { ReadRow } from './file-rows.ts';

/** As it is kept: `was` is what the file said there when it was given. */
export type InForce =
  | {
      readonly row: string;
      readonly field: Field;
      readonly value: unknown;
      readonly was: unknown;
    }
  | { readonly row: string; readonly skip: true; readonly was: unknown }
  | { readonly row: string; readonly is: string }
  | { readonly row: string; readonly add: AddedRow };

/** What a file says that a correction of the field corrects. */
function saidOf(field: Field, read: ReadRow): unknown {
  const { more } = read;
  switch (field) {
    case 'title':
    case 'description':
    case 'due':
      return read[field];
    case 'sourceNo':
      return read.no;
    case 'aspect':
      return read.aspect?.title ?? null;
    case 'measures':
      return read.measures;
    case 'class':
    case 'grade':
    case 'targets':
      return more[field] ?? null;
    case 'responsibleUnit':
      return [read.responsible, more.responsibleUnit ?? null];
    case 'actionOwner':
    case 'leadOfficial':
    case 'accountableExecutive':
    case 'verifier':
    case 'steeringGroup':
    case 'caseSponsor':
    case 'supportingUnit':
    case 'higherLevel':
      return [read.responsible, more.slots?.[field] ?? null];
  }
}

function saidOfRow({ title, description }: ReadRow): unknown {
  return { title, description };
}

/** Width and white space change nothing. */
function plain(value: unknown): string {
  return canonical(value ?? null)
    .normalize('NFKC')
    .replaceAll(/\\[nrt]|\s/gu, '');
}

/** Adds what is given now; of two corrections of one thing the later holds. `read` is what the file says of a row. */
export function withGiven(
  kept: readonly InForce[],
  given: readonly Correction[],
  read: (row: string) => ReadRow | null,
): readonly InForce[] {
  const all = new Map(kept.map((each) => [slotOf(each), each]));
  for (const correction of given) {
    const slot = slotOf(correction);
    const held = heldFrom(correction, read(correction.row));
    if (held === null) all.delete(slot);
    else all.set(slot, held);
  }
  return [...all.values()];
}

function slotOf(correction: Correction | InForce): string {
  if ('field' in correction) return `${correction.row}\n${correction.field}`;
  const what = ['skip', 'is', 'add'].find((member) => member in correction) ?? '';
  return `${correction.row}\n${what}`;
}

/** Null for one that takes another back. */
function heldFrom(correction: Correction, read: ReadRow | null): InForce | null {
  const { row } = correction;
  if ('field' in correction) {
    if ('asFile' in correction) return null;
    const { field, value } = correction;
    return { row, field, value, was: read === null ? null : saidOf(field, read) };
  }
  if ('skip' in correction) {
    return correction.skip
      ? { row, skip: true, was: read === null ? null : saidOfRow(read) }
      : null;
  }
  return correction;
}

export interface RowCorrected {
  readonly corrected: Partial<RowValues>;
  readonly outdated: ReadonlyMap<Field, Outdated>;
  readonly skip: 'no' | 'yes' | 'outdated';
}

/** What is corrected in a row of the file, and what would be if its text were still there. */
export function correctedRow(
  inForce: readonly InForce[],
  row: string,
  read: ReadRow,
): RowCorrected {
  const corrected: [Field, unknown][] = [];
  const outdated = new Map<Field, Outdated>();
  let skip: RowCorrected['skip'] = 'no';
  for (const each of inForce) {
    if (each.row !== row) continue;
    if ('add' in each) corrected.unshift(...addedFields(each.add));
    else if ('skip' in each) {
      skip = plain(each.was) === plain(saidOfRow(read)) ? 'yes' : 'outdated';
    } else if ('field' in each) {
      const { field, value, was } = each;
      if (plain(was) === plain(saidOf(field, read))) corrected.push([field, value]);
      else outdated.set(field, { was, to: value });
    }
  }
  // Checked by the schema of its field when it was given.
  return { corrected: Object.fromEntries(corrected), outdated, skip };
}

function addedFields(add: AddedRow): [Field, unknown][] {
  return fields.flatMap((field): [Field, unknown][] =>
    add[field] === undefined ? [] : [[field, add[field]]],
  );
}

/** Whether two lists correct the same in the same way. */
export function isSameForce(one: readonly InForce[], other: readonly InForce[]): boolean {
  const sorted = (list: readonly InForce[]) => list.map(canonical).toSorted();
  return canonical(sorted(one)) === canonical(sorted(other));
}
