/** An inspection round: from feedback to its conclusion, which waits for the report and the last finding. */
import { getShortestPaths } from 'xstate/graph';
import { describe, expect, test } from 'vitest';
import {
  advanceRound,
  openRound,
  roundCommandSchema,
  roundGuards,
  roundMachine,
  type GivenRoundCommand,
  type RoundCommand,
  type RoundSnapshot,
  type RoundState,
} from '../../../machines/round.ts';
import { inspector, noon } from './school-case.ts';

const commands: readonly RoundCommand[] = [
  { type: 'GIVE_FEEDBACK', on: '2024-03-11' },
  { type: 'BEGIN_FOLLOW_ON' },
  { type: 'SUBMIT_REPORT' },
  { type: 'CONCLUDE' },
];
const given = (command: RoundCommand, openFindings = 0): GivenRoundCommand => ({
  ...command,
  by: inspector,
  at: noon,
  openFindings,
});
const [feedback, followOn, report, conclude] = commands.map((command) => given(command)) as [
  GivenRoundCommand,
  GivenRoundCommand,
  GivenRoundCommand,
  GivenRoundCommand,
];

function play(...events: readonly GivenRoundCommand[]): RoundSnapshot {
  return events.reduce<RoundSnapshot>((round, event) => {
    const step = advanceRound(round, event);
    if (step.kind === 'refused') throw new Error(JSON.stringify(step));
    return { state: step.state, context: step.context };
  }, openRound());
}

const rounds: Readonly<Record<RoundState, RoundSnapshot>> = {
  prepared: openRound(),
  concentrated: play(feedback, report),
  followOn: play(feedback, report, followOn),
  concluded: play(feedback, report, conclude),
};
type To = Partial<Record<RoundCommand['type'], RoundState>>;
/** Once the report is in and nothing is open. */
const table: Readonly<Record<RoundState, To>> = {
  prepared: { GIVE_FEEDBACK: 'concentrated' },
  concentrated: {
    BEGIN_FOLLOW_ON: 'followOn',
    SUBMIT_REPORT: 'concentrated',
    CONCLUDE: 'concluded',
  },
  followOn: { SUBMIT_REPORT: 'followOn', CONCLUDE: 'concluded' },
  concluded: {},
};
const states = Object.keys(table) as RoundState[];

describe('a round', () => {
  const taken = states.flatMap((state) =>
    commands.flatMap((command) => {
      const to = table[state][command.type];
      return to === undefined ? [] : [{ state, command, to }];
    }),
  );
  test.each(taken)('that is $state moves by $command.type to $to', ({ state, command, to }) => {
    expect(advanceRound(rounds[state], given(command))).toMatchObject({
      kind: 'accepted',
      state: to,
    });
  });

  const strange = states.flatMap((state) =>
    commands
      .filter(({ type }) => table[state][type] === undefined)
      .map((command) => ({ state, command })),
  );
  test.each(strange)(
    'that is $state refuses $command.type and lists what it would take',
    ({ state, command }) => {
      expect(advanceRound(rounds[state], given(command))).toEqual({
        kind: 'refused',
        guard: 'stateAcceptsEvent',
        allowed: commands.map(({ type }) => type).filter((type) => table[state][type]),
      });
    },
  );

  test('reaches every one of its states', () => {
    const events = commands.map((command) => given(command));
    const reached = getShortestPaths(roundMachine, { events }).map(({ state }) => state.value);
    expect(new Set(reached)).toEqual(new Set(states));
  });

  test('keeps the day of feedback and whether the report is in', () => {
    expect(openRound().context).toEqual({ feedbackOn: null, reported: false });
    expect(play(feedback).context).toEqual({ feedbackOn: '2024-03-11', reported: false });
    expect(play(feedback, followOn, report).context).toEqual({
      feedbackOn: '2024-03-11',
      reported: true,
    });
  });
});

describe('the conclusion of a round', () => {
  test.each([
    ['concentrated', [feedback], ['BEGIN_FOLLOW_ON', 'SUBMIT_REPORT']],
    ['followOn', [feedback, followOn], ['SUBMIT_REPORT']],
  ] as const)('from %s waits for the report, and is not offered before', (_at, way, allowed) => {
    expect(advanceRound(play(...way), conclude)).toEqual({
      kind: 'refused',
      guard: 'reportSubmitted',
      allowed,
    });
  });

  test('waits for the last open finding', () => {
    expect(advanceRound(rounds.followOn, given({ type: 'CONCLUDE' }, 1))).toEqual({
      kind: 'refused',
      guard: 'noOpenFindings',
      allowed: ['SUBMIT_REPORT'],
    });
  });

  test('names every condition the round has in some refusal', () => {
    const named = [
      advanceRound(play(feedback), conclude),
      advanceRound(rounds.concentrated, given({ type: 'CONCLUDE' }, 3)),
    ].map((step) => (step.kind === 'refused' ? step.guard : step.kind));
    expect(named.toSorted()).toEqual(Object.keys(roundGuards).toSorted());
  });

  test('names the missing report first where both are wanting', () => {
    expect(advanceRound(play(feedback), given({ type: 'CONCLUDE' }, 3))).toMatchObject({
      guard: 'reportSubmitted',
    });
  });
});

describe('a command to a round', () => {
  test.each(commands)('$type is refused with a member nobody knows', (command) => {
    expect(roundCommandSchema.safeParse(command).success).toBe(true);
    expect(roundCommandSchema.safeParse({ ...command, openFindings: 0 }).success).toBe(false);
  });

  test('gives feedback on a day that exists', () => {
    const wrong = { type: 'GIVE_FEEDBACK', on: '2024-02-30' };
    expect(roundCommandSchema.safeParse(wrong).success).toBe(false);
  });
});
