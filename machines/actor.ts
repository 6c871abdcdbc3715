/** Who gives a command: every event in the history carries one. */
import { z } from 'zod';
import { partySchema } from './words.ts';

const unitSchema = partySchema.nullable();

export const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id: partySchema, unit: unitSchema.default(null) }),
  z.strictObject({
    kind: z.literal('delegate'),
    id: partySchema,
    actingFor: partySchema,
    unit: unitSchema.default(null),
  }),
  z.strictObject({ kind: z.literal('system'), rule: partySchema }),
  z.strictObject({ kind: z.literal('import'), document: partySchema }),
]);

/** A person, somebody acting for a person, a system rule, or an import. */
export type Actor = z.infer<typeof actorSchema>;

/** What is remembered of a maker, so that a checker can be held against it. */
export interface Maker {
  readonly persons: readonly string[];
  readonly unit: string | null;
}

/** The persons behind an actor: a delegate counts as both, since either could wave their own work through. */
export function makerOf(actor: Actor): Maker {
  switch (actor.kind) {
    case 'person':
      return { persons: [actor.id], unit: actor.unit };
    case 'delegate':
      return { persons: [actor.id, actor.actingFor], unit: actor.unit };
    case 'system':
    case 'import':
      return { persons: [], unit: null };
  }
}

/** True when the two share a person or a known unit. */
export function overlaps(maker: Maker, checker: Maker): boolean {
  if (maker.persons.some((person) => checker.persons.includes(person))) return true;
  return maker.unit !== null && maker.unit === checker.unit;
}
