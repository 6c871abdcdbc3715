/** The hash chain of a subject's events: each hash covers the event's content and the hash before it. */
import { createHash } from 'node:crypto';
import type { ChainedEvent, LedgerEvent, RoundLedgerEvent } from './ports.ts';

/** What the first event of a chain follows. */
export const genesisHash = '0'.repeat(64);

export type Unchained<E = LedgerEvent | RoundLedgerEvent> = Omit<ChainedEvent<E>, 'hash'>;

/** Adds the hash. */
export function chained<E extends object>(event: Unchained<E>): ChainedEvent<E> {
  return { ...event, hash: hashOf(event) };
}

/** SHA-256 over `prevHash` and the canonical JSON of the content, lower-case hex. */
export function hashOf(event: Unchained<object>): string {
  const { subjectId, seq, machineVersion, at, by, prevHash } = event;
  const content = canonical({ subjectId, seq, machineVersion, at, by, event: event.event });
  return createHash('sha256').update(prevHash).update('\n').update(content).digest('hex');
}

/** JSON with sorted keys and no white space: the same value is always the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of a value's canonical JSON: tells two requests under one key apart. */
export function digest(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}
