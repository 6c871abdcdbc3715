/** Reads SMTP_URL: `smtp://user:password@host:587` or `smtps://…:465`. Says what is wrong, never the password. */
import { isIP } from 'node:net';
import { RectiflowError } from '../errors.ts';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). */
  readonly secure: boolean;
  /** What an smtp connection does about STARTTLS. */
  readonly startTls: 'never' | 'ifOffered' | 'required';
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

/**
 * Throws `config_invalid`. Without `?tls=required|optional`, STARTTLS is left alone on this machine,
 * required where a password is sent, and otherwise used when the server offers it.
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = parsed(text);
  const secure = url.protocol === 'smtps:';
  if (!secure && url.protocol !== 'smtp:') {
    throw unusable('地址必须以 smtp:// 或 smtps:// 开头', 'it must start with smtp:// or smtps://');
  }
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  if (!isHost(host)) throw unusable('主机名缺失或不正确', 'the host is missing or malformed');
  if (url.hash !== '' || !['', '/'].includes(url.pathname)) {
    throw unusable(
      '主机和端口之后不能有其他内容;密码中的特殊字符须写成 %23、%2F 的形式',
      'nothing may follow host and port; special characters in a password are written like %23, %2F',
    );
  }
  const auth = authOf(url);
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  if (port === 0) throw unusable('端口不能为 0', 'the port must not be 0');
  return { host, port, secure, startTls: startTlsOf(url, host, auth !== null), auth };
}

function parsed(text: string): URL {
  try {
    return new URL(text);
  } catch {
    // Without the cause: the parser's error carries the whole address, password and all.
    throw unusable(
      '不是正确的地址;应形如 smtp://用户:密码@主机:端口',
      'it is not an address like smtp://user:password@host:port',
    );
  }
}

function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9])?$/iu.test(host);
}

function authOf(url: URL): SmtpServer['auth'] {
  const user = decoded(url.username);
  const pass = decoded(url.password);
  if (user === '' && pass === '') return null;
  if (user === '' || pass === '') {
    throw unusable('用户名和密码须同时给出', 'user and password must be given together');
  }
  return { user, pass };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw unusable(
      '用户名或密码中的 % 须写成 %25',
      'a % in the user or the password is written as %25',
    );
  }
}

function startTlsOf(url: URL, host: string, sendsPassword: boolean): SmtpServer['startTls'] {
  const { tls = null, ...others } = Object.fromEntries(url.searchParams);
  if (Object.keys(others).length > 0 || ![null, 'required', 'optional'].includes(tls)) {
    throw unusable(
      '问号之后只能是 tls=required 或 tls=optional',
      'only tls=required or tls=optional may follow the question mark',
    );
  }
  if (tls !== null) return tls === 'required' ? 'required' : 'ifOffered';
  // Nothing leaves this machine, and its servers seldom have a certificate anybody trusts.
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return 'never';
  return sendsPassword ? 'required' : 'ifOffered';
}

function unusable(zh: string, en: string): RectiflowError {
  return new RectiflowError('config_invalid', {
    message: `SMTP_URL 不可用:${zh}。 / SMTP_URL is not usable: ${en}.`,
  });
}
