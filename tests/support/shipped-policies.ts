/** The shipped policies as they are now: which version that is, only their files say. */
import { templateNames } from '../../src/channels/texts.ts';
import type { Policy, PolicyRef } from '../../src/engine/policy.ts';
import { readShippedPolicies } from '../../src/policy/policy-files.ts';

export const shippedPolicies: readonly Policy[] = await readShippedPolicies(templateNames);

export function shippedPolicy(id: string): Policy {
  const policy = shippedPolicies.find((each) => each.id === id);
  if (policy === undefined) throw new Error(`no policy ${id} is shipped`);
  return policy;
}

/** `{ id, version }` of the shipped policy. */
export function shippedRef(id: string): PolicyRef {
  const { version } = shippedPolicy(id);
  return { id, version };
}

/** `cn-inspection@2`, or whichever version is shipped. */
export function shippedName(id: string): string {
  return `${id}@${shippedPolicy(id).version}`;
}
