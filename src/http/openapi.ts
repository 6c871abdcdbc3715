/** The OpenAPI 3.1 document, made from the same zod schemas the routes check with. */
import type { SwaggerOptions } from '@fastify/swagger';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod';
import { apiRegistry } from './api-registry.ts';

/** The version of the HTTP contract, which changes less often than the package. */
const contractVersion = '1.0.0';

const toJson = createJsonSchemaTransform({ schemaRegistry: apiRegistry });
const withComponents = createJsonSchemaTransformObject({ schemaRegistry: apiRegistry });

export const swaggerOptions: SwaggerOptions = {
  convertConstToEnum: false,
  stripBasePath: false,
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'rectiflow',
      version: contractVersion,
      description:
        '整改台账:问题从反馈到销号的全过程。 / The rectification ledger: findings from feedback to closure.',
    },
    // Relative to this document: right under whatever prefix a host mounts it.
    servers: [{ url: '.', description: '本文档所在的地址 / Where this document is served.' }],
    tags: [
      { name: 'findings', description: '问题 / Findings' },
      { name: 'rounds', description: '轮次与清单 / Rounds and checklists' },
      { name: 'imports', description: '文件导入 / Documents taken in' },
      { name: 'duties', description: '长期坚持事项和定期检查 / Duties' },
      { name: 'notices', description: '通知 / Notices' },
      { name: 'directory', description: '人员与委托 / People, and who stands in for them' },
      { name: 'calendar', description: '工作日历 / The working calendar' },
      { name: 'simulations', description: '预演 / Rehearsals' },
      { name: 'service', description: '服务 / The service itself' },
    ],
  },
  transform(given) {
    const made = toJson(given);
    return { ...made, schema: { ...made.schema, response: responsesOf(given, made) } };
  },
  transformObject: (given) => withoutUnused(withComponents(given)),
};

type Transform = NonNullable<Extract<SwaggerOptions, { transform?: unknown }>['transform']>;

/** With their headers, which the conversion of the schemas leaves behind. */
function responsesOf(given: Parameters<Transform>[0], made: ReturnType<Transform>): object {
  const declared = record(record(given.schema)['response']);
  const converted = Object.entries(record(record(made.schema)['response']));
  return Object.fromEntries(
    converted.map(([status, response]) => {
      const { headers } = record(declared[status]);
      return [status, headers === undefined ? response : { ...record(response), headers }];
    }),
  );
}

/** Every registered schema is made both as input and as output: only those referred to are kept. */
function withoutUnused<Document extends object>(document: Document): Document {
  const { components, ...rest } = record(document);
  const { schemas: all, ...others } = record(components);
  const schemas = record(all);
  const used = new Set<string>();
  const waiting: unknown[] = [rest, others];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const name of namesIn(value)) {
      if (used.has(name)) continue;
      used.add(name);
      waiting.push(schemas[name]);
    }
  }
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...others, schemas: Object.fromEntries(kept) } };
}

function namesIn(value: unknown): string[] {
  const references = JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/gu);
  return [...references].map(([, name = '']) => name);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
