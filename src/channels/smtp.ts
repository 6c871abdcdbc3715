/** Hands notices to a mail server by SMTP, one recipient at a time, and reports exactly what it learnt. */
import { RectiflowError } from '../errors.ts';
import { channelClosed } from './attempts.ts';
import type { Channel, HandOver, Message } from './channel.ts';
import { checkedAddress } from './mail-address.ts';
import { oneLine } from './one-line.ts';
import type { ConnectionTimeouts } from './smtp-pool.ts';
import { parseSmtpUrl } from './smtp-url.ts';

interface SmtpTimeouts extends ConnectionTimeouts {
  /** The whole hand-over, waiting for a free connection included: a server that trickles ends here. */
  readonly totalMs: number;
}

export interface SmtpChannelOptions {
  /** See smtp-url.ts. */
  readonly url: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly timeouts?: Partial<SmtpTimeouts>;
  /** Connections open at once; Exchange Online allows three. More hand-overs than that wait. */
  readonly maxConnections?: number;
}

const defaultTimeouts: SmtpTimeouts = {
  connectMs: 10_000,
  greetingMs: 10_000,
  socketMs: 30_000,
  totalMs: 45_000,
};

/** Throws `config_invalid` for an address or a sender that cannot be used. Connects when first used. */
export function createSmtpChannel(options: SmtpChannelOptions): Channel {
  const server = parseSmtpUrl(options.url);
  const from = checkedSender(options.from);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const maxConnections = options.maxConnections ?? 3;
  const pool = once(async () => {
    const { openSmtpPool } = await import('./smtp-pool.ts');
    return openSmtpPool({ server, from, timeouts, maxConnections });
  });
  const underWay = new Set<Promise<HandOver>>();
  let closed = false;

  async function send(message: Message, address: string): Promise<HandOver> {
    const connections = await pool.get();
    const limit = new AbortController();
    // A timer of its own, cleared in the end: a signal's would stay on long after the mail has gone.
    const timer = setTimeout(() => limit.abort(), timeouts.totalMs);
    try {
      return await connections.send(message, address, limit.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    name: 'smtp',
    async handOver(message) {
      if (closed) return channelClosed;
      if (message.to.address === null) return { outcome: 'refused', code: 'no_address' };
      const address = checkedAddress(message.to.address);
      if (address === null) return { outcome: 'refused', code: 'address_invalid' };
      const attempt = send(message, address);
      underWay.add(attempt);
      return attempt.finally(() => underWay.delete(attempt));
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
      (await pool.opened())?.close();
    },
  };
}

function checkedSender({ name, address }: SmtpChannelOptions['from']) {
  const checked = checkedAddress(address);
  if (checked !== null) return { name: oneLine(name), address: checked };
  throw new RectiflowError('config_invalid', {
    message: '发件人地址不正确。 / The sender address is not a mail address.',
  });
}

/** Opens at most once; `opened` gives what was opened, if anything was. */
function once<T>(open: () => Promise<T>) {
  let opening: Promise<T> | undefined;
  return {
    get: () => (opening ??= open()),
    opened: async () => opening,
  };
}
