/** rectiflow worker: clocks, reminders and sending, for a database on a server. */
import { RectiflowError } from '../../errors.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { createLogger } from '../logger.ts';
import { exitCode, leaveSoon, say, untilStopped, type Exit } from '../output.ts';
import { startWorkersFrom } from '../start-workers.ts';
import { warnOfUnapprovable } from '../unapprovable.ts';

export async function worker(options: ConfigOption): Promise<Exit> {
  const config = configOf(options);
  if (config.databaseUrl === undefined) {
    throw new RectiflowError('config_invalid', {
      message:
        'worker 需要 DATABASE_URL:内置数据库只属于一个进程,rectiflow serve 已包含 worker。 / ' +
        'worker needs DATABASE_URL: the embedded database belongs to one process, and rectiflow serve does the work itself.',
    });
  }
  const log = createLogger(config.logLevel);
  await using rectiflow = await openFrom(config);
  warnOfUnapprovable(rectiflow, log);
  const workers = await startWorkersFrom(config, rectiflow, log);
  say('rectiflow worker: ready');
  await untilStopped();
  await workers.close();
  return leaveSoon(exitCode.done);
}
