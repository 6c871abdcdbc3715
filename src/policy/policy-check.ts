/** A policy from outside, checked whole: its shape, and that it sends nothing that nobody has worded. */
import { z } from 'zod';
import { unusable } from '../data-file.ts';
import { policySchema, type Policy } from '../engine/policy.ts';
import { problemsOf } from '../engine/send.ts';

/** What must be readable for its templates to be looked at; the rest is the policy schema's to judge. */
const namingSchema = z.object({ template: z.string().trim() });
const cadencesSchema = z.object({
  cadences: z.record(z.string(), z.object({ rungs: z.array(namingSchema), repeat: namingSchema })),
});

/** The schema of a policy that may name these templates and no others. */
export function policySchemaFor(templates: readonly string[]) {
  const known = new Set(templates);
  return policySchema.superRefine(
    (policy, context) => {
      for (const { path, template } of templatesIn(policy)) {
        if (known.has(template)) continue;
        const message = `no template "${template}"; there are: ${templates.toSorted().join(', ')}`;
        context.addIssue({ code: 'custom', path, message });
      }
    },
    // Also where something else is wrong: people want to hear of everything at once.
    { when: () => true },
  );
}

/** The policy. Throws `policy_invalid` with one line per problem, each with its path. */
export function checkedPolicy(raw: unknown, templates: readonly string[]): Policy {
  const parsed = policySchemaFor(templates).safeParse(raw);
  if (parsed.success) return parsed.data;
  throw unusable(
    'policy_invalid',
    problemsOf(parsed.error).map(({ path, message }) => `${path}: ${message}`),
  );
}

function templatesIn(policy: unknown): readonly { path: PropertyKey[]; template: string }[] {
  const found: { path: PropertyKey[]; template: string }[] = [];
  const { data } = cadencesSchema.safeParse(policy);
  for (const [name, { rungs, repeat }] of Object.entries(data?.cadences ?? {})) {
    const path = ['cadences', name];
    for (const [index, { template }] of rungs.entries()) {
      found.push({ path: [...path, 'rungs', index, 'template'], template });
    }
    found.push({ path: [...path, 'repeat', 'template'], template: repeat.template });
  }
  return found;
}
