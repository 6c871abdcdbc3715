/** rectiflow intake-template: an empty ledger whose columns are all known. */
import { writeFile } from 'node:fs/promises';
import { intakeTemplate } from '../../intake/index.ts';
import { refusedBy } from '../file-errors.ts';
import { exitCode, say, type Exit } from '../output.ts';

export interface IntakeTemplateOptions {
  readonly format: 'xlsx' | 'csv';
  readonly out: string;
}

export async function writeIntakeTemplate({ format, out }: IntakeTemplateOptions): Promise<Exit> {
  const template = await intakeTemplate(format);
  try {
    // A file that is there is somebody's ledger.
    await writeFile(out, template, { flag: 'wx' });
  } catch (error) {
    const reason = refusedBy(error);
    if (reason === null) throw error;
    say(`${out}: 无法写入 / cannot be written: ${reason}`);
    return exitCode.failed;
  }
  say(`已写入 ${out} / written to ${out}`);
  return exitCode.done;
}
