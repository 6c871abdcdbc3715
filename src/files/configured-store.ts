/** The file store a configuration asks for. */
import { join } from 'node:path';
import type { FileStore } from './file-store.ts';
import { bucketIn, type S3Config } from './files-config.ts';
import { createFolderStore } from './folder-store.ts';
import { createS3Store } from './s3-store.ts';

export interface FilesConfig {
  readonly files?: string | undefined;
  readonly fileMaxBytes?: number | undefined;
  readonly s3?: S3Config | undefined;
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

/**
 * Where nothing is said: `files` beside the embedded database, in its data folder. With a server, or
 * in memory, there is no such folder and none is made up: undefined.
 */
export function configuredStore(config: FilesConfig): FileStore | undefined {
  const { files: place, fileMaxBytes: maxBytes, s3, databaseUrl, dataDir } = config;
  if (place === undefined) {
    const beside = databaseUrl === undefined && !dataDir.startsWith('memory://');
    return beside ? createFolderStore({ folder: join(dataDir, 'files'), maxBytes }) : undefined;
  }
  const where = bucketIn(place);
  // The configuration has seen to it that the one is not without the other.
  if (where === null || s3 === undefined) return createFolderStore({ folder: place, maxBytes });
  return createS3Store({ ...s3, ...where, maxBytes });
}
