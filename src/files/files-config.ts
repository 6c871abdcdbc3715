/** How the configuration says where files are kept. */
import { z } from 'zod';

// A prefix with `..` in it would lead into another bucket.
const bucketPattern =
  /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?<prefix>(?:\/(?!\.{1,2}(?:\/|$))[\w.-]*)*)$/u;

/** A folder, or `s3://bucket/prefix`. What is wrong with one is said without quoting it. */
export const filesPlaceSchema = z
  .string()
  .min(1)
  .refine((place) => !/^[a-z][a-z\d+.-]+:\/\//iu.test(place) || bucketPattern.test(place), {
    message: 'must be a folder or s3://bucket/prefix',
  });

export const s3ConfigSchema = z.strictObject({
  endpoint: z.string().refine(isServiceAddress, {
    message: 'must be the address of the service, without the bucket: https://…',
  }),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,63}$/u, 'must be lower-case letters, digits and hyphens')
    .default('us-east-1'),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  /** `host` puts the bucket before the host, where the service takes nothing else. */
  addressing: z.enum(['path', 'host']).default('path'),
});
export type S3Config = z.infer<typeof s3ConfigSchema>;

/** With keys in it, it would be printed with them sooner or later. */
function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/u.test(protocol) && `${username}${password}${search}${hash}` === '';
}

/** Bucket and prefix, or null for a folder. */
export function bucketIn(place: string): { bucket: string; prefix: string } | null {
  const { bucket, prefix = '' } = bucketPattern.exec(place)?.groups ?? {};
  return bucket === undefined ? null : { bucket, prefix };
}
