/** Reads a mail as it came: message/rfc822, byte for byte, in whatever encoding. */
import type { FastifyInstance } from 'fastify';
import { RequestRefused } from './problem.ts';

export const mailMediaType = 'message/rfc822';

/** What came back says why at its beginning; a longer one brings back more than any mail of ours holds. */
export const mailBytesMax = 1024 * 1024;

/** Takes mails and nothing else within this scope: anything else is 415. */
export function readMailOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit: mailBytesMax } as const;
  app.addContentTypeParser(mailMediaType, options, (_request, bytes: Buffer, done) => {
    if (bytes.length > 0) done(null, bytes);
    else {
      const detail = '请求体为空 / The body is empty.';
      done(new RequestRefused('request_invalid', { detail }));
    }
  });
}
