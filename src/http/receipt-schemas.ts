/** What HTTP gives to read of a finding's receipt, as zod schemas. */
import { z } from 'zod';
import { clockKindSchema, slotSchema } from '../../machines/words.ts';
import type { Receipt } from '../store/receipt.ts';
import { apiRegistry } from './api-registry.ts';
import { acknowledgementSchema, dispatchDecisionSchema } from './dispatch-schemas.ts';
import { printedInstant } from './finding-schemas.ts';
import { documentSchema, noticeStateSchema, personSchema } from './notice-schemas.ts';

const clockSchema = z
  .strictObject({
    no: z.int().positive(),
    kind: clockKindSchema,
    rule: z.string(),
    policy: z.string(),
    dueAt: printedInstant,
  })
  .nullable();

const messageSchema = z
  .strictObject({
    id: z.uuid(),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    digestOf: z.iso.date().nullable(),
    attempts: z.int().nonnegative(),
    decisions: z.array(dispatchDecisionSchema),
    acknowledgements: z.array(acknowledgementSchema),
  })
  .nullable();

const receiptNoticeSchema = z
  .strictObject({
    id: z.uuid(),
    owedAt: printedInstant,
    template: z.string(),
    event: z.strictObject({ seq: z.int().positive(), type: z.string() }),
    clock: clockSchema,
    rungs: z.array(z.string()),
    slot: slotSchema,
    fallbackSlot: slotSchema.nullable(),
    person: personSchema,
    inPlaceOf: personSchema,
    channel: z.string(),
    document: documentSchema,
    message: messageSchema,
    state: noticeStateSchema,
    outcome: z.string().nullable(),
    settledAt: printedInstant.nullable(),
  })
  .register(apiRegistry, {
    id: 'ReceiptNotice',
    description:
      '回执中的一份通知:因何、发给谁、在哪一次发送中、结果如何。 / One notice of a receipt: why, to whom, in which ' +
      'message, and what became of it.',
  });

export const receiptSchema = z
  .strictObject({
    finding: z.strictObject({ id: z.uuid(), number: z.string(), title: z.string() }),
    round: z.strictObject({ code: z.string(), title: z.string() }),
    printedAt: printedInstant,
    notices: z.array(receiptNoticeSchema),
  })
  .register(apiRegistry, {
    id: 'Receipt',
    description:
      '送达回执:一个问题的全部通知,按产生先后。 / The receipt: all notices over one finding, in the order they were owed.',
  }) satisfies z.ZodType<Receipt>;
