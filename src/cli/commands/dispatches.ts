/** rectiflow dispatches, decide: what went out in which message, and what somebody decides on it. */
import type { NoticeState } from '../../../machines/notice.ts';
import type { DispatchDecided } from '../../deciding-dispatches.ts';
import { errorTable, RectiflowError } from '../../errors.ts';
import { noticeTerms } from '../../glossary.ts';
import { dispatchLines } from '../dispatch-lines.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface DispatchesOptions extends ConfigOption {
  readonly state?: NoticeState;
  readonly json?: boolean;
}

export async function dispatches(options: DispatchesOptions): Promise<Exit> {
  const { state, json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.dispatchViews.list({ state });
  if (json) printJson({ dispatches: found });
  else {
    for (const line of found.flatMap(dispatchLines)) print(line);
    print(`共 ${found.length} 次发送 / messages`);
  }
  return exitCode.done;
}

export interface DecideOptions extends ConfigOption {
  readonly by: string;
  readonly reason: string;
  readonly json?: boolean;
}

export async function decide(
  dispatchId: string,
  decision: 'resend' | 'confirm',
  options: DecideOptions,
): Promise<Exit> {
  const { by: id, reason, json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const by = { kind: 'person', id } as const;
  const answer = await rectiflow.decideDispatch({ dispatchId, decision, by, reason });
  if (answer.kind === 'refused') throw refusal(dispatchId, answer);
  const { zh, en } = noticeTerms[answer.state];
  if (json) printJson(answer);
  else print(`${dispatchId}  ${zh} / ${en}`);
  return exitCode.done;
}

function refusal(
  dispatch: string,
  answer: Extract<DispatchDecided, { kind: 'refused' }>,
): RectiflowError {
  if (answer.code === 'dispatch_not_found') return new RectiflowError(answer.code, { dispatch });
  const { code, state } = answer;
  const { zh, en } = noticeTerms[state];
  const { title, titleZh } = errorTable[code];
  const message = `${titleZh}:${zh} / ${title}: ${en}`;
  return new RectiflowError(code, { message, dispatch, state });
}
