import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createS3Store, type S3StoreOptions } from '../../../src/files/s3-store.ts';
import { freshFolder } from '../../support/cli.ts';
import { s3Keys, sha256, signatureOf, startS3, type S3Server } from '../../support/s3-server.ts';

const content = randomBytes(200_000);
const name = sha256(content);

async function* some(): AsyncGenerator<Buffer> {
  yield content;
}

let server: S3Server;
let draftFolder: string;
beforeEach(async () => {
  server = await startS3();
  draftFolder = await freshFolder();
});
afterEach(() => server[Symbol.asyncDispose]());

function storeAt(other: Partial<S3StoreOptions> = {}) {
  const { endpoint } = server;
  return createS3Store({ endpoint, bucket: 'ledger', draftFolder, ...s3Keys, ...other });
}

/** Whatever fails with it; fails where nothing does. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable('it was done'),
    (error: unknown) => error,
  );
}

describe('the service of the tests', () => {
  test('signs as the published example of Signature Version 4 does', () => {
    const canonical = [
      'GET',
      '/test.txt',
      '',
      'host:examplebucket.s3.amazonaws.com',
      'range:bytes=0-9',
      `x-amz-content-sha256:${sha256('')}`,
      'x-amz-date:20130524T000000Z',
      '',
      'host;range;x-amz-content-sha256;x-amz-date',
      sha256(''),
    ].join('\n');
    const scope = '20130524/us-east-1/s3/aws4_request';
    const toSign = ['AWS4-HMAC-SHA256', '20130524T000000Z', scope, sha256(canonical)].join('\n');
    expect(signatureOf('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope, toSign)).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  test('refuses whoever is not known, or signs with another key, region or content', async () => {
    const others: [Partial<S3StoreOptions>, string][] = [
      [{ secretAccessKey: 'another' }, 'SignatureDoesNotMatch'],
      [{ accessKeyId: 'SOMEBODY' }, 'InvalidAccessKeyId'],
      [{ region: 'eu-test-1' }, 'AuthorizationHeaderMalformed'],
    ];
    for (const [other, code] of others) {
      const refused = { code: 'file_store_unavailable', detail: { status: 403 } };
      await expect(storeAt(other).put(some())).rejects.toMatchObject(refused);
      expect(server.refused.at(-1)).toBe(code);
    }
    const unsigned = await fetch(`${server.endpoint}/ledger/${name}`);
    expect(unsigned.status).toBe(403);
    expect(server.objects.size).toBe(0);
  });
});

describe('a bucket of files', () => {
  test('is sent what it has already not once more', async () => {
    const store = storeAt();
    await store.put(some());
    await store.put(some());
    const head = `HEAD ledger/${name}`;
    expect(server.taken).toEqual([head, `PUT ledger/${name}`, head]);
  });

  test('that is not there is no answer about the file', async () => {
    const store = storeAt({ bucket: 'nowhere' });
    const problem = { code: 'file_store_unavailable', detail: { reason: 'NoSuchBucket' } };
    await expect(store.open(name)).rejects.toMatchObject(problem);
    await expect(store.put(some())).rejects.toMatchObject(problem);
  });

  test.each<[string, Parameters<S3Server['fail']>[0], object]>([
    ['refuses', { status: 403, code: 'AccessDenied' }, { status: 403 }],
    ['is overrun', { status: 503, code: 'SlowDown' }, { status: 503 }],
    ['sends elsewhere', { status: 307, code: 'TemporaryRedirect' }, { status: 307 }],
    ['hangs up', 'hangUp', {}],
  ])(
    'that %s says so by one stable code, without a secret or an address',
    async (_what, how, detail) => {
      const store = storeAt();
      await store.put(some());
      server.fail(how);
      const works = [() => store.open(name), () => store.sizeOf(name), () => store.put(some())];
      for (const work of works) {
        const error = await failure(work());
        expect(error).toMatchObject({ code: 'file_store_unavailable', detail });
        const { message, detail: told } = error as { message: string; detail: unknown };
        for (const secret of [s3Keys.secretAccessKey, s3Keys.accessKeyId, '127.0.0.1']) {
          expect(`${message} ${inspect(told)}`).not.toContain(secret);
        }
      }
      server.fail(null);
      expect(await store.has(name)).toBe(true);
    },
  );

  test('at whose address nobody listens cannot be used', async () => {
    const store = storeAt({ endpoint: 'http://127.0.0.1:9' });
    await expect(store.has(name)).rejects.toMatchObject({ code: 'file_store_unavailable' });
  });
});
