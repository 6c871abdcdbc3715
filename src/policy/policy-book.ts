/** The policies at hand, each version checked whole before anything may cite it. */
import { z } from 'zod';
import { policySchema, type Policy, type PolicyRef } from '../engine/policy.ts';
import type { Calendar, PolicyBook } from '../engine/ports.ts';
import { RectiflowError } from '../errors.ts';
import { cnInspection1 } from './cn-inspection-1.ts';

/**
 * Reads policies into a book; the last one given is the current one.
 * Throws `policy_invalid`, with one line per problem, before any of them can be used.
 */
export function createPolicyBook(
  calendar: Pick<Calendar, 'units'>,
  policies: readonly unknown[] = [cnInspection1],
): PolicyBook {
  const byName = new Map<string, Policy>();
  let current: PolicyRef | null = null;
  for (const raw of policies) {
    const policy = checked(raw, calendar);
    if (byName.has(nameOf(policy))) throw invalid(`${nameOf(policy)} is given twice`);
    byName.set(nameOf(policy), policy);
    current = { id: policy.id, version: policy.version };
  }
  if (current === null) throw invalid('at least one policy is needed');
  return {
    current,
    get(ref) {
      const policy = byName.get(nameOf(ref));
      if (policy === undefined) throw new RectiflowError('policy_unknown', { policy: nameOf(ref) });
      return policy;
    },
  };
}

function checked(raw: unknown, calendar: Pick<Calendar, 'units'>): Policy {
  const parsed = policySchema.safeParse(raw);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const policy = parsed.data;
  for (const [name, cadence] of Object.entries(policy.cadences)) {
    for (const { rung, unit } of [...cadence.rungs, cadence.repeat]) {
      if (!calendar.units.includes(unit)) throw uncounted(`cadences.${name} rung ${rung}`, unit);
    }
  }
  for (const [name, { clocks }] of Object.entries(policy.classes)) {
    for (const [clock, { period }] of Object.entries(clocks)) {
      if (!calendar.units.includes(period.unit)) {
        throw uncounted(`classes.${name}.clocks.${clock}`, period.unit);
      }
    }
  }
  return policy;
}

function uncounted(path: string, unit: string): RectiflowError {
  return invalid(`${path}: counts in "${unit}", which the calendar in use has no data for`);
}

function invalid(message: string): RectiflowError {
  return new RectiflowError('policy_invalid', {
    message: `规则集不可用 / policy not usable:\n${message}`,
  });
}

function nameOf({ id, version }: PolicyRef): string {
  return `${id}@${version}`;
}
