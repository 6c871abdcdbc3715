/** rectiflow signals: what a verifier may want to ask before a finding is closed. */
import { oneLine } from '../../channels/one-line.ts';
import type { Signal } from '../../signals/signal.ts';
import { findingByNumber } from '../finding-by-number.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface SignalsOptions extends ConfigOption {
  readonly json?: boolean;
}

export async function signalsOfFinding(number: string, options: SignalsOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const { id } = await findingByNumber(rectiflow, number);
  const signals = (await rectiflow.signals(id)) ?? [];
  if (options.json === true) printJson({ finding: number, signals });
  else {
    for (const signal of signals) for (const line of signalLines(signal)) print(line);
    print(`共 ${signals.length} 条迹象,供核查时了解 / signals: questions, no verdicts`);
  }
  return exitCode.done;
}

export function signalLines({ kind, question }: Signal): readonly string[] {
  return [
    `${kind}  ${oneLine(question.zh)}`,
    `${' '.repeat(kind.length)}  ${oneLine(question.en)}`,
  ];
}
