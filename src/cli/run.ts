/** Runs one command. */
import { fail, type Exit } from './output.ts';

/** A command's exit code is what it returns; what it throws becomes one readable message. */
export function run<Arguments extends unknown[]>(
  command: (...args: Arguments) => Promise<Exit>,
): (...args: Arguments) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = await command(...args);
    } catch (error) {
      process.exitCode = fail(error);
    }
  };
}
