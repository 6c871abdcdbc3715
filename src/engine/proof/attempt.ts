/** Null when the rules choke on what somebody put in an event's place: that is an answer, not a crash. */
export function attempt<T>(step: () => T): T | null {
  try {
    return step();
  } catch {
    return null;
  }
}
