/** rectiflow intake-template: an empty ledger whose columns are all known. */
import { writeFile } from 'node:fs/promises';
import { intakeTemplate } from '../../intake/index.ts';
import { exitCode, say, type Exit } from '../output.ts';

export interface IntakeTemplateOptions {
  readonly format: string;
  readonly out: string;
}

export async function writeIntakeTemplate({ format, out }: IntakeTemplateOptions): Promise<Exit> {
  if (format !== 'xlsx' && format !== 'csv') {
    say('--format 应为 xlsx 或 csv / --format is xlsx or csv');
    return exitCode.usage;
  }
  // A file that is there is somebody's ledger.
  await writeFile(out, await intakeTemplate(format), { flag: 'wx' });
  say(`已写入 ${out} / written to ${out}`);
  return exitCode.done;
}
