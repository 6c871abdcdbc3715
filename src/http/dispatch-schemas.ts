/** What HTTP takes in and gives to read about dispatches and the decisions on them, as zod schemas. */
import { z } from 'zod';
import { answerShape } from '../acknowledging.ts';
import { decisionShape } from '../deciding-dispatches.ts';
import type { DispatchDecision, DispatchSummary } from '../store/dispatch-views.ts';
import type { Acknowledgement } from '../store/acknowledgement-views.ts';
import { apiRegistry } from './api-registry.ts';
import { pageLimit } from './page-limit.ts';
import { printedInstant } from './finding-schemas.ts';
import { noticeStateSchema, subjectSchema } from './notice-schemas.ts';
import { problemMembers } from './problem-schemas.ts';
import { openBodySchema } from './request-schemas.ts';

const actorSchema = openBodySchema.shape.by;
const samplePerson = { kind: 'person', id: 'zhang-wei', unit: 'inspection-office' } as const;

export const decisionBodySchema = z
  .strictObject({ ...decisionShape, by: actorSchema })
  .register(apiRegistry, {
    description:
      '对一次发送作出决定:重发(resend),或确认已收到(confirm)。 / Decides on a message: to send it again, or that it ' +
      'did arrive.',
    'x-examples': {
      重发: {
        summary: '重发',
        value: { decision: 'resend', reason: '对方称未收到', by: samplePerson },
      },
      确认已收到: {
        summary: '确认已收到',
        value: { decision: 'confirm', reason: '电话确认已收到', by: samplePerson },
      },
    },
  });

const idSchema = z.uuid().toLowerCase();

export const dispatchIdParams = z.strictObject({
  id: idSchema.register(apiRegistry, {
    description: '一次发送的 id(UUID) / The id of the message.',
  }),
});

export const decidedSchema = z
  .strictObject({ kind: z.literal('accepted'), state: noticeStateSchema })
  .register(apiRegistry, {
    id: 'DispatchDecided',
    description: '已执行 / The decision was taken.',
    examples: [{ kind: 'accepted', state: 'planned' }],
  });

export const settledProblemSchema = z
  .strictObject({
    ...problemMembers,
    code: z.literal('dispatch_settled'),
    state: noticeStateSchema,
  })
  .register(apiRegistry, {
    id: 'DispatchSettledProblem',
    description:
      '当前状态下不能作此决定:只有 unknown 可确认,unknown 与 failed 可重发。 / Not in this state: only what is ' +
      '`unknown` is confirmed, only that and what has `failed` is sent again.',
  });

export const dispatchDecisionSchema = z
  .strictObject({
    decision: decisionShape.decision,
    by: actorSchema,
    reason: z.string(),
    at: printedInstant,
    was: z
      .strictObject({ state: noticeStateSchema, outcome: z.string().nullable() })
      .register(apiRegistry, { description: '决定之前的结果 / What had become of it until then.' }),
  })
  .register(apiRegistry, {
    id: 'DispatchDecision',
    description: '一项决定:谁、何时、为何 / A decision: who, when and why.',
  }) satisfies z.ZodType<DispatchDecision>;

export const acknowledgementSchema = z
  .strictObject({
    by: actorSchema,
    at: printedInstant,
    promisedOn: z.iso.date().nullable(),
    note: z.string().nullable(),
    byLink: z.boolean(),
  })
  .register(apiRegistry, {
    id: 'Acknowledgement',
    description:
      '签收:谁、何时、承诺何日办结;byLink 表示通过通知中的链接签收。 / Who said that it had arrived, when, and by which ' +
      'day they promised to have it done; `byLink`: by the link in the message.',
  }) satisfies z.ZodType<Acknowledgement>;

const dispatchSchema = z
  .strictObject({
    id: z.uuid(),
    channel: z.string(),
    person: z.strictObject({ id: z.string(), name: z.string() }),
    digestOf: z.iso.date().nullable(),
    state: noticeStateSchema,
    outcome: z.string().nullable(),
    attempts: z.int().nonnegative(),
    createdAt: printedInstant,
    settledAt: printedInstant.nullable(),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    notices: z.array(
      z.strictObject({
        id: z.uuid(),
        finding: subjectSchema,
        duty: subjectSchema,
        template: z.string(),
        rungs: z.array(z.string()),
        state: noticeStateSchema,
      }),
    ),
    decisions: z.array(dispatchDecisionSchema),
    acknowledgements: z.array(acknowledgementSchema),
  })
  .register(apiRegistry, {
    id: 'Dispatch',
    description:
      '一次发送:发给一人的一封邮件,其中的通知,结果,以及作过的决定。 / A message to one person: the notices in it, ' +
      'what became of it, and what was decided on it.',
  }) satisfies z.ZodType<DispatchSummary>;

export const acknowledgeBodySchema = z
  .strictObject({ ...answerShape, by: actorSchema })
  .register(apiRegistry, {
    id: 'AcknowledgeBody',
    description:
      '签收:收件人或其代理人;正式文书须承诺办结日期。 / The recipient, or a delegate acting for them; a document in due ' +
      'form asks for the day by which it will be done.',
  });

export const acknowledgedSchema = z
  .strictObject({ kind: z.literal('accepted'), waiting: z.int().nonnegative() })
  .register(apiRegistry, { id: 'Acknowledged' });

export const dispatchListSchema = z
  .strictObject({ items: z.array(dispatchSchema), next: z.uuid().nullable() })
  .register(apiRegistry, { id: 'DispatchList' });

export const dispatchListQuerySchema = z.strictObject({
  state: noticeStateSchema.optional(),
  limit: pageLimit('Messages'),
  after: idSchema.optional().register(apiRegistry, {
    description: '上一页的 next / `next` of the page before.',
  }),
});
