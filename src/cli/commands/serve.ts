/** rectiflow serve: the HTTP server; on the embedded database, the workers with it. */
import { createHttpApp } from '../../http/app.ts';
import { listen } from '../../http/serve.ts';
import { openRedisCheck } from '../../../workers/redis-check.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { createLogger } from '../logger.ts';
import { exitCode, leaveSoon, say, untilStopped, type Exit } from '../output.ts';
import { startWorkersFrom } from '../start-workers.ts';
import { warnOfUnapprovable } from '../unapprovable.ts';

export async function serve(options: ConfigOption & { readonly port?: number }): Promise<Exit> {
  const config = configOf(options);
  const log = createLogger(config.logLevel);
  await using rectiflow = await openFrom(config);
  warnOfUnapprovable(rectiflow, log);
  // The embedded database belongs to one process: there, the server does the workers' part too.
  const embedded = rectiflow.database.kind === 'pglite';
  const { redisUrl, schema } = config;
  const redis = redisUrl === undefined ? null : await openRedisCheck(redisUrl, schema);
  const workers = embedded ? await startWorkersFrom(config, rectiflow, log) : null;
  try {
    const onAccepted = () => workers?.wake();
    const queueCheck = redis?.takesWrites;
    const app = createHttpApp(rectiflow, { logger: log, queueCheck, onAccepted });
    const { sentence } = await listen(app, { port: options.port ?? config.port });
    say(sentence);
    await untilStopped();
    await app.close();
  } finally {
    redis?.close();
    await workers?.close();
  }
  return leaveSoon(exitCode.done);
}
