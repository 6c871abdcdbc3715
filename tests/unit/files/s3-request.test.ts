import { describe, expect, test } from 'vitest';
import { addressOf, type S3Access } from '../../../src/files/s3-request.ts';

const name = 'a'.repeat(64);
const access: S3Access = {
  endpoint: 'https://oss.example',
  bucket: 'ledger',
  region: 'cn-test-1',
  accessKeyId: 'id',
  secretAccessKey: 'secret',
};

describe('the address of a file in a bucket', () => {
  test.each<[string, Partial<S3Access>, string]>([
    ['has the bucket in its path', {}, `https://oss.example/ledger/${name}`],
    ['or before its host', { addressing: 'host' }, `https://ledger.oss.example/${name}`],
    [
      'keeps the port',
      { endpoint: 'http://10.1.2.3:9000/' },
      `http://10.1.2.3:9000/ledger/${name}`,
    ],
    [
      'keeps the port after a bucket before the host',
      { endpoint: 'http://minio.school.example:9000', addressing: 'host' },
      `http://ledger.minio.school.example:9000/${name}`,
    ],
    [
      'has the prefix between, however its strokes stand',
      { prefix: '/school-1//files/' },
      `https://oss.example/ledger/school-1/files/${name}`,
    ],
    [
      'keeps the path of a service that stands under one',
      { endpoint: 'https://gateway.example/s3/' },
      `https://gateway.example/s3/ledger/${name}`,
    ],
    [
      'never leads out of its bucket',
      { prefix: '../other/./x' },
      `https://oss.example/ledger/other/x/${name}`,
    ],
    [
      'encodes what a path cannot hold',
      { prefix: '一?#' },
      `https://oss.example/ledger/%E4%B8%80%3F%23/${name}`,
    ],
  ])('%s', (_what, other, address) => {
    expect(addressOf({ ...access, ...other }, name)).toBe(address);
  });
});
