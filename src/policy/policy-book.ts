/** The policies at hand. Each was checked whole before it came here (policy-check.ts). */
import { unusable } from '../data-file.ts';
import type { Policy, PolicyRef } from '../engine/policy.ts';
import type { PolicyBook } from '../engine/ports.ts';
import { RectiflowError } from '../errors.ts';

/**
 * Puts checked policies into a book. New findings are opened under `current`, by default the last
 * one given. Throws `policy_invalid` where a version is given twice, or the current one not at all.
 */
export function createPolicyBook(policies: readonly Policy[], current?: PolicyRef): PolicyBook {
  const byName = new Map<string, Policy>();
  for (const policy of policies) {
    const name = nameOf(policy);
    if (byName.has(name)) {
      throw unusable('policy_invalid', [
        `${name} is given twice; a changed policy needs an id or a version of its own`,
      ]);
    }
    byName.set(name, policy);
  }
  return {
    current: refOf(currentOf(byName, current ?? policies.at(-1))),
    has: (ref) => byName.has(nameOf(ref)),
    get(ref) {
      const policy = byName.get(nameOf(ref));
      if (policy === undefined) throw new RectiflowError('policy_unknown', { policy: nameOf(ref) });
      return policy;
    },
  };
}

/** `cn-inspection@1`. */
export function nameOf({ id, version }: PolicyRef): string {
  return `${id}@${version}`;
}

function currentOf(byName: ReadonlyMap<string, Policy>, wanted: PolicyRef | undefined): Policy {
  if (wanted === undefined) throw unusable('policy_invalid', ['at least one policy is needed']);
  const policy = byName.get(nameOf(wanted));
  if (policy !== undefined) return policy;
  const given = [...byName.keys()].join(', ') || 'none';
  throw unusable('policy_invalid', [
    `the current policy is to be ${nameOf(wanted)}, which is not given; there are: ${given}`,
  ]);
}

function refOf({ id, version }: PolicyRef): PolicyRef {
  return { id, version };
}
