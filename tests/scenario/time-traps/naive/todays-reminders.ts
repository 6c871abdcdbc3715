/**
 * The morning job of the field: of each reminder it asks whether today is its day. It keeps no note
 * of what it has done, so a reminder whose day passed without a run has no other day.
 */
const dayMs = 86_400_000;

export interface Reminder {
  readonly rung: string;
  /** Days before the due day; after it, negative. */
  readonly daysBefore: number;
  readonly to: readonly string[];
}

export interface Item {
  /** `YYYY-MM-DD` */
  readonly dueDay: string;
  readonly reminders: readonly Reminder[];
}

export interface Sent {
  readonly rung: string;
  readonly on: string;
  readonly to: readonly string[];
}

export function morningJob({ dueDay, reminders }: Item, today: string): readonly Sent[] {
  const daysLeft = (Date.parse(dueDay) - Date.parse(today)) / dayMs;
  return reminders
    .filter(({ daysBefore }) => daysBefore === daysLeft)
    .map(({ rung, to }) => ({ rung, on: today, to }));
}
