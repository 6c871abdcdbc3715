/** What changed in a file, as the commands that would say so to the ledger; what no command says is for a person. */
import type { FindingCommandInput } from '../../machines/events.ts';
import type { FindingContext } from '../../machines/finding-context.ts';
import { likeness } from '../likeness/likeness.ts';
import { slotFields, type Field, type RowValues, type StatedMeasure } from './corrections.ts';
import type { FieldDifference } from './differences.ts';
import { plannedMeasure } from './row-values.ts';
import { isUnstated } from './same-value.ts';

/** Why a person has to do it: no command says it, none empties it, or work has begun on what is there. */
export type ForPerson = 'noCommand' | 'cannotBeEmptied' | 'workBegun';

export interface CommandForFields {
  readonly fields: readonly Field[];
  readonly command: FindingCommandInput;
}

export interface CommandsForRow {
  readonly commands: readonly CommandForFields[];
  readonly forPerson: ReadonlyMap<Field, ForPerson>;
}

const assignable: ReadonlySet<Field> = new Set<Field>(['responsibleUnit', ...slotFields]);

export function commandsFor(
  found: readonly FieldDifference[],
  file: RowValues,
  context: FindingContext,
): CommandsForRow {
  const commands: CommandForFields[] = [];
  const forPerson = new Map<Field, ForPerson>();
  const changed = found
    .filter(({ result }) => result === 'changedInFile')
    .map(({ field }) => field);
  const assigned = changed.filter((field) => assignable.has(field) && !isUnstated(field, file));
  if (assigned.length > 0) commands.push({ fields: assigned, command: assign(assigned, file) });
  for (const field of changed) {
    if (assigned.includes(field)) continue;
    const outcome = commandOf(field, file, context);
    if (typeof outcome === 'string') forPerson.set(field, outcome);
    else commands.push({ fields: [field], command: outcome });
  }
  return { commands, forPerson };
}

function commandOf(
  field: Field,
  file: RowValues,
  context: FindingContext,
): FindingCommandInput | ForPerson {
  if (assignable.has(field)) return 'cannotBeEmptied';
  if (field === 'measures') return setMeasures(file, context);
  if (field === 'targets') return setTargets(file, context);
  if (field !== 'class') return 'noCommand';
  if (file.class === null) return 'cannotBeEmptied';
  return { type: 'RECLASSIFY', class: file.class, reason: '导入文件更正 / as the document has it' };
}

function assign(assigned: readonly Field[], file: RowValues): FindingCommandInput {
  const slots = slotFields.flatMap((slot) => {
    const party = file[slot];
    return assigned.includes(slot) && party !== null ? [[slot, party] as const] : [];
  });
  const { responsibleUnit } = file;
  return {
    type: 'ASSIGN',
    ...(slots.length > 0 && { slots: Object.fromEntries(slots) }),
    ...(assigned.includes('responsibleUnit') && responsibleUnit !== null && { responsibleUnit }),
  };
}

function setMeasures(
  { measures }: RowValues,
  context: FindingContext,
): FindingCommandInput | ForPerson {
  if (measures.length === 0) return 'cannotBeEmptied';
  // To set them anew is to begin them anew, and to show again what was shown.
  if (context.measures.some(({ state }) => state !== 'agreed')) return 'workBegun';
  if (context.evidence.some(({ cycle }) => cycle === context.cycle)) return 'workBegun';
  return {
    type: 'SET_MEASURES',
    measures: measures.map((measure, at) => ({
      ...keptOf(measure, at, context.measures, measures.length),
      no: at + 1,
    })),
  };
}

const sameMeasureFrom = 0.5;

/** What the file does not speak of stays as people have planned it. */
function keptOf(
  stated: StatedMeasure,
  at: number,
  live: FindingContext['measures'],
  count: number,
): StatedMeasure {
  const before =
    live.find(({ text }) => text === stated.text) ??
    live.find(({ text }) => likeness(text, stated.text) >= sameMeasureFrom) ??
    (live.length === count ? live[at] : undefined);
  if (before === undefined) return stated;
  const said = Object.entries(stated).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return { ...plannedMeasure(before), ...Object.fromEntries(said) };
}

function setTargets(
  { targets }: RowValues,
  context: FindingContext,
): FindingCommandInput | ForPerson {
  if (context.observations.some(({ cycle }) => cycle === context.cycle)) return 'workBegun';
  return { type: 'SET_TARGETS', targets: [...(targets ?? [])] };
}
