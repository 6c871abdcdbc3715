/** One row beside its finding: what differs, and what an import may write of it. */
import type { Actor } from '../../machines/actor.ts';
import type { LoadedFinding } from '../engine/fire-clock.ts';
import type { EnginePorts, FindingWrite } from '../engine/ports.ts';
import { standingOf } from '../../machines/step.ts';
import type { StoredRow } from '../store/import-rows.ts';
import { commandsFor, type CommandsForRow } from './commands.ts';
import { decideChanges, type DecidedChanges } from './decide-changes.ts';
import { baseAfter, differences, type Compared, type FieldDifference } from './differences.ts';
import type { ComparedRow, ReviewedDifference } from './review.ts';
import { liveValues } from './row-values.ts';
import type { SettledRow } from './settled-rows.ts';

export interface Comparing {
  /** Who gives the commands; null where none are to be given. */
  readonly by: Actor | null;
  readonly isOtherForm: boolean;
}

export interface RowCompared {
  readonly row: ComparedRow;
  readonly writes: readonly FindingWrite[];
  readonly stored: StoredRow;
}

export async function comparedRow(
  ports: EnginePorts,
  { row, named, corrected, values }: SettledRow,
  loaded: LoadedFinding,
  { by, isOtherForm }: Comparing,
): Promise<RowCompared> {
  const { finding } = loaded;
  const compared: Compared = {
    base: row.known?.base ?? null,
    file: values,
    live: liveValues(finding),
    outdated: corrected.outdated,
    isOtherForm,
  };
  const found = differences(compared);
  const asked = commandsFor(found, values, finding.snapshot.context);
  const none: DecidedChanges = { writes: [], written: new Set(), refused: new Map(), finding };
  const decided = by === null ? none : await decideChanges(ports, loaded, asked.commands, by);
  return {
    row: {
      row: row.key,
      no: row.read.no,
      title: row.read.title,
      finding: {
        id: finding.id,
        number: finding.number,
        state: standingOf(finding.snapshot).state,
      },
      matchedBy: row.by ?? 'word',
      rowInFile: row.contentKey,
      fields: found.map((difference) => reviewed(difference, asked, decided)),
    },
    writes: decided.writes,
    stored: {
      key: row.key,
      state: 'kept',
      findingId: finding.id,
      read: named.read,
      base: baseAfter(compared, decided.written, liveValues(decided.finding)),
    },
  };
}

function reviewed(
  difference: FieldDifference,
  { forPerson }: CommandsForRow,
  { written, refused }: DecidedChanges,
): ReviewedDifference {
  const { field, result } = difference;
  if (result !== 'changedInFile') return { ...difference, action: 'none', why: null };
  if (written.has(field)) return { ...difference, action: 'write', why: null };
  const guard = refused.get(field);
  if (guard !== undefined) return { ...difference, action: 'refused', why: guard };
  const person = forPerson.get(field);
  if (person !== undefined) return { ...difference, action: 'person', why: person };
  return { ...difference, action: 'none', why: 'sameFile' };
}
