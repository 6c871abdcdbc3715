/** What HTTP gives to read of notices, as zod schemas. */
import { z } from 'zod';
import { slotSchema } from '../../machines/words.ts';
import type { NoticeSummary } from '../store/notice-views.ts';
import { apiRegistry } from './api-registry.ts';
import { pageLimit } from './page-limit.ts';
import { printedInstant } from './finding-schemas.ts';

export const noticeStateSchema = z
  .enum(['planned', 'claimed', 'handingOver', 'sent', 'failed', 'unknown', 'suppressed'])
  .register(apiRegistry, {
    id: 'NoticeState',
    description:
      '待发送、已领取、发送中、已送出、失败、不确定、已不必发送 / What became of a notice. Whether an `unknown` one was ' +
      'taken is not known; it is not sent again by itself.',
  });

export const subjectSchema = z.strictObject({ id: z.uuid(), number: z.string() }).nullable();
export const personSchema = z.strictObject({ id: z.string(), name: z.string() }).nullable();

/** The number of a document in due form, and by when it asks for an answer. */
export const documentSchema = z
  .strictObject({ no: z.string(), replyBy: printedInstant.nullable() })
  .nullable();

const noticeSchema = z
  .strictObject({
    id: z.uuid(),
    finding: subjectSchema,
    duty: subjectSchema,
    template: z.string(),
    slot: slotSchema.nullable(),
    fallbackSlot: slotSchema.nullable(),
    party: z.string().nullable(),
    person: personSchema,
    inPlaceOf: personSchema,
    rungs: z.array(z.string()),
    channel: z.string(),
    follows: z.uuid().nullable(),
    about: z.uuid().nullable(),
    document: documentSchema,
    acknowledged: z
      .strictObject({ at: printedInstant, promisedOn: z.iso.date().nullable() })
      .nullable(),
    dispatchId: z.uuid().nullable(),
    subject: z.string().nullable(),
    attempts: z.int().nonnegative(),
    state: noticeStateSchema,
    outcome: z.string().nullable(),
    owedAt: printedInstant,
    settledAt: printedInstant.nullable(),
  })
  .register(apiRegistry, {
    id: 'Notice',
    description:
      '一份通知:发给谁(person)、代谁接收(inPlaceOf)、在哪一次发送中(dispatchId)、结果如何;无人任职的,person 为空,' +
      'outcome 为 nobody_appointed。 / A notice: who gets it, in whose place, in which message, and what became of it. ' +
      'Where nobody is appointed, `person` is null and `outcome` is `nobody_appointed`.',
  }) satisfies z.ZodType<NoticeSummary>;

export const noticeListSchema = z
  .strictObject({ items: z.array(noticeSchema), next: z.uuid().nullable() })
  .register(apiRegistry, { id: 'NoticeList' });

export const noticeListQuerySchema = z.strictObject({
  state: noticeStateSchema.optional(),
  outcome: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,60}$/u, 'must be an outcome, e.g. nobody_appointed')
    .optional()
    .register(apiRegistry, {
      description: '结果代码,如 nobody_appointed / The code of an outcome.',
    }),
  unanswered: z.stringbool().optional().register(apiRegistry, {
    description:
      '只列逾期未签收回复的正式文书 / Only documents in due form whose answer is overdue.',
  }),
  limit: pageLimit('Notices'),
  after: z.uuid().toLowerCase().optional().register(apiRegistry, {
    description: '上一页的 next / `next` of the page before.',
  }),
});
