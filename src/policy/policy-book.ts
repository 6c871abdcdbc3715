/** The policies at hand, each version checked whole before anything may cite it. */
import { policySchema, type DayUnit, type Policy, type PolicyRef } from '../engine/policy.ts';
import type { Calendar, PolicyBook } from '../engine/ports.ts';
import { problemsOf } from '../engine/send.ts';
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
  if (!parsed.success) {
    throw invalid(...problemsOf(parsed.error).map(({ path, message }) => `${path}: ${message}`));
  }
  const uncounted = unitsIn(parsed.data).filter(({ unit }) => !calendar.units.includes(unit));
  if (uncounted.length === 0) return parsed.data;
  throw invalid(
    ...uncounted.map(
      ({ path, unit }) => `${path}: counts in "${unit}", which the calendar in use has no data for`,
    ),
  );
}

function unitsIn({ cadences, classes }: Policy): readonly { path: string; unit: DayUnit }[] {
  const found: { path: string; unit: DayUnit }[] = [];
  for (const [name, { rungs, repeat }] of Object.entries(cadences)) {
    const path = `cadences.${name}`;
    for (const [index, { unit }] of rungs.entries()) {
      found.push({ path: `${path}.rungs.${index}.unit`, unit });
    }
    found.push({ path: `${path}.repeat.unit`, unit: repeat.unit });
  }
  for (const [name, { clocks }] of Object.entries(classes)) {
    for (const [clock, { period }] of Object.entries(clocks)) {
      found.push({ path: `classes.${name}.clocks.${clock}.period.unit`, unit: period.unit });
    }
  }
  return found;
}

function invalid(...problems: readonly string[]): RectiflowError {
  const message = ['规则集不可用 / the policy is not usable:', ...problems].join('\n  ');
  return new RectiflowError('policy_invalid', { message, problems });
}

function nameOf({ id, version }: PolicyRef): string {
  return `${id}@${version}`;
}
