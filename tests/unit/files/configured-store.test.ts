import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { configuredStore } from '../../../src/files/configured-store.ts';
import { freshFolder } from '../../support/cli.ts';
import { s3Keys, sha256, startS3, type S3Server } from '../../support/s3-server.ts';

async function* one(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const name = sha256('一');
const below = join(name.slice(0, 2), name.slice(2, 4), name);
const server = 'postgres://he@db.example/ledger';

let s3: S3Server | undefined;
afterEach(async () => {
  await s3?.[Symbol.asyncDispose]();
  s3 = undefined;
});

describe('where files are kept', () => {
  test('is a folder beside the embedded database, where nothing else is said', async () => {
    const dataDir = await freshFolder();
    await configuredStore(readConfig({ RECTIFLOW_DATA_DIR: dataDir }))?.put(one('一'));
    expect(existsSync(join(dataDir, 'files', below))).toBe(true);
  });

  test('is nowhere with a server or in memory, where nothing is said', () => {
    expect(configuredStore(readConfig({ DATABASE_URL: server }))).toBeUndefined();
    expect(configuredStore(readConfig({ RECTIFLOW_DATA_DIR: 'memory://' }))).toBeUndefined();
  });

  test('is the folder that was named, and the limit the one that was set', async () => {
    const folder = await freshFolder();
    const environment = {
      DATABASE_URL: server,
      RECTIFLOW_FILES: folder,
      RECTIFLOW_FILE_MAX_BYTES: '3',
    };
    const store = configuredStore(readConfig(environment));
    await store?.put(one('一'));
    expect(existsSync(join(folder, below))).toBe(true);
    await expect(store?.put(one('一!'))).rejects.toMatchObject({ code: 'file_too_large' });
  });

  test('is the bucket that was named, under its prefix', async () => {
    s3 = await startS3();
    const environment = {
      RECTIFLOW_FILES: 's3://ledger/school-1/files/',
      RECTIFLOW_S3_ENDPOINT: s3.endpoint,
      RECTIFLOW_S3_REGION: s3Keys.region,
      RECTIFLOW_S3_ACCESS_KEY_ID: s3Keys.accessKeyId,
      RECTIFLOW_S3_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
    };
    await configuredStore(readConfig(environment))?.put(one('一'));
    expect([...s3.objects.keys()]).toEqual([`ledger/school-1/files/${name}`]);
  });
});
