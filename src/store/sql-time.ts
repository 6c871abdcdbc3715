/** Instants on their way into and out of SQL. Inside the program they are epoch milliseconds. */

/** As a `timestamptz` parameter: ISO 8601 in UTC. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** From a `timestamptz` as the driver or JSON gives it. */
export function msOf(value: Date | string): number {
  return new Date(value).getTime();
}
