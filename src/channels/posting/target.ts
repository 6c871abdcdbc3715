/** Where a channel posts to: its configured address, checked, and the IP addresses its name leads to now. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { RectiflowError } from '../../errors.ts';
import { reachOf } from './reach.ts';

/** The addresses of a host name. Rejects where it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface TargetOptions {
  /** https; plain http only together with `allowPrivate`. It may hold a key and is never repeated. */
  readonly url: string;
  /** The host may stand in a private network or on this machine. Metadata addresses stay out of reach. */
  readonly allowPrivate?: boolean;
  /** The system's resolver where none is given. */
  readonly resolve?: Resolve;
}

export interface Target {
  readonly url: URL;
  /** Each of them checked; asked for anew at every hand-over, since names move. */
  addresses(): Promise<Addresses>;
}

export type Addresses =
  | { readonly kind: 'found'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly fault: 'dns' | 'address_forbidden' };

/** Throws `config_invalid`. `what` names the channel in the message. */
export function targetOf(what: string, options: TargetOptions): Target {
  const { allowPrivate = false, resolve = systemResolve } = options;
  const url = checkedUrl(what, options.url, allowPrivate);
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  return {
    url,
    async addresses() {
      const addresses = isIP(host) === 0 ? await resolved(resolve, host) : [host];
      if (addresses.length === 0) return { kind: 'failed', fault: 'dns' };
      // One that is out of bounds spoils the name: whoever answers for it cannot be trusted.
      return addresses.every((address) => isAllowed(address, allowPrivate))
        ? { kind: 'found', addresses }
        : { kind: 'failed', fault: 'address_forbidden' };
    },
  };
}

function isAllowed(address: string, allowPrivate: boolean): boolean {
  const reach = reachOf(address);
  return reach === 'public' || (reach === 'private' && allowPrivate);
}

async function resolved(resolve: Resolve, host: string): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch {
    return [];
  }
}

async function systemResolve(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

function checkedUrl(what: string, text: string, allowPrivate: boolean): URL {
  // Without a cause: the parser's error carries the whole address, key and all.
  if (!URL.canParse(text)) throw unusable(what, '不是正确的地址', 'it is not an address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) {
    throw unusable(
      what,
      '必须以 https:// 开头(只有声明 allowPrivate 的内网地址可用 http://)',
      'it must start with https:// (http:// only where allowPrivate is set)',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw unusable(what, '不得含用户名或密码', 'it must not hold a user or a password');
  }
  return url;
}

function unusable(what: string, zh: string, en: string): RectiflowError {
  return new RectiflowError('config_invalid', {
    message: `${what} 通道的地址不可用:${zh}。 / The address of the ${what} channel is not usable: ${en}.`,
  });
}
