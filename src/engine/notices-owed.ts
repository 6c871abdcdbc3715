/** Turns the notices a transition asks for into rows: one per person, however many posts they hold. */
import type { Effect } from '../../machines/effects.ts';
import type { FindingContext } from '../../machines/finding-context.ts';
import type { Slot } from '../../machines/words.ts';
import { firstChannel } from './notices/first-channel.ts';
import type { Directory, NewId, NoticeOwed, Recipient } from './ports.ts';

type Owe = Extract<Effect, { kind: 'notice.owe' }>;

/** Who gets a vacant slot's notices, in order: upwards, never nowhere, and never the unit in the checker's stead. */
const inSteadOf: Readonly<Record<Slot, readonly Slot[]>> = {
  actionOwner: ['leadOfficial', 'accountableExecutive', 'steeringGroup'],
  leadOfficial: ['accountableExecutive', 'steeringGroup'],
  accountableExecutive: ['steeringGroup'],
  steeringGroup: ['accountableExecutive'],
  verifier: ['steeringGroup'],
  caseSponsor: ['leadOfficial', 'accountableExecutive', 'steeringGroup'],
  supportingUnit: ['leadOfficial', 'accountableExecutive', 'steeringGroup'],
  higherLevel: ['steeringGroup'],
};

export interface Addressing {
  readonly findingId: string;
  /** The event that owes the notices: the version it brings the finding to. */
  readonly seq: number;
  /** The instant of that event, epoch ms: whoever is away is so on its day. */
  readonly at: number;
  readonly slots: FindingContext['slots'];
  /** The rungs the event reports, oldest first; none unless it is a clock that speaks. */
  readonly rungs: readonly string[];
  readonly directory: Directory;
  readonly newId: NewId;
}

export async function noticesOwed(
  effects: readonly Effect[],
  addressing: Addressing,
): Promise<NoticeOwed[]> {
  const owed = effects.filter((effect) => effect.kind === 'notice.owe');
  if (owed.length === 0) return [];
  const { slots, directory, at } = addressing;
  const parties = Object.values(slots);
  const people = parties.length === 0 ? new Map() : await directory.resolve(parties, at);
  const rows = new Map<string, NoticeOwed>();
  for (const effect of latestFirst(owed, addressing.rungs)) {
    const row = noticeFor(effect, people, addressing);
    // To one person a clock says one thing: the latest of what it has to say, naming the rest.
    const key = row.clockNo === null ? row.dedupeKey : `${row.clockNo}/${recipientOf(row)}`;
    const said = rows.get(key);
    rows.set(key, said === undefined ? row : withWordOf(row, said, addressing.rungs));
  }
  return [...rows.values()];
}

function latestFirst(owed: readonly Owe[], order: readonly string[]): readonly Owe[] {
  const latest = ({ rungs }: Owe) => order.indexOf(rungs.at(-1) ?? '');
  return owed.toSorted((a, b) => latest(b) - latest(a));
}

/** What is said also says what the other would have: the rungs, and whose place somebody takes. */
function withWordOf(other: NoticeOwed, said: NoticeOwed, order: readonly string[]): NoticeOwed {
  const rungs = order.filter((rung) => said.rungs.includes(rung) || other.rungs.includes(rung));
  return { ...said, rungs, inPlaceOf: said.inPlaceOf ?? other.inPlaceOf };
}

function noticeFor(
  effect: Owe,
  people: ReadonlyMap<string, Recipient>,
  { findingId, seq, slots, newId }: Addressing,
): NoticeOwed {
  const holder = holderOf(effect.to, slots, people);
  const { template, to: slot, clockNo, rungs } = effect;
  const personId = holder?.person.id ?? null;
  const cause = clockNo === null ? `event-${seq}` : `clock-${clockNo}-${rungs.at(-1)}`;
  const recipient = recipientOf({ personId, slot });
  const channel = firstChannel(holder?.person);
  return {
    id: newId(),
    template,
    slot,
    fallbackSlot: holder === null || holder.slot === slot ? null : holder.slot,
    personId,
    inPlaceOf: holder?.person.inPlaceOf?.id ?? null,
    channel,
    clockNo,
    rungs,
    dedupeKey: [findingId, cause, template, recipient, channel].join('/'),
  };
}

/** With nobody to tell, the notice still stands in the ledger: as failed, for the administrator. */
function recipientOf({ personId, slot }: Pick<NoticeOwed, 'personId' | 'slot'>): string {
  return personId ?? `vacant-${slot}`;
}

function holderOf(
  slot: Slot,
  slots: FindingContext['slots'],
  people: ReadonlyMap<string, Recipient>,
): { slot: Slot; person: Recipient } | null {
  for (const candidate of [slot, ...inSteadOf[slot]]) {
    const party = slots[candidate];
    const person = party === undefined ? undefined : people.get(party);
    if (person !== undefined) return { slot: candidate, person };
  }
  return null;
}
