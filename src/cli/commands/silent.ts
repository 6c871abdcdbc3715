/** rectiflow silent: overdue findings over which nobody has been reached for eight working days. */
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface SilentOptions extends ConfigOption {
  readonly json?: boolean;
}

export async function silent(options: SilentOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.silence.list();
  if (options.json === true) printJson({ findings: found });
  else {
    for (const { number, clockNo, findingId } of found) {
      print(`${number}  期限 / clock ${clockNo}  ${findingId}`);
    }
    print(`共 ${found.length} 个问题久无通知 / findings have fallen silent`);
  }
  return exitCode.done;
}
