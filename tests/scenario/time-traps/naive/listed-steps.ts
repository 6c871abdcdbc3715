/**
 * Escalation as the field configures it: a list of steps, so many days after the due day. What is not
 * on the list does not come, and nobody has listed the second year.
 */
const dayMs = 86_400_000;

export interface EscalationStep {
  readonly daysAfter: number;
  readonly to: readonly string[];
}

export interface Overdue {
  /** `YYYY-MM-DD` */
  readonly dueDay: string;
  readonly steps: readonly EscalationStep[];
}

/** Whom today's run tells. */
export function escalate({ dueDay, steps }: Overdue, today: string): readonly string[] {
  const late = (Date.parse(today) - Date.parse(dueDay)) / dayMs;
  const step = steps.find(({ daysAfter }) => daysAfter === late);
  return step?.to ?? [];
}
