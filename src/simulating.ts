/** simulate(): the rehearsal over what is live or findings given, on the ports of a running rectiflow. */
import { z } from 'zod';
import { checked } from './checked.ts';
import type { TermCalendar } from './engine/duties/ports.ts';
import { nowOf } from './engine/now.ts';
import { policyNameSchema, policyRefOf, type Policy } from './engine/policy.ts';
import type { EnginePorts, PolicyBook } from './engine/ports.ts';
import type { DutyItem } from './engine/rehearsal/duty-life.ts';
import { rehearsalSchema, rehearse, type RehearsalOptions } from './engine/rehearsal/rehearse.ts';
import type { RehearsalReport } from './engine/rehearsal/report.ts';
import type { PortfolioItem } from './engine/rehearsal/simulate.ts';
import { checkedPolicy } from './policy/policy-check.ts';

export interface SimulateRequest extends RehearsalOptions {
  /** `id@version` of a policy this ledger knows, or one that is still a draft. Without it, each finding's own. */
  readonly policy?: string | object | undefined;
  /** Findings to rehearse with, instead of those of the ledger and its duties. */
  readonly portfolio?: readonly PortfolioItem[] | undefined;
}

/** What is live in a ledger, of one round or all. */
export interface LiveItems {
  findings(round?: string): AsyncIterable<PortfolioItem>;
  duties(round?: string): AsyncIterable<DutyItem>;
}

const policyOption = z.object({ policy: policyNameSchema });

/**
 * Who would get what, when and why, on the real rules and a virtual clock. Writes nothing.
 * Throws `request_invalid`, `policy_unknown` or `policy_invalid`.
 */
export async function simulate(
  ports: EnginePorts & { readonly calendar: TermCalendar },
  templates: readonly string[],
  live: LiveItems,
  { policy: wanted, portfolio: given, ...rest }: SimulateRequest,
): Promise<RehearsalReport> {
  const options = checked(rehearsalSchema, rest);
  const policy = wanted === undefined ? null : policyOf(wanted, ports.policies, templates);
  const now = await nowOf(ports);
  const { round } = options;
  const portfolio =
    given === undefined
      ? await all(live.findings(round))
      : given.filter(({ finding }) => round === undefined || finding.roundCode === round);
  const duties = given === undefined ? await all(live.duties(round)) : [];
  return rehearse(ports, options, { portfolio, duties, now, policy });
}

function policyOf(
  policy: string | object,
  policies: PolicyBook,
  templates: readonly string[],
): Policy {
  if (typeof policy !== 'string') return checkedPolicy(policy, templates);
  return policies.get(policyRefOf(checked(policyOption, { policy }).policy));
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
