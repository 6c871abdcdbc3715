/** What has failed goes on over the person's next channel, and whoever inspects the finding hears of it. */
import type { FindingContext } from '../../../machines/finding-context.ts';
import type { Slot } from '../../../machines/words.ts';
import { nowOf } from '../now.ts';
import type { EnginePorts, Recipient } from '../ports.ts';
import { firstChannel } from './first-channel.ts';

/** A notice that failed and that nobody has looked at since. */
export interface FailedNotice {
  readonly noticeId: string;
  readonly template: string;
  readonly personId: string;
  /** The finding it is about; null for a duty. */
  readonly finding: {
    readonly id: string;
    readonly seq: number;
    readonly slots: FindingContext['slots'];
  } | null;
}

/** Word of it to whoever inspects the finding. */
export interface WordOfFailure {
  readonly id: string;
  readonly about: string;
  readonly slot: Slot;
  readonly fallbackSlot: Slot | null;
  readonly personId: string;
  readonly inPlaceOf: string | null;
  readonly channel: string;
  readonly dedupeKey: string;
}

/** A notice that failed, and the one that carries it on; null where its person has no further channel. */
export interface PassedOn {
  readonly noticeId: string;
  readonly channel: string;
  readonly onBy: { readonly noticeId: string; readonly channel: string } | null;
}

export interface PassingOn {
  /** The oldest first. Takes nothing: several processes may see the same. */
  toPassOn(limit: number): Promise<readonly FailedNotice[]>;
  /**
   * Carries on those of them that nobody else has taken meanwhile, each under the id given, and
   * writes the word of them, in one transaction. `now`: engine time, epoch ms.
   */
  passOn(
    notices: readonly { readonly noticeId: string; readonly carrierId: string }[],
    words: readonly WordOfFailure[],
    now: number,
  ): Promise<readonly PassedOn[]>;
}

export const notReached = 'not-reached';

const atOnce = 200;
/** Who inspects a finding, in order. */
const inspecting: readonly Slot[] = ['verifier', 'steeringGroup'];

export async function passOn(
  ports: Pick<EnginePorts, 'ledger' | 'calendar' | 'clock' | 'directory' | 'newId'>,
  passing: PassingOn,
): Promise<readonly PassedOn[]> {
  const failed = await passing.toPassOn(atOnce);
  if (failed.length === 0) return [];
  const { directory, newId } = ports;
  const now = await nowOf(ports);
  const parties = new Set(
    failed.flatMap(({ finding }) => inspecting.flatMap((slot) => finding?.slots[slot] ?? [])),
  );
  const people = parties.size === 0 ? new Map() : await directory.resolve([...parties], now);
  const words = failed.flatMap((each) => wordOf(each, people, newId) ?? []);
  const notices = failed.map(({ noticeId }) => ({ noticeId, carrierId: newId() }));
  return passing.passOn(notices, words, now);
}

/** Null where there is nobody to tell, or nobody but whom it did not reach. */
function wordOf(
  { noticeId, template, personId, finding }: FailedNotice,
  people: ReadonlyMap<string, Recipient>,
  newId: EnginePorts['newId'],
): WordOfFailure | null {
  // Of word that does not arrive there is no word, or there would be no end of it.
  if (finding === null || template === notReached) return null;
  for (const slot of inspecting) {
    const person = people.get(finding.slots[slot] ?? '');
    if (person === undefined) continue;
    if (person.id === personId) return null;
    const channel = firstChannel(person);
    const dedupeKey = [finding.id, `notice-${noticeId}`, notReached, person.id, channel].join('/');
    return {
      id: newId(),
      about: noticeId,
      slot: 'verifier',
      fallbackSlot: slot === 'verifier' ? null : slot,
      personId: person.id,
      inPlaceOf: person.inPlaceOf?.id ?? null,
      channel,
      dedupeKey,
    };
  }
  return null;
}
