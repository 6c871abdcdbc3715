/** A date as the contract shows it. */
import type { StatedDate } from './schema.ts';

/** A date that is not stated still has its three members, so that readers need no check. */
export const statedDate = (date: StatedDate | null): StatedDate =>
  date === null ? NOT_STATED : { raw: date.raw, precision: date.precision, value: date.value };

/** One for all: most measures of a large ledger have none. */
const NOT_STATED: StatedDate = Object.freeze({ raw: null, precision: null, value: null });
