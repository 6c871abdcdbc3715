/** Facts as signals are read from, with nothing in them that is not asked for. */
import type { LedgerEvent } from '../../../src/engine/ports.ts';
import type { DatedEvent, Deed, EvidenceFact, SignalFacts } from '../../../src/signals/facts.ts';

export const finding = {
  id: 'f-1',
  number: 'XC-2024-01-001',
  unit: 'school',
  cycle: 1,
  evidence: [],
  deeds: [],
  events: [],
};
export const elsewhere = { findingId: 'f-2', number: 'XC-2023-04-007', unit: 'school' };
export const nextDoor = { findingId: 'f-3', number: 'XC-2024-02-003', unit: 'kindergarten' };

/** Facts of the finding, with nothing found elsewhere unless given. */
export function facts(
  given: Partial<SignalFacts['finding']> = {},
  found: Partial<Omit<SignalFacts, 'finding'>> = {},
): SignalFacts {
  return { finding: { ...finding, ...given }, files: [], texts: [], closedBefore: [], ...found };
}

export const aFile = 'a'.repeat(64);

export function piece(id: string, given: Partial<EvidenceFact> = {}): EvidenceFact {
  return { id, name: `${id}.pdf`, sha256: aFile, measureNo: 1, cycle: 1, ...given };
}

export function measure(no: number, text: string): Deed {
  return { measureNo: no, seq: null, text };
}

/** Events on their days (`05-16`, of 2024), in their order. */
export function recorded(...given: readonly (readonly [day: string, LedgerEvent])[]): DatedEvent[] {
  return given.map(([day, event], at) => ({ seq: at + 2, day: `2024-${day}`, event }));
}
