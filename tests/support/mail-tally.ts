/** Which notices a mail server has been given, and how often. */
import type { ReceivedMail, SmtpServer } from './smtp.ts';

/** The notice a mail is about: its Message-ID begins with the notice's id. */
export function noticeOf({ raw }: Pick<ReceivedMail, 'raw'>): string {
  const [, id] = /^Message-ID:\s*<([\w-]+)@/im.exec(raw.toString('latin1')) ?? [];
  if (id === undefined) throw new Error('A mail came without the Message-ID of a notice');
  return id;
}

/** How often each notice's mail came in whole, whatever the sender learnt of it. */
export function timesSeen({ received }: Pick<SmtpServer, 'received'>): Map<string, number> {
  const times = new Map<string, number>();
  for (const mail of received) {
    const id = noticeOf(mail);
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}
