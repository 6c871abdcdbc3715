/** The HTTP handler over an open rectiflow, listening on a port of its own. */
import { createHttpApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/serve.ts';
import type { Rectiflow } from '../../src/index.ts';

export interface Served extends AsyncDisposable {
  readonly url: string;
}

/** Closing it does not close the rectiflow. */
export async function serveHttp(rectiflow: Rectiflow): Promise<Served> {
  const app = createHttpApp(rectiflow);
  const { url } = await listen(app, { port: 0 });
  return { url, [Symbol.asyncDispose]: () => app.close() };
}
