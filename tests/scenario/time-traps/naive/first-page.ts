/**
 * The sweep of the field: it reads a page of what is due, and leaves out in code what is not for it.
 * What it leaves out is there again the next time, and so the page never gets any further.
 */
export interface DueItem {
  readonly no: number;
  readonly dueAt: number;
  /** Somebody else has it in hand just now. */
  readonly taken: boolean;
  /** Nothing can be done with it: what it cites is missing. */
  readonly broken: boolean;
  readonly fired: boolean;
}

const pageSize = 100;

export function sweepFirstPage(items: readonly DueItem[], now: number): readonly DueItem[] {
  const page = items
    .filter(({ dueAt, fired }) => dueAt <= now && !fired)
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .slice(0, pageSize);
  return page.filter(({ taken, broken }) => !taken && !broken);
}
