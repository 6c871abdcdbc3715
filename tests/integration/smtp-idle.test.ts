/** A server that closes pooled connections while nobody uses them. */
import { afterEach, expect, test } from 'vitest';
import type { Socket } from 'node:net';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import { eventually } from '../support/eventually.ts';
import { report } from '../support/report.ts';
import { message } from '../unit/channels/message.ts';
import { finish, reset, startRawSmtp } from './smtp-faults.ts';
import { sender, tally } from './smtp-ledger.ts';

const rounds = 60;
const pool = 3;
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const takeLeave = (socket: Socket): void => void socket.end('421 4.4.2 Idle\r\n');

test.each([
  ['closes', finish],
  ['resets', reset],
  ['takes leave of', takeLeave],
])(
  'a server that %s every idle connection gets every mail once, over one reconnection each at most',
  async (how, act) => {
    const server = await startRawSmtp();
    const channel = createSmtpChannel({ url: server.url, from: sender, maxConnections: pool });
    cleanUps.push(
      () => server.close(),
      () => channel.close(),
    );
    const handOver = (count: number) =>
      Promise.all(Array.from({ length: count }, () => channel.handOver(message())));
    const outcomes: string[] = [];
    let worst = 0;
    let mails = 0;
    for (let round = 0; round < rounds; round += 1) {
      // As many as there are connections, so that all are open.
      outcomes.push(...(await handOver(pool)).map(({ outcome }) => outcome));
      server.disturb(act);
      // In turn: noticed meanwhile, and met in the very moment; by one mail, and by as many as connections.
      if (round % 2 === 0) await eventually(() => server.open === 0);
      const before = server.connections;
      const some = round % 4 < 2 ? 1 : pool;
      outcomes.push(...(await handOver(some)).map(({ outcome }) => outcome));
      mails += pool + some;
      worst = Math.max(worst, (server.connections - before) / some);
    }
    const counts = tally(outcomes);
    report(`Idle connections (${how})`, {
      mails,
      ...counts,
      taken: server.bodies.length,
      reconnections: server.connections - pool,
      'most per mail': worst,
    });
    expect(counts).toEqual({ sent: mails });
    expect(server.bodies).toHaveLength(mails);
    expect(worst).toBeLessThanOrEqual(1);
  },
);
