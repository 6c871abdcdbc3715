/** A real SMTP server that takes every mail, knows which notices it was given, and outlives senders that die. */
import { once } from 'node:events';
import { buffer as bufferOf } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

export interface MailSink {
  readonly url: string;
  /** The notice of every mail that came in whole, in the order of their final dots. */
  readonly seen: readonly string[];
  /** Calls `act` for each mail after its final dot; the sender hears "250" when that is done. */
  onMail(act: (noticeId: string) => void | Promise<void>): void;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, without TLS. */
export async function startMailSink(): Promise<MailSink> {
  const seen: string[] = [];
  let act: ((noticeId: string) => void | Promise<void>) | undefined;

  async function take(
    stream: SMTPServerDataStream,
    answer: (refusal?: Error) => void,
  ): Promise<void> {
    try {
      const noticeId = noticeOf(await bufferOf(stream));
      seen.push(noticeId);
      await act?.(noticeId);
      answer();
    } catch (error) {
      // Mostly a sender that died within its mail: it has handed nothing over.
      answer(error instanceof Error ? error : new Error(String(error)));
    }
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, _session, done) {
      void take(stream, done);
    },
  });
  // Connections that break are what these tests are about.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    seen,
    onMail(newAct) {
      act = newAct;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The Message-ID of a mail begins with the id of its notice. */
function noticeOf(mail: Buffer): string {
  const [, id] = /^Message-ID:\s*<([\w-]+)@/im.exec(mail.toString('latin1')) ?? [];
  if (id === undefined) throw new Error('A mail came without the Message-ID of a notice');
  return id;
}

/** Those given more than once. */
export function twice(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
