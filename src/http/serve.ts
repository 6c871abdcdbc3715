/** Lets the HTTP handler listen, on this machine only. */
import type { FastifyInstance } from 'fastify';
import { RectiflowError } from '../errors.ts';

export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Where it listens and why only there, in both languages: for whoever started it. */
  readonly sentence: string;
}

const host = '127.0.0.1';

/**
 * Listens on 127.0.0.1; port 0 takes any free one. There is no other choice of address: who acts is
 * not yet proven, so only this machine may speak to it. Throws `config_invalid` where the port
 * cannot be had.
 */
export async function listen(
  app: FastifyInstance,
  { port }: { readonly port: number },
): Promise<Listening> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw portInvalid(
      port,
      '端口须为 0 至 65535 的整数',
      'The port must be a whole number from 0 to 65535',
    );
  }
  try {
    await app.listen({ host, port, listenTextResolver: () => '' });
  } catch (error) {
    throw listenFailure(error, port);
  }
  const address = app.server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://${host}:${taken}`;
  const sentence =
    `服务地址 ${url},仅限本机访问:身份认证与权限将在后续版本提供,在此之前只有本机可以访问。` +
    ` / Listening on ${url}, for this machine only: identity and scopes come with a later version,` +
    ' and until then only this machine may speak to it.';
  app.log.info({ port: taken }, sentence);
  return { port: taken, url, sentence };
}

const reasons: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  EADDRINUSE: ['已被其他程序占用', 'is in use by another program'],
  EACCES: ['不允许当前用户使用', 'may not be used by this user'],
  EADDRNOTAVAIL: ['所在的地址不可用', 'is on an address that is not available'],
};

function listenFailure(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  if (reason === undefined) return error;
  const [zh, en] = reason;
  return portInvalid(
    port,
    `端口 ${port} ${zh},请换一个`,
    `Port ${port} ${en}; choose another`,
    error,
  );
}

function portInvalid(port: number, zh: string, en: string, cause?: unknown): RectiflowError {
  return new RectiflowError('config_invalid', { message: `${zh}。 / ${en}.`, port }, cause);
}
