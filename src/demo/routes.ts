/** The demo's own routes beside the findings routes: page, clock, story and mailbox. */
import type { FastifyInstance } from 'fastify';
import { DateTime, Duration } from 'luxon';
import { z } from 'zod';
import { listCapturedMail } from '../channels/mailbox.ts';
import { sendProblem } from '../http/problem.ts';
import type { Demo } from './demo.ts';
import { page } from './page.ts';
import { demoRound } from './round.ts';

const advanceSchema = z.strictObject({ advance: z.string() });
const yearsMax = 5;
/** More mails than the story sends: the page shows all of them. */
const mailsShown = 1_000;

export function addDemoRoutes(app: FastifyInstance, demo: Demo): void {
  const { rectiflow, clock, round } = demo;
  const { findings, calendar, database } = rectiflow;
  const mails = () => listCapturedMail(database.store, { limit: mailsShown });

  app.get<{ Querystring: { finding?: string } }>('/', async ({ query }, reply) => {
    const id = z.uuid().safeParse(query.finding).data;
    const finding = id === undefined ? null : await findings.get(id, clock.at);
    const chosen =
      finding === null
        ? null
        : {
            finding,
            history: (await findings.history(finding.id)) ?? [],
            notices: await findings.notices(finding.id),
          };
    const captured = await mails();
    return reply.type('text/html; charset=utf-8').send(
      page({
        title: round.title,
        now: calendar.print(clock.at),
        storyUntold: demo.fresh,
        ledger: await findings.list({ round: demoRound, limit: 200 }, clock.at),
        chosen,
        mails: captured.map(({ at, to, subject, text }) => ({
          at: calendar.print(Date.parse(at)),
          to: to.name,
          subject,
          text,
        })),
        print: (at) => calendar.print(at),
      }),
    );
  });

  app.get('/demo/mailbox', async () => mails());
  app.get('/demo/clock', async () => ({ now: calendar.print(clock.at) }));

  app.post('/demo/clock', async ({ body }, reply) => {
    const period = periodIn(body, clock.at, calendar.zone);
    if (period === null) {
      const detail = `advance must be a duration in ISO 8601, forward, up to ${yearsMax} years: {"advance":"P1D"}`;
      return sendProblem(reply, 'request_invalid', { detail });
    }
    await demo.advance((now) => after(now, period, calendar.zone));
    return { now: calendar.print(clock.at) };
  });

  app.post('/demo/story', async () => {
    if (demo.fresh) await demo.tell(async () => {});
    return { now: calendar.print(clock.at) };
  });
}

/** The period asked for, or null for a request that asks for none the clock could move by. */
function periodIn(body: unknown, now: number, zone: string): Duration | null {
  const parsed = advanceSchema.safeParse(body);
  if (!parsed.success) return null;
  const period = Duration.fromISO(parsed.data.advance);
  if (!period.isValid) return null;
  const target = after(now, period, zone);
  const furthest = after(now, Duration.fromObject({ years: yearsMax }), zone);
  return target > now && target <= furthest ? period : null;
}

/** Days are days of the zone. */
function after(now: number, period: Duration, zone: string): number {
  return DateTime.fromMillis(now, { zone }).plus(period).toMillis();
}
