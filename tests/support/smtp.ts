/** A real SMTP server that records what it is handed and behaves as badly as a test asks. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { buffer as bufferOf } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What the server does with one message after its final dot. */
export type Verdict =
  | { kind: 'accept' }
  /** 4xx (try again) or 5xx (never). */
  | { kind: 'refuse'; code: number; text?: string }
  /** Closes the connection instead of answering: the sender cannot know whether it arrived. */
  | { kind: 'drop' };

/** One DATA as it came in, whatever the answer was. */
export interface ReceivedMail {
  /** The source, byte for byte. */
  raw: Buffer;
  envelope: { from: string; to: string[] };
  receivedAt: Date;
  /** What was answered; undefined while the answer is held back. */
  verdict: Verdict | undefined;
  parse(): Promise<Email>;
}

export interface SmtpServer {
  readonly port: number;
  readonly url: string;
  /** In the order of their final dots. */
  readonly received: readonly ReceivedMail[];
  /** Those that were accepted. */
  readonly accepted: readonly ReceivedMail[];
  /** Queues answers for the next messages, one each; after them everything is accepted again. */
  script(...verdicts: (Verdict | Promise<Verdict>)[]): void;
  /** Answers by looking at the mail, where the script has run out. */
  decide(judge: (mail: ReceivedMail) => Verdict | Promise<Verdict>): void;
  /** Refuses this address at RCPT TO with the code, until told otherwise (undefined). */
  refuseRecipient(address: string, code: number | undefined): void;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, without TLS; takes any user name and password, or none. */
export async function startSmtp(port = 0): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  const scripted: (Verdict | Promise<Verdict>)[] = [];
  const refused = new Map<string, number>();
  let judge: (mail: ReceivedMail) => Verdict | Promise<Verdict> = acceptAll;

  async function take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null, text?: string) => void,
  ): Promise<void> {
    const mail = mailOf(await bufferOf(stream), session);
    received.push(mail);
    const verdict = await (scripted.shift() ?? judge(mail));
    mail.verdict = verdict;
    if (verdict.kind === 'accept') done(null, 'Accepted');
    else if (verdict.kind === 'drop') socketOf(server, session)?.destroy();
    else done(answer(verdict.code, verdict.text ?? 'Refused'));
  }

  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anybody' }),
    onRcptTo({ address }, _session, done) {
      const code = refused.get(address);
      done(code === undefined ? null : answer(code, 'Recipient refused'));
    },
    onData(stream, session, done) {
      // A sender that dies within its mail is answered nothing, and fails no test by itself.
      take(stream, session, done).catch(() => undefined);
    },
  });
  // Connections that break are what these tests are about.
  server.on('error', () => undefined);
  const listener = server.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    get accepted() {
      return received.filter(({ verdict }) => verdict?.kind === 'accept');
    },
    script: (...verdicts) => void scripted.push(...verdicts),
    decide(newJudge) {
      judge = newJudge;
    },
    refuseRecipient(recipient, code) {
      if (code === undefined) refused.delete(recipient);
      else refused.set(recipient, code);
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function acceptAll(): Verdict {
  return { kind: 'accept' };
}

function mailOf(raw: Buffer, { envelope }: SMTPServerSession): ReceivedMail {
  const { mailFrom, rcptTo } = envelope;
  return {
    raw,
    envelope: {
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
    },
    receivedAt: new Date(),
    verdict: undefined,
    parse: () => PostalMime.parse(raw),
  };
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** smtp-server keeps the sockets to itself. */
function socketOf(server: SMTPServer, session: SMTPServerSession): Socket | undefined {
  const connections = [...server.connections] as { session: { id: string } }[];
  const connection = connections.find((candidate) => candidate.session.id === session.id);
  return connection && (Reflect.get(connection, '_socket') as Socket);
}
