/** Periods as the field counts them: a day is 24 hours, and so is a working day. Instants are epoch ms. */
const hourMs = 3_600_000;

export interface Given {
  readonly begins: number;
  readonly days: number;
}

/** So many times 24 hours from the moment it was given. */
export function dueAfterHours({ begins, days }: Given): number {
  return begins + days * 24 * hourMs;
}

/**
 * The same, corrected so that the first day is not counted: from the midnight that ends it. `offsetAt`
 * is how far the zone is ahead of UTC (ms).
 */
export function dueAfterMidnight({ begins, days }: Given, offsetAt: (at: number) => number) {
  const local = begins + offsetAt(begins);
  const midnight = (Math.floor(local / (24 * hourMs)) + 1) * 24 * hourMs;
  return midnight - offsetAt(begins) + days * 24 * hourMs;
}
