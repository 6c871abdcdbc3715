/** Bodies and answers of many steps at once, and certificates, as zod schemas. */
import { z } from 'zod';
import { actorSchema } from '../../machines/actor.ts';
import type { Certificate } from '../store/certificates.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { eventBodySchema } from './request-schemas.ts';

/** Steps one request may ask for. */
const itemsMax = 1_000;

export const bulkBodySchema = z
  .strictObject({
    items: z
      .array(
        eventBodySchema.extend({
          findingId: z.uuid().toLowerCase(),
          expectedVersion: z.int().positive().optional(),
          idempotencyKey: z.string().min(1).max(200).optional(),
        }),
      )
      .min(1)
      .max(itemsMax),
  })
  .register(apiRegistry, {
    id: 'BulkBody',
    description: `至多 ${itemsMax} 项;对同一问题的各项按先后执行。 / At most ${itemsMax}; those to one finding are taken in order.`,
  });

export const bulkAnswersSchema = z
  .strictObject({
    items: z.array(
      z.looseObject({
        findingId: z.uuid(),
        kind: z.enum(['accepted', 'refused', 'conflict']),
        /** Of what was refused, or in conflict. */
        code: z.string().optional(),
        guard: z.string().optional(),
        detail: z.string().optional(),
      }),
    ),
  })
  .register(apiRegistry, { id: 'BulkAnswers', description: '逐项答复 / One answer for each.' });

export const certificateListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        number: z.string(),
        finding: z.strictObject({
          id: z.uuid(),
          number: z.string(),
          title: z.string(),
          round: z.string(),
          responsibleUnit: z.string().nullable(),
        }),
        closedAt: printedInstant,
        closedBy: actorSchema,
        event: z.strictObject({ seq: z.int().positive(), hash: z.string().length(64) }),
        holds: z.boolean(),
      }) satisfies z.ZodType<Certificate>,
    ),
  })
  .register(apiRegistry, { id: 'CertificateList' });
