/** What the command line prints: results on stdout, everything else on stderr. */
import { RectiflowError } from '../errors.ts';

export const exitCode = { done: 0, failed: 1, usage: 2 } as const;
export type Exit = (typeof exitCode)[keyof typeof exitCode];

/** A result, on stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One JSON document, on stdout. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** A remark, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Says what went wrong, in one message without a stack; the exit code tells whose fault it was. */
export function fail(error: unknown): Exit {
  if (error instanceof RectiflowError) {
    say(`${error.code}: ${error.message}`);
    return error.code === 'config_invalid' || error.code === 'policy_invalid'
      ? exitCode.usage
      : exitCode.failed;
  }
  // A bug of ours: the stack is what a report needs.
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCode.failed;
}

/** Whoever reads our output may stop before its end (`| head`): that is no failure, and nothing to complain of. */
export function leaveWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exitCode.done);
  });
}

/**
 * Ends the process a moment after the command has done its part, whatever still waits: a database
 * or a queue that does not answer would hold it for ever.
 */
export function leaveSoon(code: Exit): Exit {
  setTimeout(() => process.exit(code), 1_000).unref();
  return code;
}

/** Resolves when somebody asks the process to stop. A second request does not wait. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = () => {
      resolve();
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}
