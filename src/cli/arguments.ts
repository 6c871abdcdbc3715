/** Arguments as the command line takes them: each is checked before a command sees it. */
import { InvalidArgumentError } from 'commander';
import { daySchema } from '../../machines/words.ts';

export function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('must be a port number, 0 to 65535');
}

export function seconds(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0 && number <= 3_600) return number;
  throw new InvalidArgumentError('must be a number of seconds, 0 to 3600');
}

export function day(text: string): string {
  if (daySchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('must be a date, YYYY-MM-DD, between 1970 and 2999');
}

export function days(text: string): number {
  return whole(text, 1, 3660);
}

/** How many of a short list. */
export function few(text: string): number {
  return whole(text, 1, 50);
}

export function percent(text: string): number {
  return whole(text, 1, 100);
}

export function count(text: string): number {
  return whole(text, 1, 1_000_000);
}

export function seed(text: string): number {
  return whole(text, 0, 4_294_967_295);
}

function whole(text: string, min: number, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new InvalidArgumentError(`must be a whole number, ${min} to ${max}`);
}
