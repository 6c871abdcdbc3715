/** What HTTP takes in and answers about mails that came back, as zod schemas. */
import { z } from 'zod';
import type { BounceTaken } from '../taking-bounces.ts';
import { apiRegistry } from './api-registry.ts';

const description =
  '退回的邮件原文(RFC 5322),不超过 1 MiB / The mail that came back, as it is, of at most 1 MiB.';

export const mailSchema = z
  .instanceof(Uint8Array)
  .register(apiRegistry, Object.assign({ type: 'string', format: 'binary' }, { description }));

const sampleId = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

export const bounceTakenSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('failed'),
      dispatchId: z.uuid(),
      outcome: z.string().register(apiRegistry, {
        description: '结果代码,如 bounce_5.1.1 / The code of the outcome.',
      }),
    }),
    z.strictObject({
      kind: z.literal('ignored'),
      why: z.enum(['not_a_bounce', 'not_final', 'not_ours', 'settled']).register(apiRegistry, {
        description:
          '不是退信;对方仍在尝试或已送达;不是本台账的邮件;该次发送此前已有结果 / It tells of no delivery; the other side ' +
          'still tries, or says that it arrived; no message of this ledger; that message is not held for arrived.',
      }),
    }),
  ])
  .register(apiRegistry, {
    id: 'BounceTaken',
    description:
      '采纳的退信:那次发送改为失败(failed);未采纳的不作改动(ignored)。 / The message has failed, or nothing was ' +
      'written, and why.',
    examples: [
      { kind: 'failed', dispatchId: sampleId, outcome: 'bounce_5.1.1' },
      { kind: 'ignored', why: 'not_ours' },
    ],
  }) satisfies z.ZodType<BounceTaken>;
