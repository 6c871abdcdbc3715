/** The notices a report of a duty owes: one per person, naming every task it is about. */
import type { SlotsDue } from '../../../machines/duty-events.ts';
import { firstChannel } from '../notices/first-channel.ts';
import type { DutyNoticeOwed } from './ports.ts';
import type { Directory, NewId } from '../ports.ts';

export interface DutyAddressing {
  readonly dutyId: string;
  readonly seq: number;
  /** The instant of that event, epoch ms. */
  readonly at: number;
  readonly to: readonly string[];
  readonly directory: Directory;
  readonly newId: NewId;
}

export async function dutyNoticesOwed(
  { slots, overdue }: SlotsDue,
  { dutyId, seq, at, to, directory, newId }: DutyAddressing,
): Promise<DutyNoticeOwed[]> {
  const template = slots.length === 0 ? 'duty-task-overdue' : 'duty-tasks-raised';
  const named = [...new Set([...overdue, ...slots.map(({ slot }) => slot)])];
  const people = await directory.resolve(to, at);
  const rows = new Map<string, DutyNoticeOwed>();
  for (const party of to) {
    const person = people.get(party);
    const personId = person?.id ?? null;
    const inPlaceOf = person?.inPlaceOf?.id ?? null;
    // With nobody to tell, the notice still stands in the ledger: as failed, for the administrator.
    const recipient = personId ?? `vacant-${party}`;
    const told = rows.get(recipient);
    if (told !== undefined) {
      // Told once, for several parties: the one they stand in for is not lost.
      rows.set(recipient, { ...told, inPlaceOf: told.inPlaceOf ?? inPlaceOf });
      continue;
    }
    const channel = firstChannel(person);
    rows.set(recipient, {
      id: newId(),
      seq,
      template,
      party,
      personId,
      inPlaceOf,
      channel,
      slots: named,
      dedupeKey: [dutyId, `event-${seq}`, template, recipient, channel].join('/'),
    });
  }
  return [...rows.values()];
}
