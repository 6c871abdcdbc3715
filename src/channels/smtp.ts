/** Hands notices to a mail server by SMTP, one recipient at a time, and reports exactly what it learnt. */
import { RectiflowError } from '../errors.ts';
import { channelClosed } from './attempts.ts';
import type { Channel, HandOver, Message } from './channel.ts';
import { checkedAddress } from './mail-address.ts';
import { oneLine } from './one-line.ts';
import { outcomeOfFailure } from './smtp-outcome.ts';
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts';

/** How long each part of a hand-over may take. */
interface SmtpTimeouts {
  /** DNS and connecting. */
  readonly connectMs: number;
  /** The server's first line, and a STARTTLS upgrade. */
  readonly greetingMs: number;
  /** Silence at any later point. */
  readonly socketMs: number;
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

/** What a sender knows of the body of one hand-over. */
interface Body {
  sent: boolean;
}

/** Throws `config_invalid` for an address or a sender that cannot be used. Connects when first used. */
export function createSmtpChannel(options: SmtpChannelOptions): Channel {
  const server = parseSmtpUrl(options.url);
  const from = checkedSender(options.from);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const bodies = new WeakMap<AbortSignal, Body>();
  const pool = once(() => openPool(server, timeouts, options.maxConnections ?? 3, bodies));
  const underWay = new Set<Promise<HandOver>>();
  let closed = false;

  async function send(message: Message, address: string): Promise<HandOver> {
    const transporter = await pool.get();
    const limit = new AbortController();
    // A timer of its own, cleared in the end: a signal's would stay on long after the mail has gone.
    const timer = setTimeout(() => limit.abort(), timeouts.totalMs);
    try {
      return await sendWithin(transporter, message, address, limit.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async function sendWithin(
    transporter: Awaited<ReturnType<typeof openPool>>,
    message: Message,
    address: string,
    signal: AbortSignal,
  ): Promise<HandOver> {
    const body: Body = { sent: false };
    bodies.set(signal, body);
    const mail = { ...mailOf(message, from, address), signal };
    const attempt = async (): Promise<HandOver> => {
      try {
        const { rejected } = await transporter.sendMail(mail);
        return rejected.length > 0
          ? { outcome: 'refused', code: 'smtp_rejected' }
          : { outcome: 'sent' };
      } catch (error) {
        return outcomeOfFailure(error, { bodySent: body.sent });
      }
    };
    const first = await attempt();
    // Mostly a pooled connection that the server has closed meanwhile. The end of the mail was not
    // sent, so one more try, over another connection, cannot deliver it twice.
    const stale = first.outcome === 'deferred' && first.code === 'smtp_connection_lost';
    return stale && !signal.aborted ? attempt() : first;
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

async function openPool(
  server: SmtpServer,
  timeouts: SmtpTimeouts,
  maxConnections: number,
  bodies: WeakMap<AbortSignal, Body>,
) {
  const { createTransport } = await import('nodemailer');
  const transporter = createTransport({
    pool: true,
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.startTls === 'required',
    ignoreTLS: server.startTls === 'never',
    ...(server.auth === null ? {} : { auth: server.auth }),
    maxConnections,
    // Trying again is decided by the notice's row, never in here.
    maxRequeues: 0,
    // Shorter than what servers grant idle clients, so that we hang up first.
    idleTimeout: 60_000,
    dnsTimeout: timeouts.connectMs,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transporter.use('stream', (mail, done) => {
    const { signal } = mail.data;
    const body = signal === undefined ? undefined : bodies.get(signal);
    mail.message.processFunc((stream) => {
      // nodemailer reads the finished message only after the server's 354, and writes the final
      // dot only after reading its end: before 'end', the server cannot have taken the mail.
      stream.once('end', () => {
        if (body !== undefined) body.sent = true;
      });
      return stream;
    });
    done();
  });
  return transporter;
}

function mailOf(message: Message, from: SmtpChannelOptions['from'], address: string) {
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/u.test(message.messageId)) {
    throw new TypeError('The Message-ID is malformed');
  }
  return {
    from,
    // An object, never a text: a text with a comma in it would be two recipients.
    to: { name: oneLine(message.to.name), address },
    subject: oneLine(message.subject),
    text: message.text,
    html: message.html,
    messageId: message.messageId,
    // RFC 3834: no holiday replies to a machine.
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false as const,
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
