import { describe, expect, test } from 'vitest';
import { bucketIn, filesPlaceSchema, s3ConfigSchema } from '../../../src/files/files-config.ts';

describe('the place of files', () => {
  test.each<[string, { bucket: string; prefix: string } | null]>([
    ['/var/lib/rectiflow/files', null],
    ['files', null],
    ['C:\\rectiflow\\files', null],
    ['C:/rectiflow/files', null],
    ['s3://ledger', { bucket: 'ledger', prefix: '' }],
    ['s3://ledger/', { bucket: 'ledger', prefix: '/' }],
    ['s3://ledger.2024/school-1/files', { bucket: 'ledger.2024', prefix: '/school-1/files' }],
    ['s3://ledger/.hidden/a..b', { bucket: 'ledger', prefix: '/.hidden/a..b' }],
  ])('may be %s', (place, where) => {
    expect(filesPlaceSchema.parse(place)).toBe(place);
    expect(bucketIn(place)).toEqual(where);
  });

  test.each([
    '',
    's3://',
    's3:///files',
    's3://Ledger',
    's3://ab',
    's3://ledger/../other',
    's3://ledger/a/..',
    's3://ledger/./a',
    's3://id:geheim@ledger/files',
    's3://ledger/files?secret=geheim',
    'https://ledger.example/files',
    'S3://ledger',
    'file:///var/lib',
  ])('may not be %s, and is not quoted', (place) => {
    const { error } = filesPlaceSchema.safeParse(place);
    expect(error?.issues).toHaveLength(1);
    expect(error?.message).not.toContain('geheim');
  });
});

describe('how the service is reached', () => {
  const keys = { accessKeyId: 'id', secretAccessKey: 'geheim' };

  test('needs an address and keys; the rest has its usual values', () => {
    const endpoint = 'https://oss.example';
    expect(s3ConfigSchema.parse({ endpoint, ...keys })).toEqual({
      endpoint,
      ...keys,
      region: 'us-east-1',
      addressing: 'path',
    });
    const missing = s3ConfigSchema.safeParse({}).error?.issues.map(({ path }) => path.join('.'));
    expect(missing).toEqual(['endpoint', 'accessKeyId', 'secretAccessKey']);
  });

  test.each([
    'oss.example',
    'ftp://oss.example',
    'https://id:geheim@oss.example',
    'https://oss.example/?key=geheim',
    'https://oss.example/#geheim',
  ])('does not take %s for an address, and does not quote it', (endpoint) => {
    const { error } = s3ConfigSchema.safeParse({ endpoint, ...keys });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['endpoint']);
    expect(error?.message).not.toContain('geheim');
  });
});
