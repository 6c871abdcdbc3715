/** A request that only the work itself could find wrong goes back with where it is. */
import type { Problem } from '../engine/answers.ts';
import { RectiflowError } from '../errors.ts';
import { RequestRefused } from './problem.ts';
import { faultsShown } from './request-check.ts';

/** Of a `request_invalid` with problems: they are about the body. Any other error stays as it is. */
export async function sayingWhere<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problems = error instanceof RectiflowError ? problemsIn(error) : null;
    if (problems === null) throw error;
    throw new RequestRefused('request_invalid', { problems: faultsShown('body', problems) });
  }
}

function problemsIn({ code, detail }: RectiflowError): readonly Problem[] | null {
  const { problems } = detail;
  if (code !== 'request_invalid' || !Array.isArray(problems)) return null;
  return problems.every(isProblem) ? problems : null;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
}
