/** Other rules for findings under way: looked at first, then moved together, and back. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { policyNameSchema } from '../engine/policy.ts';
import type { MigrationOutcome } from '../engine/migrate-rules.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { apiRegistry } from './api-registry.ts';
import { json } from './declared.ts';
import { judging, type GivenData } from './given-data.ts';
import { printedInstant } from './finding-schemas.ts';
import { problemResponses, withData } from './problem-schemas.ts';
import { httpActorSchema } from './request-schemas.ts';
import { tellHost } from './tell-host.ts';

const tags = ['findings'];
const policyRef = z.strictObject({ id: z.string(), version: z.int().positive() });
const target = { to: policyNameSchema, round: z.string().min(1).max(40).optional() };
const decided = { by: httpActorSchema, reason: z.string().min(1).max(20_000) };

/** The rules somebody asks for by name may be unknown here. */
const named: GivenData = {
  in: 'body',
  path: 'to',
  isAbout: ({ code }) => code === 'policy_unknown',
};

const outcomes = z.array(
  z.strictObject({
    id: z.uuid(),
    number: z.string(),
    moved: z.boolean(),
    why: z.string().nullable(),
  }) satisfies z.ZodType<MigrationOutcome>,
);

const previewRoute = {
  operationId: 'previewRules',
  tags,
  summary: '改用另一版规则的影响 / What other rules would mean',
  description: '逐个列出受影响的问题;不写入。 / Every finding it would concern; writes nothing.',
  body: z.strictObject(target),
  response: {
    200: json(
      z
        .strictObject({
          items: z.array(
            z.strictObject({
              id: z.uuid(),
              number: z.string(),
              state: z.string(),
              stage: z.string(),
              from: policyRef,
              refused: z.string().nullable(),
              wouldFail: z.array(z.string()),
              dates: z.array(
                z.strictObject({ clock: z.string(), from: printedInstant, to: printedInstant }),
              ),
            }),
          ),
        })
        .register(apiRegistry, { id: 'RulesPreview' }),
      '受影响的问题 / The findings',
    ),
    ...problemResponses([...withData, 'policy_unknown']),
  },
};

const moveRoute = {
  operationId: 'changeRules',
  tags,
  summary: '成批改用另一版规则 / Moves findings to other rules',
  description:
    '暂停和核查中的不动,逐项答复。 / What is paused or being checked stays; each is answered by itself.',
  body: z.strictObject({ ...target, ...decided }),
  response: {
    200: json(z.strictObject({ batch: z.uuid(), items: outcomes }), '逐项答复 / The outcomes'),
    ...problemResponses([...withData, 'policy_unknown']),
  },
};

const backRoute = {
  operationId: 'rollBackRules',
  tags,
  summary: '退回一批 / Takes a batch back',
  params: z.strictObject({ batch: z.uuid() }),
  body: z.strictObject(decided),
  response: {
    200: json(z.strictObject({ items: outcomes }), '逐项答复 / The outcomes'),
    ...problemResponses(withData),
  },
};

export function rulesRoutes(
  { ruleMigrations, calendar }: Pick<Rectiflow, 'ruleMigrations' | 'calendar'>,
  onAccepted: () => void,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/rules/preview', { schema: previewRoute }, async ({ body }, reply) => {
      const previews = await judging(named, () => ruleMigrations.preview(body));
      const items = previews.map(({ dates, ...preview }) =>
        Object.assign(preview, {
          wouldFail: [...preview.wouldFail],
          dates: dates.map(({ clock, from, to }) => {
            return { clock, from: calendar.print(from), to: calendar.print(to) };
          }),
        }),
      );
      return reply.send({ items });
    });

    app.post('/rules/batches', { schema: moveRoute }, async ({ body }, reply) => {
      const { batch, findings } = await judging(named, () => ruleMigrations.apply(body));
      if (findings.some(({ moved }) => moved)) tellHost(onAccepted, reply.log);
      return reply.send({ batch, items: [...findings] });
    });

    const backSchema = { schema: backRoute };
    app.post('/rules/batches/:batch/roll-back', backSchema, async ({ params, body }, reply) => {
      const items = await ruleMigrations.rollBack({ ...body, batch: params.batch });
      if (items.some(({ moved }) => moved)) tellHost(onAccepted, reply.log);
      return reply.send({ items: [...items] });
    });
  };
}
