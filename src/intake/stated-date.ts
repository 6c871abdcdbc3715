/** A date as the contract shows it. */
import type { StatedDate } from './schema.ts';

/** A date that is not stated still has its three members, so that readers need no check. */
export const statedDate = (date: StatedDate | null): StatedDate =>
  date === null
    ? { raw: null, precision: null, value: null }
    : { raw: date.raw, precision: date.precision, value: date.value };
