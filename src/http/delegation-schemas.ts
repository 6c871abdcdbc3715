/** What HTTP takes in and gives to read about delegations, as zod schemas. */
import { z } from 'zod';
import { daySchema, partySchema } from '../../machines/words.ts';
import { checkDelegation, delegationShape, type Delegation } from '../directory/delegations.ts';
import { apiRegistry } from './api-registry.ts';
import { pageLimit } from './page-limit.ts';
import { printedInstant } from './finding-schemas.ts';
import { openBodySchema } from './request-schemas.ts';

const actorSchema = openBodySchema.shape.by;
const samplePerson = { kind: 'person', id: 'zhang-wei', unit: 'finance-office' } as const;

export const delegationBodySchema = z
  .strictObject({ ...delegationShape, by: actorSchema })
  .superRefine(checkDelegation)
  .register(apiRegistry, {
    description:
      '登记一项委托:自 fromDay 起至 untilDay 止(含当日),from 的通知由 to 代为接收。 / Delegates: from `fromDay` ' +
      'to `untilDay`, which counts, `to` gets what is for `from`.',
    'x-examples': {
      外出培训: {
        summary: '外出期间委托他人',
        value: {
          from: 'zhang-wei',
          to: 'chen-jing',
          fromDay: '2026-03-02',
          untilDay: '2026-03-13',
          reason: '外出培训',
          by: samplePerson,
        },
      },
    },
  });

export const revokeBodySchema = z
  .strictObject({
    on: daySchema.optional().register(apiRegistry, {
      description:
        '自哪一天起不再生效,缺省为今天 / The first day on which it no longer holds. Default: today.',
    }),
    by: actorSchema,
  })
  .register(apiRegistry, {
    description: '终止一项委托 / Ends a delegation.',
    'x-examples': {
      提前返岗: { summary: '提前返岗', value: { on: '2026-03-09', by: samplePerson } },
    },
  });

const idSchema = z.uuid().toLowerCase();

export const delegationIdParams = z.strictObject({
  id: idSchema.register(apiRegistry, {
    description: '委托的 id(UUID) / The id of the delegation.',
  }),
});

const personSchema = z.strictObject({ id: z.string(), name: z.string() });
// As recorded, whoever it was.
const recordedActorSchema = z.looseObject({ kind: z.string() });

export const delegationSchema = z
  .strictObject({
    id: z.uuid(),
    from: personSchema,
    to: personSchema,
    fromDay: z.iso.date(),
    untilDay: z.iso.date(),
    reason: z.string(),
    inForce: z.boolean().register(apiRegistry, { description: '今天是否生效 / It holds today.' }),
    recordedAt: printedInstant,
    recordedBy: recordedActorSchema,
    endedOn: z.iso.date().nullable(),
    endedAt: printedInstant.nullable(),
    endedBy: recordedActorSchema.nullable(),
  })
  .register(apiRegistry, {
    id: 'Delegation',
    description:
      '一项委托;提前终止的,自 endedOn 起不再生效,记录保留。 / A delegation. One that was ended early no longer ' +
      'holds from `endedOn` on, and stays on record.',
  }) satisfies z.ZodType<Omit<Delegation, 'recordedBy' | 'endedBy'>>;

export const delegationListQuerySchema = z.strictObject({
  person: partySchema.optional().register(apiRegistry, {
    description: '委托人或受托人 / From or to this person.',
  }),
  on: daySchema
    .optional()
    .register(apiRegistry, { description: '当日生效的 / In force on this day.' }),
  limit: pageLimit('Delegations'),
  after: idSchema.optional().register(apiRegistry, {
    description: '上一页的 next / `next` of the page before.',
  }),
});

export const delegationListSchema = z
  .strictObject({ items: z.array(delegationSchema), next: z.uuid().nullable() })
  .register(apiRegistry, { id: 'DelegationList' });
