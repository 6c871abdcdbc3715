/** The HTTP handler over an open rectiflow, listening on a port of its own. */
import { createHttpApp, type HttpAppOptions } from '../../src/http/app.ts';
import { listen } from '../../src/http/serve.ts';
import type { Rectiflow } from '../../src/index.ts';

export interface Served extends AsyncDisposable {
  readonly url: string;
}

/** Closing it does not close the rectiflow. */
export async function serveHttp(
  rectiflow: Rectiflow,
  options: HttpAppOptions = {},
): Promise<Served> {
  const app = createHttpApp(rectiflow, options);
  const { url } = await listen(app, { port: 0 });
  return { url, [Symbol.asyncDispose]: () => app.close() };
}
