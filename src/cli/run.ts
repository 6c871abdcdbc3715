/** Runs one command. */
import { fail, type Exit } from './output.ts';

type Arguments<T extends unknown[]> = (...args: T) => Promise<Exit>;

/** A command's exit code is what it returns; what it throws becomes one readable message. */
// oxlint-disable-next-line typescript/no-explicit-any -- commander hands every command its own options
export function run(command: Arguments<any[]>): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = await command(...args);
    } catch (error) {
      process.exitCode = fail(error);
    }
  };
}
