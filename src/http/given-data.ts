/** Data a caller gave, a calendar or a policy, that cannot be used: its lines go back as problems. */
import { RectiflowError } from '../errors.ts';
import { isDataCode, RequestRefused, type RequestPart } from './problem.ts';
import { faultsShown } from './request-check.ts';

/** Where in the request the data stands. */
export interface GivenData {
  readonly in: RequestPart;
  /** Empty where it is the whole part. */
  readonly path: string;
  /** Whether a fault in data is one of this data: the work may come upon other data, which is ours. */
  readonly isAbout: (error: RectiflowError) => boolean;
}

/** Refuses the request where the work fails on the data given. Any other error stays as it is. */
export async function judging<T>(given: GivenData, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RectiflowError) || !isDataCode(error.code)) throw error;
    if (!given.isAbout(error)) throw error;
    throw new RequestRefused(error.code, { problems: problemsIn(error, given) });
  }
}

function problemsIn({ detail, message }: RectiflowError, { in: part, path: root }: GivenData) {
  const { problems } = detail;
  const lines = Array.isArray(problems) ? problems.map(String) : [message];
  return faultsShown(
    part,
    lines.map((line) => faultIn(line, root)),
  );
}

/** `covers.to: …` of what stands at `layer` is `…` at `layer.covers.to`. */
function faultIn(line: string, root: string): { path: string; message: string } {
  const [, inside = '', message = line] = /^([^\s:]*): (.+)$/su.exec(line) ?? [];
  return { path: [root, inside].filter((part) => part !== '').join('.'), message };
}
