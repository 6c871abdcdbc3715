/** rectiflow acknowledge: whoever got a message says so, and by when they will have it done. */
import { errorTable, RectiflowError } from '../../errors.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface AcknowledgeOptions extends ConfigOption {
  readonly by: string;
  readonly promisedOn?: string;
  readonly note?: string;
  readonly json?: boolean;
}

export async function acknowledge(dispatchId: string, options: AcknowledgeOptions): Promise<Exit> {
  const { by: id, promisedOn, note, json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const answer = await rectiflow.acknowledge({
    dispatchId,
    by: { kind: 'person', id },
    ...(promisedOn !== undefined && { promisedOn }),
    ...(note !== undefined && { note }),
  });
  if (answer.kind === 'refused') {
    const { title, titleZh } = errorTable[answer.code];
    throw new RectiflowError(answer.code, { message: `${titleZh} / ${title}`, dispatchId });
  }
  if (json) printJson(answer);
  else print(`${dispatchId}  已签收 / acknowledged`);
  return exitCode.done;
}
