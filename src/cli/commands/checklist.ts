/** rectiflow checklist: goes through a checklist; shows what it would open, and on request opens it. */
import { oneLine } from '../../channels/one-line.ts';
import { readChecklist, readResults } from '../../checklists/checklist-files.ts';
import type { RunToRecord } from '../../checklists/run-schema.ts';
import type { ChecklistRun, RunPreview } from '../../checklists/shown-run.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface ChecklistOptions extends ConfigOption {
  /** The file of the checklist. */
  readonly list: string;
  /** The file of the results. */
  readonly results: string;
  readonly round: string;
  readonly unit: string;
  readonly by: string;
  readonly on?: string;
  readonly key?: string;
  readonly apply?: boolean;
  readonly json?: boolean;
}

export async function checklist(options: ChecklistOptions): Promise<Exit> {
  const { list, results, round, unit, apply = false, json = false } = options;
  const read = await readChecklist(list);
  const said = await readResults(results);
  await using rectiflow = await openFrom(configOf(options));
  const { calendar, checklists, engine } = rectiflow;
  const run: RunToRecord = {
    ...said,
    checklist: read,
    round,
    unit,
    on: options.on ?? said.on ?? calendar.dayOf(await engine.now()),
    by: { kind: 'person', id: options.by, unit: null },
    ...(options.key !== undefined && { idempotencyKey: options.key }),
  };
  const answer = apply ? await checklists.run(run) : await checklists.check(run);
  if (json) printJson(answer);
  else for (const line of runLines(answer)) print(line);
  return exitCode.done;
}

/** What was opened, or would be. */
export function runLines(answer: ChecklistRun | RunPreview): readonly string[] {
  const { checklist: name, title, round, unit, on, counts, alreadyOpen } = answer;
  const { met, failed, notApplicable } = counts;
  const lines =
    'toOpen' in answer
      ? answer.toOpen.map(
          ({ no, title: text, reason }) =>
            `+ 第${no}条  ${oneLine(text)}${reason === null ? '' : `  [持续整改 / continuing: ${oneLine(reason)}]`}`,
        )
      : answer.opened.map(({ no, number }) => `+ 第${no}条  ${number}`);
  return [
    `${name}  ${oneLine(title)}  ${round}  ${oneLine(unit)}  ${on}`,
    ...lines,
    ...alreadyOpen.map(({ no, number }) => `= 第${no}条  ${number}  尚未销号 / still open`),
    `达标 ${met}、不达标 ${failed}、不适用 ${notApplicable} / ${met} met, ${failed} failed, ${notApplicable} not applicable`,
    'toOpen' in answer
      ? `将登记 ${lines.length} 个问题;加 --apply 写入 / findings would be opened: --apply writes`
      : `已登记 ${lines.length} 个问题 / findings opened`,
  ];
}
