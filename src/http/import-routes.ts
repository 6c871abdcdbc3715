/** The routes of documents: what one would do to a round, taking it in, and what was taken in. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ImportToApply, ImportToCheck } from '../imports/import-schema.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import {
  documentBytesMax,
  documentCodes,
  documentMediaTypes,
  partOf,
  readDocumentsToo,
  refuseQuery,
  sayingWhy,
} from './import-body.ts';
import {
  appliedSchema,
  applyBodySchema,
  applyFileQuery,
  applyQuerySchema,
  checkBodySchema,
  checkedSchema,
  checkQuerySchema,
  documentProblemSchema,
  fileOr,
  fileQuery,
  importListQuerySchema,
  importListSchema,
  importParams,
  unchangedSchema,
  wholeSchema,
} from './import-schemas.ts';
import { onePage } from './one-page.ts';
import { problemResponses, withData } from './problem-schemas.ts';
import { sayingWhere } from './saying-where.ts';
import { tellHost } from './tell-host.ts';

const tags = ['imports'];
const consumes = ['application/json', ...documentMediaTypes];
const documentShapes = Object.fromEntries(
  documentCodes.map((code) => [code, documentProblemSchema]),
);
const unreadable = [[422, 'file_damaged']] as const;
const readable = documentCodes.filter((code) => code !== 'file_damaged');

const checkRoute = {
  operationId: 'checkImport',
  tags,
  summary: '导入前对照 / What a document would do to a round',
  description:
    '不写入。原样上传文件,或以 JSON 提交已读出的文件及更正;回答含读出的文件,更正后可再提交。 / Writes nothing. A file as it is, or ' +
    'a document that was read, with corrections, as JSON. The answer has what was read, to be corrected and handed in.',
  consumes,
  querystring: checkQuerySchema,
  body: fileOr(checkBodySchema, '文件,或 JSON / A file, or a document that was read.'),
  response: {
    200: json(checkedSchema, '对照结果 / The review'),
    ...problemResponses([...readable, ...withData], unreadable, documentShapes),
  },
};

const applyRoute = {
  operationId: 'applyImport',
  tags,
  summary: '导入文件 / Takes a document in',
  description:
    '在一个事务中登记新问题、写入仅文件改动之处并保存本次导入;两边都改了的只列为冲突。同一文件再次提交不作改动。 / In one ' +
    'transaction: opens what is new, writes what only the file has changed, keeps the import. Where both have changed ' +
    'it is listed as a conflict. The same file again changes nothing.',
  consumes,
  querystring: applyQuerySchema,
  body: fileOr(applyBodySchema, '文件,或 JSON / A file, or a document that was read.'),
  response: {
    200: json(unchangedSchema, '此前已导入 / It was there already'),
    201: json(appliedSchema, '已导入 / Taken in'),
    ...problemResponses(['import_conflicts', ...readable, ...withData], unreadable, documentShapes),
  },
};

const listRoute = {
  operationId: 'listImports',
  tags,
  summary: '导入记录 / Lists documents taken in',
  description: '按导入先后排列。 / In the order they were taken in.',
  querystring: importListQuerySchema,
  response: { 200: json(importListSchema, '一页 / One page'), ...problemResponses([]) },
};

const getRoute = {
  operationId: 'getImport',
  tags,
  summary: '一次导入 / One import',
  description:
    '读出的文件、更正、所做的改动和各行现状;不含原文件。 / What was read, what was corrected, what was done, and each row with ' +
    'its finding as it stands now. The file itself is not kept.',
  params: importParams,
  response: {
    200: json(wholeSchema, '导入 / The import'),
    ...problemResponses(['import_not_found']),
  },
};

export function importRoutes(
  { imports }: Pick<Rectiflow, 'imports'>,
  onAccepted: () => void,
): FastifyPluginAsyncZod {
  return async (app) => {
    readDocumentsToo(app);
    const bodyLimit = documentBytesMax;

    app.post('/imports/check', { schema: checkRoute, bodyLimit }, async (request, reply) => {
      const given = toCheck(request.body, request.query);
      return reply.send(await sayingWhy(() => sayingWhere(() => imports.check(given))));
    });

    app.post('/imports', { schema: applyRoute, bodyLimit }, async (request, reply) => {
      const given = toApply(request.body, request.query);
      const answer = await sayingWhy(() => sayingWhere(() => imports.apply(given)));
      if (answer.kind === 'unchanged') return reply.send(answer);
      tellHost(onAccepted, request.log);
      return reply.code(201).send(answer);
    });

    app.get('/imports', { schema: listRoute }, async ({ query }, reply) => {
      const { limit, ...filter } = query;
      const list = (most: number) => imports.list({ ...filter, limit: most });
      return reply.send(await onePage(limit, list, ({ id }) => id));
    });

    app.get('/imports/:id', { schema: getRoute }, async ({ params }, reply) =>
      reply.send(await imports.get(params.id)),
    );
  };
}

function toCheck(body: unknown, query: object): ImportToCheck {
  if (body instanceof Uint8Array) return { ...partOf('query', fileQuery, query), bytes: body };
  refuseQuery(query);
  return partOf('body', checkBodySchema, body);
}

function toApply(body: unknown, query: object): ImportToApply {
  if (!(body instanceof Uint8Array)) {
    refuseQuery(query);
    return partOf('body', applyBodySchema, body);
  }
  const { by: id, unit = null, actingFor, ...given } = partOf('query', applyFileQuery, query);
  const by =
    actingFor === undefined
      ? ({ kind: 'person', id, unit } as const)
      : ({ kind: 'delegate', id, actingFor, unit } as const);
  return { ...given, by, bytes: body };
}
