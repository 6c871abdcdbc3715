/** The demo's own routes beside the findings routes: page, clock, story and mailbox. */
import type { FastifyInstance } from 'fastify';
import { DateTime, Duration } from 'luxon';
import { z } from 'zod';
import { listCapturedMail } from '../channels/mailbox.ts';
import { errorTable } from '../errors.ts';
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
    const target = targetOf(body, clock.at, calendar.zone);
    if (target === null) {
      const { status, title, titleZh } = errorTable.request_invalid;
      const detail = `advance must be a duration in ISO 8601, forward, up to ${yearsMax} years: {"advance":"P1D"}`;
      const problem = {
        type: '/problems/request_invalid',
        title,
        titleZh,
        status,
        code: 'request_invalid',
        detail,
      };
      return reply.status(status).type('application/problem+json').send(problem);
    }
    await demo.moveTo(target);
    return { now: calendar.print(clock.at) };
  });

  app.post('/demo/story', async () => {
    if (demo.fresh) await demo.tell(async () => {});
    return { now: calendar.print(clock.at) };
  });
}

/** The instant asked for, or null for a request that asks for none. Days are days of the zone. */
function targetOf(body: unknown, now: number, zone: string): number | null {
  const parsed = advanceSchema.safeParse(body);
  if (!parsed.success) return null;
  const duration = Duration.fromISO(parsed.data.advance);
  if (!duration.isValid) return null;
  const from = DateTime.fromMillis(now, { zone });
  const target = from.plus(duration).toMillis();
  return target > now && target <= from.plus({ years: yearsMax }).toMillis() ? target : null;
}
