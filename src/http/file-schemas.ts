/** What HTTP takes in and answers about files, as zod schemas. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { evidenceSchema } from '../../machines/evidence.ts';
import type { StoredFile } from '../files/file-store.ts';
import { apiRegistry } from './api-registry.ts';
import { fileMediaType } from './file-body.ts';
import { fileNameSchema } from './file-name.ts';
import type { DeclaredResponse } from './problem-schemas.ts';

const bytes = (description: string) =>
  Object.assign({ type: 'string', format: 'binary' }, { description });

/** The body as it comes in: read by whoever keeps it. */
export const fileBodySchema = z
  .instanceof(Readable)
  .register(apiRegistry, bytes('文件内容,原样 / The content of the file, as it is.'));

const sha256Schema = evidenceSchema.shape.sha256.clone().register(apiRegistry, {
  description: '内容的 SHA-256(小写) / SHA-256 of the content, in lower case.',
});

export const fileParams = z.strictObject({ sha256: sha256Schema });

export const fileQuerySchema = z.strictObject({
  name: fileNameSchema.optional().register(apiRegistry, {
    description: '保存时的文件名 / The name to save it under.',
  }),
});

export const storedFileSchema = z
  .strictObject({ sha256: sha256Schema, bytes: z.int().positive() })
  .register(apiRegistry, {
    id: 'StoredFile',
    description: '文件的哈希和字节数,登记佐证材料时使用 / What evidence names a file by.',
    examples: [
      {
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        bytes: 4,
      },
    ],
  }) satisfies z.ZodType<StoredFile>;

const contentSchema = z
  .instanceof(Readable)
  .register(apiRegistry, bytes('文件内容 / The content of the file.'));

/** The file itself as an answer. */
export const fileResponse: DeclaredResponse = {
  description: '文件 / The file',
  headers: {
    'Content-Disposition': { type: 'string', description: '一律作为附件 / Always `attachment`.' },
    'Content-Length': { type: 'integer', description: '字节数 / How many bytes.' },
  },
  content: { [fileMediaType]: { schema: contentSchema } },
};
