/** Policies of one's own, made of shipped ones. */
import type { Gates } from '../../../machines/gates.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import { shippedPolicy } from '../../support/shipped-policies.ts';

/** The shipped policy as `<id>@1`, asking something else of phased findings. */
export function ownPolicy(shippedId: string, id: string, gates: Partial<Gates>): Policy {
  const shipped = shippedPolicy(shippedId);
  const { phased } = shipped.classes;
  const classes = {
    ...shipped.classes,
    phased: { ...phased, gates: { ...phased.gates, ...gates } },
  };
  return { ...shipped, id, version: 1, classes };
}
