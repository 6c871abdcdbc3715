/** rectiflow simulate: who would get what in the days to come, when and why. Writes nothing. */
import { existsSync } from 'node:fs';
import { templateNames } from '../../channels/texts.ts';
import { openDemoPortfolio } from '../../demo/portfolio.ts';
import { readPolicy } from '../../policy/policy-files.ts';
import type { Rectiflow } from '../../rectiflow.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';
import { linesOf } from './simulate-lines.ts';

export interface SimulateOptions extends ConfigOption {
  readonly from: string;
  readonly days: number;
  readonly policy?: string;
  readonly round?: string;
  readonly seed?: number;
  readonly demo?: boolean;
  readonly json?: boolean;
}

export async function simulate(options: SimulateOptions): Promise<Exit> {
  const { from, days, round, seed } = options;
  // A draft is read before anything is opened: its faults are told at once.
  const policy =
    options.policy === undefined ? undefined : await readPolicy(options.policy, templateNames);
  await using rectiflow = await portfolioFor(options);
  const report = await rectiflow.simulate({ from, days, round, seed, policy });
  if (report.findings + report.duties === 0) {
    say('没有可预演的问题和长期坚持事项 / there are no findings or duties to rehearse');
  }
  if (options.json === true) printJson(report);
  else for (const line of linesOf(report)) print(line);
  return exitCode.done;
}

/** The ledger that is configured; where there is none yet, the sample round. */
async function portfolioFor(options: SimulateOptions): Promise<Rectiflow> {
  const config = configOf(options);
  const configured = config.databaseUrl !== undefined || existsSync(config.dataDir);
  if (configured && options.demo !== true) return openFrom(config);
  say('以示例轮次预演 / over the sample round');
  return openDemoPortfolio(options.from);
}
