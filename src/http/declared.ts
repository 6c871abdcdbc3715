/** How a route declares a good answer for the OpenAPI document. */
import type { z } from 'zod';
import type { DeclaredResponse } from './problem-schemas.ts';

export const etagHeader = {
  ETag: { type: 'string', description: '问题的版本,如 "3" / The version, for If-Match.' },
};

export const locationHeader = {
  Location: { type: 'string', description: '新问题的地址 / Where the new finding is.' },
};

export function json(
  schema: z.ZodType,
  description: string,
  headers?: DeclaredResponse['headers'],
): DeclaredResponse {
  return {
    description,
    ...(headers === undefined ? {} : { headers }),
    content: { 'application/json': { schema } },
  };
}
