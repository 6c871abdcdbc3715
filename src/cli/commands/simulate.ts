/** rectiflow simulate: who would get what in the days to come, when and why. Writes nothing. */
import { existsSync } from 'node:fs';
import { templateNames } from '../../channels/texts.ts';
import { openDemoPortfolio } from '../../demo/portfolio.ts';
import type { RehearsalReport } from '../../engine/rehearsal/report.ts';
import { clockTerm, slotTerms } from '../../glossary.ts';
import { readPolicy } from '../../policy/policy-files.ts';
import type { Rectiflow } from '../../rectiflow.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';

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
  if (report.findings === 0) say('没有可预演的问题 / there are no findings to rehearse');
  if (options.json === true) printJson(report);
  else show(report);
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

function show({
  from,
  until,
  policy,
  notices,
  breaches,
  people,
  difference,
}: RehearsalReport): void {
  print(`${from} — ${until}${policy === null ? '' : `,规则集 / policy ${policy}`}`);
  for (const { at, finding, template, rungs, to, why } of notices) {
    const who = to.person === null ? '(空缺 / vacant)' : to.person.name || to.person.id;
    const clock = why.clock === null ? '' : ` ${clockTerm(why.clock.kind).zh} ${why.clock.rule}`;
    print(
      `${at}  ${finding}  ${slotTerms[to.slot].zh} ${who}  ${rungs.join(', ') || template}${clock}`,
    );
  }
  print(
    `通知 ${notices.length} 件、逾期 ${breaches.length} 项 / ${notices.length} notices, ${breaches.length} breaches`,
  );
  for (const { id, name, notices: count } of people) print(`  ${name || id}: ${count}`);
  if (difference === null) return;
  const { same, dropped, added, moved } = difference;
  print(
    `与现行规则相比 / beside the rules in force: 相同 ${same}、取消 ${dropped.length}、新增 ${added.length}、改期 ${moved.length}`,
  );
}
