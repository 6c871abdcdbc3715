/**
 * The warning of the field: a day before the date, in hours from the midnight at which a date
 * without a time begins. Nobody asks what day that is, nor who is up at that hour.
 */
const hourMs = 3_600_000;

export interface Dated {
  /** `YYYY-MM-DD` */
  readonly dueDay: string;
  readonly warnDaysBefore: number;
}

/** Epoch ms; `midnightOf` is the instant at which that day begins in the organisation's zone. */
export function warningAt(
  { dueDay, warnDaysBefore }: Dated,
  midnightOf: (day: string) => number,
): number {
  return midnightOf(dueDay) - warnDaysBefore * 24 * hourMs;
}
