/** The channel a notice goes by at first. */
import type { Recipient } from '../ports.ts';

/** Mail where the directory does not say, and for what is owed to nobody. */
export function firstChannel(recipient: Recipient | null | undefined): string {
  return recipient?.channels?.[0] ?? 'mail';
}
