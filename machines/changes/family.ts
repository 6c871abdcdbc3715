/** What findings do to one another: parts and wholes, merged, found again. */
import type { Change } from '../finding-change.ts';
import type { GivenOf } from '../finding-context.ts';
import type { Disposition } from '../words.ts';

/** The whole hears that this part is closed. */
export function tellParentClosed(change: Change, disposition: Disposition): Change {
  const { parent } = change.context;
  return parent === undefined
    ? change
    : change.tellFinding(parent.id, { say: 'childClosed', disposition });
}

/** The whole hears that this part is open again. */
export function tellParentReopened(change: Change): Change {
  const { parent } = change.context;
  return parent === undefined ? change : change.tellFinding(parent.id, { say: 'childReopened' });
}

/** Struck off, it takes along the open parts that follow it. */
export function takeChildrenAlong(
  change: Change,
  disposition: Exclude<Disposition, 'rectified'>,
  except?: string,
): Change {
  const { children } = change.context;
  if (children === undefined) return change;
  const along = children.filter(
    ({ id, open, mode }) => open && mode === 'follows' && id !== except,
  );
  for (const { id } of along) change.tellFinding(id, { say: 'parentStruckOff', disposition });
  return change.set({
    children: children.map((child) =>
      along.includes(child) ? Object.assign({}, child, { open: false }) : child,
    ),
  });
}

export function childAdded(change: Change, { child, mode }: GivenOf<'CHILD_ADDED'>): Change {
  const children = [...(change.context.children ?? []), { ...child, mode, open: true }];
  return change.set({ children });
}

export function childTurned(
  change: Change,
  { type, child }: GivenOf<'CHILD_CLOSED' | 'CHILD_REOPENED'>,
): Change {
  const open = type === 'CHILD_REOPENED';
  return change.set({
    children: (change.context.children ?? []).map((each) =>
      each.id === child.id ? Object.assign({}, each, { open }) : each,
    ),
  });
}

export function mergedFrom(change: Change, { other }: GivenOf<'MERGED_FROM'>): Change {
  return change
    .set({ mergedFrom: [...(change.context.mergedFrom ?? []), other] })
    .tell('merged-from', 'actionOwner', 'leadOfficial');
}

/** 屡查屡犯: the earlier closure is told that it did not hold. */
export function linkRecurrence(
  change: Change,
  { closedBefore }: GivenOf<'LINK_RECURRENCE'>,
): Change {
  if (closedBefore === undefined) return change;
  return change
    .set({ recurrenceOf: [...(change.context.recurrenceOf ?? []), closedBefore] })
    .tellFinding(closedBefore.id, { say: 'recurred' });
}

export function recurred(change: Change, { later }: GivenOf<'RECURRED'>): Change {
  return change
    .set({ recurredAs: [...(change.context.recurredAs ?? []), later] })
    .tell('recurred', 'verifier', 'accountableExecutive');
}
