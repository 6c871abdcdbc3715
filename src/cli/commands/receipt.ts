/** rectiflow receipt: every notice owed over a finding, to whom it went, and what became of it. */
import { RectiflowError } from '../../errors.ts';
import { findingByNumber } from '../finding-by-number.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';
import { receiptLines } from '../receipt-lines.ts';

export interface ReceiptOptions extends ConfigOption {
  readonly json?: boolean;
}

export async function receiptOf(number: string, options: ReceiptOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const { id } = await findingByNumber(rectiflow, number);
  const receipt = await rectiflow.receipt(id);
  if (receipt === null) throw new RectiflowError('finding_not_found', { number });
  if (options.json === true) printJson(receipt);
  else for (const line of receiptLines(receipt)) print(line);
  return exitCode.done;
}
