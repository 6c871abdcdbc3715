/** Holds answers against the OpenAPI document: status, media type and body must be as it says. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { z } from 'zod';

export interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[];
  readonly requestBody?: { content: Record<string, Media> };
  readonly responses: Record<string, Response>;
}

interface Response {
  readonly description: string;
  readonly headers?: Record<string, object>;
  /** None where the answer has no body. */
  readonly content?: Record<string, Media>;
}

interface Media {
  readonly schema: object;
  readonly examples?: Record<string, { value: unknown }>;
}

export function documentOf(app: FastifyInstance): OpenapiDocument {
  return app.swagger() as unknown as OpenapiDocument;
}

const read = new Map<string, z.ZodType>();

/** The zod schema a schema of the document stands for. */
export function readSchema({ components }: OpenapiDocument, schema: object): z.ZodType {
  const whole = JSON.stringify({ ...schema, $defs: components.schemas });
  const known = read.get(whole);
  if (known !== undefined) return known;
  const inside = whole.replaceAll('#/components/schemas/', '#/$defs/');
  const made = z.fromJSONSchema(JSON.parse(inside) as z.core.JSONSchema.JSONSchema);
  read.set(whole, made);
  return made;
}

/** Fails unless the document declares this answer for the operation. */
export function expectDocumented(
  app: FastifyInstance,
  operation: string,
  answer: LightMyRequestResponse,
): void {
  const { statusCode, body } = answer;
  const document = documentOf(app);
  const [method = '', path = ''] = operation.split(' ');
  const declared = document.paths[path]?.[method.toLowerCase()]?.responses[statusCode];
  const mediaType = String(answer.headers['content-type']).split(';')[0] ?? '';
  const schema = declared?.content?.[mediaType]?.schema;
  const isEmpty = declared !== undefined && declared.content === undefined && body === '';
  const headers = Object.keys(declared?.headers ?? {});
  // All in one, so that a failure shows the answer it is about.
  expect({
    operation,
    statusCode,
    body,
    declared: declared !== undefined,
    mediaType: schema === undefined && !isEmpty ? `undeclared: ${mediaType}` : mediaType,
    faults:
      schema === undefined
        ? []
        : (readSchema(document, schema).safeParse(answer.json()).error?.issues ?? []),
    missingHeaders: headers.filter((name) => answer.headers[name.toLowerCase()] === undefined),
  }).toEqual({
    operation,
    statusCode,
    body,
    declared: true,
    mediaType,
    faults: [],
    missingHeaders: [],
  });
}
