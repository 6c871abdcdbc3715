/** rectiflow notices: what is owed to whom and what became of it; with --failed, only what came to nothing. */
import type { NoticeSummary } from '../../store/notice-views.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface NoticesOptions extends ConfigOption {
  readonly failed?: boolean;
  /** Documents in due form whose answer is overdue. */
  readonly unanswered?: boolean;
  readonly json?: boolean;
}

export async function notices(options: NoticesOptions): Promise<Exit> {
  const { failed = false, unanswered = false, json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.noticeViews.list({
    ...(failed && { state: 'failed' as const }),
    ...(unanswered && { unansweredAt: await rectiflow.engine.now() }),
  });
  if (json) printJson({ notices: found });
  else {
    for (const notice of found) print(lineOf(notice));
    print(`共 ${found.length} 份通知 / notices`);
  }
  return exitCode.done;
}

function lineOf(notice: NoticeSummary): string {
  const { id, finding, duty, template, slot, party, person, inPlaceOf } = notice;
  const { state, outcome, owedAt } = notice;
  const about = finding?.number ?? duty?.number ?? '';
  const whom = person === null ? '无人任职 / nobody appointed' : `${person.name}(${person.id})`;
  const away = inPlaceOf === null ? '' : ` 代 / for ${inPlaceOf.name}(${inPlaceOf.id})`;
  const became = outcome === null ? state : `${state}: ${outcome}`;
  return `${owedAt}  ${about}  ${template} → ${slot ?? party ?? ''}  ${whom}${away}  [${became}]  ${id}`;
}
