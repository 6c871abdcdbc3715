/** One question to the directory instead of many, while many findings are decided on together. */
import type { Directory, Loaded } from './ports.ts';

/** Whoever stands behind all the parties of these findings at an instant: one question instead of many. */
export function askedOnce(directory: Directory, loaded: readonly Loaded[]): Directory {
  const parties = new Set(
    loaded.flatMap(({ finding }) =>
      finding === null ? [] : Object.values(finding.snapshot.context.slots),
    ),
  );
  // One instant for all, but for a finding that was written by a server whose clock is ahead.
  const answers = new Map<number, ReturnType<Directory['resolve']>>();
  return {
    resolve(_parties, at) {
      const answer = answers.get(at) ?? directory.resolve([...parties], at);
      answers.set(at, answer);
      return answer;
    },
  };
}
