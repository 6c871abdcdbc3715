/** What HTTP takes in and gives to read about the in-app inbox, as zod schemas. */
import { z } from 'zod';
import { partySchema } from '../../machines/words.ts';
import type { InboxMessage } from '../store/inbox.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { pageLimit } from './page-limit.ts';

const idSchema = z.uuid().toLowerCase();
// A copy: what is said of it here is not true of every person and post.
const personSchema = partySchema
  .clone()
  .register(apiRegistry, { description: '收件人 / Whose inbox it is.' });

const messageSchema = z
  .strictObject({
    dispatchId: z.uuid(),
    personId: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string().register(apiRegistry, {
      description:
        '由转义文本生成,宜在独立来源或沙箱框架中显示 / Made of escaped text only: to be shown in a page of its own ' +
        'origin or a sandboxed frame.',
    }),
    at: printedInstant,
    readAt: printedInstant.nullable(),
  })
  .register(apiRegistry, {
    id: 'InboxMessage',
    description:
      '站内收件箱中的一条消息;未读的,readAt 为空。 / A message in the in-app inbox. While it is unread, `readAt` is null.',
  }) satisfies z.ZodType<InboxMessage>;

export const inboxListSchema = z
  .strictObject({ items: z.array(messageSchema), next: z.uuid().nullable() })
  .register(apiRegistry, { id: 'InboxList' });

export const inboxListQuerySchema = z.strictObject({
  person: personSchema,
  unread: z
    .enum(['true', 'false'])
    .optional()
    .register(apiRegistry, { description: 'true:只看未读的 / Only what has not been read.' }),
  limit: pageLimit('Messages'),
  after: idSchema.optional().register(apiRegistry, {
    description: '上一页的 next / `next` of the page before.',
  }),
});

export const inboxMessageParams = z.strictObject({
  dispatchId: idSchema.register(apiRegistry, {
    description: '一次发送的 id(UUID) / The id of the message.',
  }),
});

export const readBodySchema = z.strictObject({ person: personSchema }).register(apiRegistry, {
  description: '一条消息已读 / A message has been read.',
  'x-examples': { 已读: { summary: '已读', value: { person: 'zhang-wei' } } },
});

export const nothingSchema = z.null().register(apiRegistry, { description: '已记录 / On record.' });
