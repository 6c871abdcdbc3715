/** The routes of files: evidence comes in and goes out, under the SHA-256 of its content. */
import { once } from 'node:events';
import type { FastifyBaseLogger, FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { RectiflowError } from '../errors.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import { faultOf } from './failures.ts';
import { fileMediaType, readFileOnly, refuseTooLong, someBytes } from './file-body.ts';
import { attachmentAs } from './file-name.ts';
import {
  fileBodySchema,
  fileParams,
  fileQuerySchema,
  fileResponse,
  storedFileSchema,
} from './file-schemas.ts';
import { RequestRefused, sendProblem } from './problem.ts';
import { problemResponses } from './problem-schemas.ts';

const tags = ['findings'];

const putRoute = {
  operationId: 'putFile',
  tags,
  summary: '上传文件 / Keeps a file',
  description:
    '原样上传;以答复中的 sha256 和 bytes 登记佐证材料(ATTACH_EVIDENCE)。 / The bytes as they are. Evidence names the ' +
    'file by the `sha256` and `bytes` answered.',
  consumes: [fileMediaType],
  body: fileBodySchema,
  response: {
    200: json(storedFileSchema, '已有同样内容的文件 / The same content was there already'),
    201: json(storedFileSchema, '已保存 / Kept'),
    ...problemResponses([
      'file_store_missing',
      'file_too_large',
      'unsupported_media_type',
      'file_store_unavailable',
    ]),
  },
};

const getRoute = {
  operationId: 'getFile',
  tags,
  summary: '下载文件 / Gives a file',
  description:
    '一律作为附件下载;内容与哈希不符时不会完整送出。 / Always to be saved, never shown. What no longer fits its hash ' +
    'never arrives whole.',
  params: fileParams,
  querystring: fileQuerySchema,
  response: {
    200: fileResponse,
    ...problemResponses([
      'file_store_missing',
      'file_not_found',
      'file_damaged',
      'file_store_unavailable',
    ]),
  },
};

const headRoute = { params: fileParams, querystring: fileQuerySchema, hide: true };

export function fileRoutes({ files }: Pick<Rectiflow, 'files'>): FastifyPluginAsyncZod {
  return async (app) => {
    readFileOnly(app);

    app.post('/files', { schema: putRoute }, async ({ body, headers }, reply) => {
      const store = setUp(files);
      refuseTooLong(headers['content-length'], store.maxBytes);
      const put = () => store.put(someBytes(body));
      const { added, sha256, bytes } = await logged(reply.log, put);
      return reply.code(added ? 201 : 200).send({ sha256, bytes });
    });

    app.head('/files/:sha256', { schema: headRoute }, async ({ params, query }, reply) => {
      const store = setUp(files);
      const bytes = await logged(reply.log, () => store.sizeOf(params.sha256));
      if (bytes === null) return sendProblem(reply, 'file_not_found');
      return toBeSaved(reply, bytes, query.name).send();
    });

    const get = { schema: getRoute, exposeHeadRoute: false };
    app.get('/files/:sha256', get, async ({ params, query }, reply) => {
      const store = setUp(files);
      const file = await logged(reply.log, async () => {
        const opened = await store.open(params.sha256);
        // Whatever is known to be wrong by its first part is still answered as a problem.
        if (opened !== null) await once(opened.content, 'readable');
        return opened;
      });
      if (file === null) return sendProblem(reply, 'file_not_found');
      return toBeSaved(reply, file.bytes, query.name).send(file.content);
    });
  };
}

function setUp(files: FileStore | null): FileStore {
  if (files === null) throw new RequestRefused('file_store_missing');
  return files;
}

/** No browser is to show it, or to run what is in it: somebody else has sent it in. */
function toBeSaved(reply: FastifyReply, bytes: number, name: string | undefined): FastifyReply {
  return reply.type(fileMediaType).headers({
    'content-length': bytes,
    'content-disposition': attachmentAs(name),
    'content-security-policy': "default-src 'none'; sandbox",
  });
}

/** What the caller cannot mend, somebody here has to look into. */
async function logged<T>(log: FastifyBaseLogger, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RectiflowError && error.code !== 'file_too_large') {
      const { status, reason, sha256 } = error.detail;
      log.error(
        { code: error.code, status, reason, file: sha256, fault: faultOf(error) },
        error.code,
      );
    }
    throw error;
  }
}
