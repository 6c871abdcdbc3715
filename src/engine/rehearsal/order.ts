/** The order in which a rehearsal tells: by time, then by what it is about and whom it goes to. */
import type { RehearsedDutyNotice } from './duty-life.ts';
import type { RehearsedNotice } from './life.ts';

/** A notice of a finding, or one over the tasks of a duty. */
export type ToldNotice = RehearsedNotice | RehearsedDutyNotice;

export function byTime(a: ToldNotice, b: ToldNotice): number {
  return a.at - b.at || compare(keyOf(a), keyOf(b));
}

/** By code point: the same order whatever the machine's language. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function keyOf(notice: ToldNotice): string {
  const { to, template } = notice;
  const number = 'duty' in notice ? notice.duty.number : notice.finding.number;
  const role = 'party' in to ? to.party : to.slot;
  return [number, to.person?.id ?? '', role, template].join('\n');
}
