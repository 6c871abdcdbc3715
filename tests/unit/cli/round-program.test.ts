import { Command } from 'commander';
import { describe, expect, test, vi } from 'vitest';
import { addRoundCommands } from '../../../src/cli/round-program.ts';
import { exitCode } from '../../../src/cli/output.ts';

/** What the words on the command line are refused with; null where they are taken. */
async function refusal(...words: readonly string[]): Promise<string | null> {
  const program = new Command('rectiflow');
  addRoundCommands(program);
  const quiet = { writeErr: () => undefined, writeOut: () => undefined };
  for (const each of [program, ...program.commands]) each.exitOverride().configureOutput(quiet);
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await program.parseAsync(words, { from: 'user' });
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'other';
  } finally {
    said.mockRestore();
  }
}

describe('the commands of a round', () => {
  test.each([['checklist'], ['counts'], ['plan-gaps'], ['vacant'], ['draw']])(
    '%s ask for a round',
    async (name) => {
      expect(await refusal(name)).toBe('commander.missingMandatoryOptionValue');
    },
  );

  test.each(['0', '101', '2.5', '-1', 'x', '1e1', ''])(
    'draw takes no --percent %j',
    async (percent) => {
      const words = ['draw', '--round', 'XC-2024', '--seed', 's', `--percent=${percent}`];
      expect(await refusal(...words)).toBe('commander.invalidArgument');
    },
  );

  test('draw is a matter of percent or count, and says so', async () => {
    expect(await refusal('draw', '--round', 'XC-2024', '--seed', 's')).toBeNull();
    expect(process.exitCode).toBe(exitCode.usage);
    process.exitCode = undefined;
  });

  test('checklist takes a day that there is', async () => {
    const words = ['checklist', '--list', 'a', '--results', 'b', '--round', 'c', '--unit', 'd'];
    expect(await refusal(...words, '--by', 'e', '--on', '2024-02-30')).toBe(
      'commander.invalidArgument',
    );
  });
});
