/** What a row of a document comes to in the ledger, field by field, and what the ledger says there. */
import type { Measure } from '../../machines/measure.ts';
import { targetListSchema } from '../../machines/target.ts';
import { daySchema, storedText } from '../../machines/words.ts';
import type { FindingToOpen } from '../engine/finding-to-open.ts';
import type { FindingRow } from '../engine/ports.ts';
import { slotFields, type RowValues, type StatedMeasure } from './corrections.ts';
import type { ReadRow } from './file-rows.ts';
import type { NamedParties } from './stated-names.ts';

const sourceNoSchema = storedText(40);
const aspectsMax = 99;

type Slots = Pick<RowValues, (typeof slotFields)[number]>;

function slotsOf(slots: FindingToOpen['slots'] = {}): Slots {
  return {
    actionOwner: slots.actionOwner ?? null,
    leadOfficial: slots.leadOfficial ?? null,
    accountableExecutive: slots.accountableExecutive ?? null,
    verifier: slots.verifier ?? null,
    steeringGroup: slots.steeringGroup ?? null,
    caseSponsor: slots.caseSponsor ?? null,
    supportingUnit: slots.supportingUnit ?? null,
    higherLevel: slots.higherLevel ?? null,
  };
}

/** What the file says with what a person has corrected in it. */
export function valuesOf(
  read: ReadRow,
  named: NamedParties,
  measureParties: readonly NamedParties[],
  corrected: Partial<RowValues>,
): RowValues {
  const { more, aspect } = read;
  const { responsibleUnit, ...slots } = named;
  const due = corrected.due === undefined ? read.due : corrected.due;
  return {
    title: read.title,
    description: read.description,
    sourceNo: sourceNoSchema.safeParse(read.no).success ? read.no : null,
    aspect: aspect === null || aspect.no > aspectsMax || aspect.title.trim() === '' ? null : aspect,
    class: more.class ?? null,
    grade: more.grade ?? null,
    responsibleUnit: more.responsibleUnit ?? responsibleUnit,
    ...slotsOf({ ...filled(slots), ...more.slots }),
    targets: targetListSchema.safeParse(more.targets).data ?? null,
    due,
    measures: read.measures.map((measure, at) =>
      statedMeasure(measure, measureParties[at], dayIn(due)),
    ),
    ...corrected,
  };
}

function filled(slots: Readonly<Record<string, string | null>>): FindingToOpen['slots'] {
  return Object.fromEntries(Object.entries(slots).filter(([, party]) => party !== null));
}

function dayIn(due: string | null): string | null {
  return due !== null && daySchema.safeParse(due).success ? due : null;
}

/** One without a date of its own is to be done by that of its finding. */
function statedMeasure(
  { stated, due }: ReadRow['measures'][number],
  parties: NamedParties | undefined,
  dueOfAll: string | null,
): StatedMeasure {
  const { text, unit, person, dueDate, acceptanceCriterion, funding, contingencyPlan } = stated;
  return {
    text,
    unit: unit ?? parties?.responsibleUnit ?? null,
    person: person ?? parties?.actionOwner ?? null,
    dueDate: dueDate ?? dayIn(due) ?? dueOfAll,
    acceptanceCriterion: acceptanceCriterion ?? null,
    evidenceKinds: stated.evidenceKinds ?? [],
    funding: funding ?? null,
    contingencyPlan: contingencyPlan ?? null,
    ...(stated.weight !== undefined && { weight: stated.weight }),
  };
}

/** As it would be opened. */
export function findingOf(
  values: RowValues,
  { round, policy, origin }: Pick<FindingToOpen, 'round' | 'policy' | 'origin'>,
): FindingToOpen {
  const { title, description, sourceNo, aspect, responsibleUnit, grade, targets } = values;
  const slots = slotFields.flatMap((slot) => {
    const party = values[slot];
    return party === null ? [] : [[slot, party] as const];
  });
  return {
    round,
    aspect,
    sourceNo,
    title,
    description,
    responsibleUnit,
    slots: Object.fromEntries(slots),
    measures: values.measures.map((measure, at) => Object.assign({}, measure, { no: at + 1 })),
    ...(values.class !== null && { class: values.class }),
    ...(grade !== null && { grade }),
    ...(targets !== null && { targets: [...targets] }),
    ...(policy !== undefined && { policy }),
    ...(origin !== undefined && { origin }),
  };
}

/** What the ledger says now. It keeps no date of a finding besides those of its measures. */
export function liveValues({
  title,
  description,
  sourceNo,
  aspectNo,
  aspectTitle,
  snapshot,
}: Live): RowValues {
  const { context } = snapshot;
  return {
    title,
    description,
    sourceNo,
    aspect: aspectTitle === null ? null : { no: aspectNo, title: aspectTitle },
    class: context.class,
    grade: context.grade ?? null,
    responsibleUnit: context.responsibleUnit,
    ...slotsOf(context.slots),
    targets: context.targets,
    due: null,
    measures: context.measures.map(plannedMeasure),
  };
}
type Live = Pick<
  FindingRow,
  'title' | 'description' | 'sourceNo' | 'aspectNo' | 'aspectTitle' | 'snapshot'
>;

/** What the plan says of it, whatever its number and however far it is. */
export function plannedMeasure({ no: _no, state: _state, ...planned }: Measure): StatedMeasure {
  return planned;
}
