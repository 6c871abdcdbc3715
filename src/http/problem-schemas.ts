/** Problems as the OpenAPI document shows them, one shape per kind of refusal. */
import { z } from 'zod';
import { commandSchema } from '../../machines/events.ts';
import { errorTable } from '../errors.ts';
import { apiRegistry } from './api-registry.ts';
import { sentenceOf } from './guard-sentences.ts';
import { httpErrorCodes, problemOf, type HttpErrorCode, type ProblemMembers } from './problem.ts';

const common = {
  type: z.string().register(apiRegistry, {
    description: '错误类别的稳定地址 / Stable relative URI of the kind of problem.',
  }),
  title: z.string().register(apiRegistry, { description: 'What it is, in English.' }),
  titleZh: z.string().register(apiRegistry, { description: '错误说明(中文)' }),
  status: z.int().min(400).max(599),
  code: z.enum(httpErrorCodes).register(apiRegistry, {
    description: '稳定的错误代码,程序据此判断 / Stable code: what programs decide by.',
  }),
  detail: z.string().optional(),
  instance: z.string().optional(),
};

const example = (code: HttpErrorCode, members: ProblemMembers = {}, path = '/findings') => ({
  examples: [problemOf(code, members, path)],
});
const eventsPath = '/findings/0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f/events';

/** Any problem: the members every one of them has. */
const problemSchema = z
  .strictObject({ ...common, requestId: z.string().optional() })
  .register(apiRegistry, {
    id: 'Problem',
    description: '错误(RFC 9457) / An error as RFC 9457 says it.',
    ...example('finding_not_found', {}, eventsPath),
  });

const requestProblemSchema = z
  .strictObject({
    ...common,
    problems: z
      .array(
        z.strictObject({
          in: z.enum(['body', 'query', 'path', 'header']).optional(),
          path: z.string(),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .register(apiRegistry, {
    id: 'RequestProblem',
    description: '请求内容不正确:逐条指出何处、何错 / What is wrong with the request, and where.',
    ...example('request_invalid', {
      problems: [{ in: 'body', path: 'by.id', message: 'Invalid input: expected string' }],
    }),
  });

const refusedProblemSchema = z
  .strictObject({
    ...common,
    code: z.literal('event_refused'),
    guard: z.string().register(apiRegistry, {
      description: '不满足的条件 / The condition that failed.',
    }),
    allowed: z
      .array(z.enum(commandSchema.options.map((o) => o.shape.type.value)))
      .register(apiRegistry, {
        description: '当前可执行的操作(由合适的人提交) / What it could take now.',
      }),
    state: z.string(),
    stage: z.string(),
    version: z.int(),
  })
  .register(apiRegistry, {
    id: 'RefusedProblem',
    description: '当前不能执行这一步:未作任何改动 / The step is refused; nothing has changed.',
    ...example(
      'event_refused',
      {
        detail: sentenceOf('checkerIsNotMaker'),
        guard: 'checkerIsNotMaker',
        allowed: ['ASSIGN', 'APPROVE', 'RETURN', 'PAUSE'],
        state: 'inProgress',
        stage: 'inReview',
        version: 9,
      },
      eventsPath,
    ),
  });

const conflictProblemSchema = z
  .strictObject({ ...common, code: z.literal('version_conflict'), currentVersion: z.int() })
  .register(apiRegistry, {
    id: 'ConflictProblem',
    description: '已被他人更新:请重新读取 / Somebody else was first: read it again.',
    ...example('version_conflict', { currentVersion: 4 }, eventsPath),
  });

/** One declared response: what @fastify/swagger shows. Nothing is serialised by it. */
export interface DeclaredResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { type: string; description: string }>>;
  readonly content: Readonly<Record<string, { schema: z.ZodType }>>;
}

type Shapes = Partial<Record<HttpErrorCode, z.ZodType>>;

const shapes: Shapes = {
  request_invalid: requestProblemSchema,
  event_invalid: requestProblemSchema,
  calendar_invalid: requestProblemSchema,
  calendar_not_covered: requestProblemSchema,
  policy_invalid: requestProblemSchema,
  policy_unknown: requestProblemSchema,
  wording_invalid: requestProblemSchema,
  event_refused: refusedProblemSchema,
  version_conflict: conflictProblemSchema,
};

/** What every route may answer. */
const everywhere: readonly HttpErrorCode[] = [
  'request_invalid',
  'internal',
  'database_unreachable',
];
/** What every route with a body may answer besides. */
export const withData: readonly HttpErrorCode[] = ['payload_too_large', 'unsupported_media_type'];
/** And where the body holds a command. */
export const withBody: readonly HttpErrorCode[] = [
  ...withData,
  'event_invalid',
  'idempotency_key_reused',
];

/** The members every problem has. */
export { common as problemMembers };

/**
 * The declared problems of a route, by status. `also` names a code under a status not its own, `own`
 * the shape of a code that says more on this route, or something else.
 */
export function problemResponses(
  codes: readonly HttpErrorCode[],
  also: readonly (readonly [number, HttpErrorCode])[] = [],
  own: Shapes = {},
): Record<number, DeclaredResponse> {
  const pairs = [
    ...[...everywhere, ...codes].map((code) => [errorTable[code].status, code] as const),
    ...also,
  ];
  const statuses = [...new Set(pairs.map(([status]) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const of = pairs.filter((pair) => pair[0] === status).map(([, code]) => code);
      return [status, declared(status, of, { ...shapes, ...own })];
    }),
  );
}

function declared(
  status: number,
  codes: readonly HttpErrorCode[],
  shaped: Shapes,
): DeclaredResponse {
  const kinds = [...new Set(codes.map((code) => shaped[code] ?? problemSchema))];
  const [first = problemSchema, ...more] = kinds;
  const schema = more.length === 0 ? first : z.union([first, ...more]);
  const titles = codes.map((code) => `\`${code}\`: ${errorTable[code].titleZh}`);
  return {
    description: titles.join('; '),
    ...(status === 503
      ? { headers: { 'Retry-After': { type: 'integer', description: 'Seconds to wait.' } } }
      : {}),
    content: { 'application/problem+json': { schema } },
  };
}
