/** What the policy tests share: the shipped policies, and changed copies of one. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { templateNames } from '../../../src/channels/texts.ts';
import { RectiflowError } from '../../../src/errors.ts';
import { shippedPolicyFiles } from '../../../src/policy/policy-files.ts';
import { shippedPolicies as shipped, shippedPolicy } from '../../support/shipped-policies.ts';

export { shipped, shippedPolicy, templateNames };

export const inspection = shippedPolicy('cn-inspection');

/** What its next version will be called. */
export const nextVersion = inspection.version + 1;

/** The default policy as its file writes it: comments, aliases, defaults left out and all. */
export const inspectionText = readFileSync(
  shippedPolicyFiles.find((path) => basename(path) === 'cn-inspection.yaml') ?? '',
  'utf8',
);

/** The default policy with the value at some path exchanged, e.g. `classes.phased.clocks.plan`. */
export function changed(path: string, value: unknown): object {
  // Through JSON: what the file shares between classes is shared no more.
  const copy = JSON.parse(JSON.stringify(parse(inspectionText))) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let target = copy;
  for (const key of keys) target = target[key] as Record<string, unknown>;
  target[last] = value;
  return copy;
}

/** The lines something is refused with; none where it is taken. */
export async function refusalOf(attempt: () => unknown): Promise<string[]> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof RectiflowError) || error.code !== 'policy_invalid') throw error;
    const [heading, ...lines] = error.message.split('\n  ');
    expect(heading).toBe('规则集不可用 / the policy is not usable:');
    return lines;
  }
  return [];
}
