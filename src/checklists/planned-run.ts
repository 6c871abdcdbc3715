/** What a run comes to: a finding for each failed item, but for those whose finding is still open. */
import type { FindingToOpen } from '../engine/finding-to-open.ts';
import { checklistNameOf, type ChecklistItem } from './checklist.ts';
import type { CheckedRun, ItemResult } from './run-schema.ts';

/** A finding of an earlier run over the same unit that is still open. */
export interface OpenItem {
  readonly version: number;
  readonly no: number;
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

export interface PlannedRun {
  readonly toOpen: readonly { readonly no: number; readonly finding: FindingToOpen }[];
  readonly alreadyOpen: readonly { readonly no: number; readonly open: OpenItem }[];
}

/** `open`: in the order of their runs. In that of the checklist's items. */
export function plannedRun(run: CheckedRun, open: readonly OpenItem[]): PlannedRun {
  const { version, items } = run.checklist;
  const results = new Map(run.results.map((result) => [result.no, result]));
  const toOpen: PlannedRun['toOpen'][number][] = [];
  const alreadyOpen: PlannedRun['alreadyOpen'][number][] = [];
  for (const item of items) {
    const result = results.get(item.no);
    if (result?.result !== 'failed') continue;
    const known = open.findLast((each) => isOf(each, item, version));
    if (known === undefined) toOpen.push({ no: item.no, finding: findingOf(run, item, result) });
    else alreadyOpen.push({ no: item.no, open: known });
  }
  return { toOpen, alreadyOpen };
}

/** Another version may number its items otherwise: there the words tell. */
function isOf(open: OpenItem, { no, text }: ChecklistItem, version: number): boolean {
  return open.version === version ? open.no === no : open.title === text;
}

function findingOf(
  { checklist, round, unit, slots, policy }: CheckedRun,
  { no, text, aspect, grade, class: usual = 'phased' }: ChecklistItem,
  { note, reason }: ItemResult,
): FindingToOpen {
  return {
    round,
    sourceNo: `第${no}条`,
    title: text,
    description: reason === undefined ? note : `${note}\n不能马上整改的原因:${reason}`,
    class: reason === undefined ? usual : 'continuing',
    responsibleUnit: unit,
    slots,
    origin: { kind: 'checklist', checklist: checklistNameOf(checklist), item: no },
    ...(aspect !== undefined && { aspect }),
    ...(grade !== undefined && { grade }),
    ...(policy !== undefined && { policy }),
  };
}
