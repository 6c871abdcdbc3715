/**
 * Two ways in which the field lets a paused item make up for the time. Both add to the due day what
 * the pause came to. Instants are epoch ms, days `YYYY-MM-DD`.
 */
const dayMs = 86_400_000;

export interface Pause {
  readonly from: number;
  readonly until: number;
}

/** The hours of each pause, kept in a column of whole days. */
export function pushedByWholeDays(dueDay: string, pauses: readonly Pause[]): string {
  const held = pauses.map(({ from, until }) => Math.floor((until - from) / dayMs));
  return later(
    dueDay,
    held.reduce((sum, days) => sum + days, 0),
  );
}

/** In days begun, from `pausedAt`: which is set with the first pause, and never cleared. */
export function pushedFromFirstPause(dueDay: string, pauses: readonly Pause[]): string {
  let [due, pausedAt]: [string, number | null] = [dueDay, null];
  for (const { from, until } of pauses) {
    pausedAt ??= from;
    due = later(due, Math.ceil((until - pausedAt) / dayMs));
  }
  return due;
}

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
