/** What happened in a simulation, line by line: all of it as one digest, and the last lines to read. */
import { createHash } from 'node:crypto';

export interface Trace {
  add(line: string): void;
  /** SHA-256 of every line so far, lower-case hex. */
  digest(): string;
  /** The last lines, oldest first. */
  last(): readonly string[];
  readonly lines: number;
}

const kept = 40;

export function createTrace(): Trace {
  const hash = createHash('sha256');
  const last: string[] = [];
  let lines = 0;
  return {
    add(line) {
      hash.update(line).update('\n');
      lines += 1;
      last.push(line);
      if (last.length > kept) last.shift();
    },
    digest: () => hash.copy().digest('hex'),
    last: () => [...last],
    get lines() {
      return lines;
    },
  };
}
