/** A request and its answer, which must be as the document says. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expectDocumented } from './documented.ts';
import { post, type OpenApp } from './open-app.ts';

export async function sent(
  { app }: OpenApp,
  url: string,
  body: NonNullable<InjectOptions['payload']>,
): Promise<LightMyRequestResponse> {
  const answer = await post(app, url, body);
  expectDocumented(app, `POST ${url}`, answer);
  return answer;
}
