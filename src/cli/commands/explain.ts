/** rectiflow explain: why a finding's clocks are due when they are, and who had it on which day. */
import { printedClock, type PrintedClock } from '../../day-words.ts';
import type { Accounts } from '../../engine/clocks/accounts.ts';
import { RectiflowError } from '../../errors.ts';
import { clockTerm } from '../../glossary.ts';
import { findingByNumber } from '../finding-by-number.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface ExplainFindingOptions extends ConfigOption {
  readonly clock?: number;
  readonly json?: boolean;
}

export async function explainFinding(
  number: string,
  options: ExplainFindingOptions,
): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const { findings, engine, times, calendar } = rectiflow;
  const now = await engine.now();
  const finding = await findings.get((await findingByNumber(rectiflow, number)).id, now);
  if (finding === null) throw new RectiflowError('finding_not_found', { number });
  const wanted = finding.clocks.filter(({ no, state }) =>
    options.clock === undefined ? state === 'running' || state === 'held' : no === options.clock,
  );
  if (options.clock !== undefined && wanted.length === 0) {
    throw new RectiflowError('clock_not_found', { number, clock: options.clock });
  }
  const clocks: PrintedClock[] = [];
  for (const { no } of wanted) {
    const explained = await times.explainClock(finding.id, no);
    if (explained !== null) clocks.push(printedClock(explained, calendar));
  }
  const accounts = await times.accounts(finding.id);
  if (options.json === true) printJson({ finding: number, clocks, accounts });
  else show(clocks, accounts);
  return exitCode.done;
}

function show(clocks: readonly PrintedClock[], accounts: Accounts | null): void {
  for (const clock of clocks) {
    const { clockNo, kind, rule, policy, due, dueAt, provisional, recorded, days } = clock;
    print(`${clockNo}. ${clockTerm(kind).zh}:${rule}(${policy})`);
    for (const { date, number: count, reason } of days) {
      print(`   ${date}  ${count === null ? '   ·' : String(count).padStart(4)}  ${reason}`);
    }
    print(`   到期 / due: ${due} 24:00${provisional ? ',暂定 / provisional' : ''}`);
    // A calendar loaded since counts otherwise, and the move waits for an approval.
    if (recorded.dueAt !== dueAt) print(`   台账所记 / on record: ${recorded.dueAt}`);
  }
  if (accounts === null) return;
  const { total, unit, verifier, paused, nonWorking } = accounts;
  print(
    `共 ${total} 天:责任单位 ${unit}、核查人 ${verifier}、暂停 ${paused}、非工作日 ${nonWorking}` +
      ` / ${total} days: unit ${unit}, verifier ${verifier}, paused ${paused}, non-working ${nonWorking}`,
  );
}
