/** Connections to one mail server, kept open from mail to mail, and how far each mail got over them. */
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { HandOver, Message } from './channel.ts';
import { composeMail, type MailAddress } from './smtp-mail.ts';
import { outcomeOfFailure } from './smtp-outcome.ts';
import type { SmtpServer } from './smtp-url.ts';

export interface SmtpPoolOptions {
  readonly server: SmtpServer;
  readonly from: MailAddress;
  readonly timeouts: ConnectionTimeouts;
  readonly maxConnections: number;
}

/** How long each step over a connection may take. */
export interface ConnectionTimeouts {
  /** DNS and connecting. */
  readonly connectMs: number;
  /** The server's first line, and a STARTTLS upgrade. */
  readonly greetingMs: number;
  /** Silence at any later point. */
  readonly socketMs: number;
}

export interface SmtpPool {
  /** To one checked address. `signal` ends it, wherever it is. */
  send(message: Message, address: string, signal: AbortSignal): Promise<HandOver>;
  close(): void;
}

/** In bytes. */
const pieceLength = 64 * 1024;

/** What a sender knows of the body of one hand-over. */
interface Body {
  sent: boolean;
}

export function openSmtpPool({ from, ...options }: SmtpPoolOptions): SmtpPool {
  const transporter = openTransporter(options);
  /** By the signal of the hand-over, which is all of it that nodemailer hands on to its plugins. */
  const bodies = new WeakMap<AbortSignal, Body>();
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

  return {
    async send(message, address, signal) {
      const body: Body = { sent: false };
      bodies.set(signal, body);
      const bytes = composeMail(message, from, { name: message.to.name, address });
      const mail = {
        // Objects, which nothing is read into that is not the address.
        envelope: { from: { address: from.address }, to: { address } },
        messageId: message.messageId,
        signal,
      };
      const attempt = async (): Promise<HandOver> => {
        try {
          const { rejected } = await transporter.sendMail({ ...mail, raw: inPieces(bytes) });
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
    },
    close: () => transporter.close(),
  };
}

/**
 * Most mails are one piece, and one write. Of a long one the next is read when the connection has room
 * for it, so that its end is not taken for sent while its beginning still waits.
 */
function inPieces(bytes: Buffer): Buffer | Readable {
  if (bytes.length <= pieceLength) return bytes;
  const count = Math.ceil(bytes.length / pieceLength);
  const pieces = Array.from({ length: count }, (_, no) =>
    bytes.subarray(no * pieceLength, (no + 1) * pieceLength),
  );
  return Readable.from(pieces, { objectMode: false });
}

function openTransporter({ server, timeouts, maxConnections }: Omit<SmtpPoolOptions, 'from'>) {
  return createTransport({
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
}
