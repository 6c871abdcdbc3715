/** Keeps what findings cite true: a policy version means the same in every process, for ever. */
import { unusable } from '../data-file.ts';
import { digest } from '../engine/chain.ts';
import type { Policy, PolicyRef } from '../engine/policy.ts';
import type { PolicyBook } from '../engine/ports.ts';
import { checkedPolicy } from './policy-check.ts';
import { createPolicyBook, nameOf } from './policy-book.ts';

export interface KeptPolicy extends PolicyRef {
  readonly digest: string;
  readonly data: unknown;
}

export interface PolicyShelf {
  read(): Promise<readonly KeptPolicy[]>;
  add(policies: readonly KeptPolicy[]): Promise<void>;
}

/**
 * Puts the policies given on the shelf and takes from it those only others were given. Throws
 * `policy_invalid` where one differs from what is kept under its name: findings live by that.
 */
export async function registerPolicies(
  given: readonly Policy[],
  shelf: PolicyShelf,
  templates: readonly string[],
  current?: PolicyRef,
): Promise<PolicyBook> {
  const wanted = given.map((data) => ({
    id: data.id,
    version: data.version,
    digest: digest(data),
    data,
  }));
  refuseChanged(wanted, await shelf.read(), templates);
  await shelf.add(wanted);
  // Another process may have been first to add another text under the same name.
  const kept = await shelf.read();
  refuseChanged(wanted, kept, templates);
  const names = new Set(wanted.map(nameOf));
  const others = kept.filter((policy) => !names.has(nameOf(policy)));
  return createPolicyBook(
    [...others.map(({ data }) => checkedPolicy(data, templates)), ...given],
    current,
  );
}

function refuseChanged(
  wanted: readonly KeptPolicy[],
  kept: readonly KeptPolicy[],
  templates: readonly string[],
): void {
  const changed = wanted.filter((policy) =>
    kept.some((other) => nameOf(other) === nameOf(policy) && !areTheSame(policy, other, templates)),
  );
  if (changed.length === 0) return;
  throw unusable(
    'policy_invalid',
    changed.map(
      (policy) =>
        `${nameOf(policy)}: differs from the ${nameOf(policy)} this ledger knows; a changed policy needs a version of its own`,
    ),
  );
}

/** A policy kept by an earlier release lacks what later ones know a default for: read by this one, it has it too. */
function areTheSame(wanted: KeptPolicy, kept: KeptPolicy, templates: readonly string[]): boolean {
  if (wanted.digest === kept.digest) return true;
  return wanted.digest === digest(checkedPolicy(kept.data, templates));
}
