/** The pages behind the links in messages. Following a link changes nothing: mail scanners follow them all. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import { answerShape } from '../acknowledging.ts';
import { acknowledgePath } from '../links/message-link.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { faultIn, linkPage, statusOf, type LinkPage } from './link-page.ts';

/** A form of two fields. */
const formBytesMax = 32 * 1024;

/** What an empty field says is nothing. */
const formSchema = z.object({
  promisedOn: z.preprocess(unlessEmpty, answerShape.promisedOn),
  note: z.preprocess(unlessEmpty, answerShape.note),
});

export function linkRoutes({
  lookAtLink,
  acknowledgeByLink,
}: Pick<Rectiflow, 'lookAtLink' | 'acknowledgeByLink'>): FastifyPluginAsync {
  const pageOf = async (token: string): Promise<LinkPage> => {
    const looked = await lookAtLink(token);
    return looked.kind === 'open' ? { kind: 'form', message: looked.message } : looked;
  };

  /** The form once more with what is wrong with it, where that helps. */
  const again = async (token: string, fault: string): Promise<LinkPage> => {
    const page = await pageOf(token);
    return page.kind === 'form' ? { ...page, fault } : page;
  };

  const answered = async (token: string, fields: unknown): Promise<LinkPage> => {
    const form = formSchema.safeParse(fields);
    if (!form.success)
      return again(token, '填写有误,请检查日期和说明。/ Check the date and the remarks.');
    const { promisedOn, note } = form.data;
    const answer = await acknowledgeByLink(token, {
      ...(promisedOn !== undefined && { promisedOn }),
      ...(note !== undefined && { note }),
    });
    if (answer.kind === 'accepted') return { kind: 'done' };
    const fault = faultIn(answer.code);
    return fault === null ? answer : again(token, fault);
  };

  return async (app) => {
    // Within this plugin only: everywhere else a request is JSON.
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formBytesMax },
      (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(String(text)))),
    );
    const path = `${acknowledgePath}/:token`;
    const schema = { hide: true };
    app.get<Token>(path, { schema }, async ({ params }, reply) =>
      show(reply, await pageOf(params.token)),
    );
    app.post<Token>(path, { schema }, async ({ params, body }, reply) =>
      show(reply, await answered(params.token, body)),
    );
  };
}

interface Token {
  Params: { token: string };
}

/** No frame, no script, no referrer: the address itself is the secret. */
function show(reply: FastifyReply, page: LinkPage): FastifyReply {
  return reply
    .code(statusOf(page))
    .headers({
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
    .type('text/html; charset=utf-8')
    .send(linkPage(page));
}

function unlessEmpty(value: unknown): unknown {
  return typeof value === 'string' && value.trim() === '' ? undefined : value;
}
