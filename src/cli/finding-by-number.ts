/** The finding a command names by its number. */
import { RectiflowError } from '../errors.ts';
import type { Rectiflow } from '../rectiflow.ts';
import type { FindingSummary } from '../store/finding-shapes.ts';

/** Throws `finding_not_found`. */
export async function findingByNumber(
  { findings, engine }: Pick<Rectiflow, 'findings' | 'engine'>,
  number: string,
): Promise<FindingSummary> {
  const [found] = await findings.list({ number, limit: 1 }, await engine.now());
  if (found === undefined) throw new RectiflowError('finding_not_found', { number });
  return found;
}
