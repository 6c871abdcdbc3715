import { Command } from 'commander';
import { describe, expect, test, vi } from 'vitest';
import { addSurveyCommands } from '../../../src/cli/survey-program.ts';
import { exitCode } from '../../../src/cli/output.ts';

/** What the words on the command line are refused with; null where they are taken. */
async function refusal(...words: readonly string[]): Promise<string | null> {
  const program = new Command('rectiflow');
  addSurveyCommands(program);
  const quiet = { writeErr: () => undefined, writeOut: () => undefined };
  const nested = program.commands.flatMap((each) => each.commands);
  for (const each of [program, ...program.commands, ...nested]) {
    each.exitOverride().configureOutput(quiet);
  }
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

const opening = ['survey', 'open', '--questionnaire', 'q.yaml', '--by', 'lu'];

describe('rectiflow survey', () => {
  test('open asks for a questionnaire, a last day and a person', async () => {
    expect(await refusal('survey', 'open')).toBe('commander.missingMandatoryOptionValue');
    expect(await refusal(...opening)).toBe('commander.missingMandatoryOptionValue');
  });

  test('open takes a day that there is', async () => {
    expect(await refusal(...opening, '--round', 'c', '--until', '2023-02-29')).toBe(
      'commander.invalidArgument',
    );
  });

  test.each([[[]], [['--round', 'c', '--finding', 'n']]])(
    'open is over a round or a finding, not %j, and says so',
    async (subject) => {
      expect(await refusal(...opening, ...subject, '--until', '2024-02-29')).toBeNull();
      expect(process.exitCode).toBe(exitCode.usage);
      process.exitCode = undefined;
    },
  );

  test('result asks for the survey', async () => {
    expect(await refusal('survey', 'result')).toBe('commander.missingArgument');
  });
});
