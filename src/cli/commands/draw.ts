/** rectiflow draw: draws closed findings for re-inspection, and on request orders it. */
import { oneLine } from '../../channels/one-line.ts';
import type { DrawnFinding, RecheckDraw } from '../../rounds/draw-for-recheck.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';

export interface DrawOptions extends ConfigOption {
  readonly round: string;
  readonly seed: string;
  readonly percent?: number;
  readonly count?: number;
  readonly apply?: boolean;
  readonly by?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

export async function drawOf(options: DrawOptions): Promise<Exit> {
  const { round, seed, percent, count, reason, apply = false, by, json = false } = options;
  if ((percent === undefined) === (count === undefined)) {
    say('请给出 --percent 或 --count 其中之一 / give --percent or --count, one of them');
    return exitCode.usage;
  }
  if (apply && by === undefined) {
    say('--apply 需要 --by / --apply needs --by');
    return exitCode.usage;
  }
  await using rectiflow = await openFrom(configOf(options));
  const person = by === undefined ? undefined : ({ kind: 'person', id: by, unit: null } as const);
  const asked = { round, seed, percent, count, reason, apply, by: person };
  const drawn = await rectiflow.rounds.drawForRecheck(asked);
  if (json) printJson(drawn);
  else for (const line of drawLines(drawn)) print(line);
  const refused = drawn.drawn.some(({ outcome }) => outcome === 'refused');
  return refused ? exitCode.failed : exitCode.done;
}

const outcomeTerms: Readonly<Record<DrawnFinding['outcome'], string>> = {
  drawn: '抽中 / drawn',
  ordered: '已安排 / ordered',
  orderedBefore: '此前已安排 / ordered before',
  refused: '未能安排 / refused',
};

export function drawLines({ mark, population, drawn }: RecheckDraw): readonly string[] {
  return [
    ...drawn.map(({ number, title, unit, outcome, why }) => {
      const because = why === null ? '' : `: ${why}`;
      return `${number}  ${oneLine(title)}  ${oneLine(unit ?? '')}  [${outcomeTerms[outcome]}${because}]`;
    }),
    `从 ${population} 个中抽取 ${drawn.length} 个 / ${drawn.length} of ${population}  ${mark}`,
  ];
}
