/** Starts the workers as the configuration says, with the channels it names. */
import { mailboxOf, type Config } from '../config-schema.ts';
import { uuidv7 } from '../ids.ts';
import { messageLinks } from '../links/message-link.ts';
import type { Rectiflow } from '../rectiflow.ts';
import type { WorkerLog } from '../../workers/log.ts';
import { startWorkers, type Workers } from '../../workers/start.ts';
import { channelsFrom } from './channels.ts';

export function startWorkersFrom(
  config: Config,
  rectiflow: Rectiflow,
  log: WorkerLog,
): Promise<Workers> {
  const { redisUrl, queue, mailFrom } = config;
  const queuesOn = redisUrl === undefined ? { pool: rectiflow.database.queue } : { redisUrl };
  const channels = channelsFrom(config, rectiflow);
  if (channels['mail'] === undefined) {
    log.warn({}, 'SMTP_URL is not set: what goes by mail is owed and kept, but not sent');
  }
  const fromAddress = mailboxOf(mailFrom).address;
  const { publicUrl } = config;
  const links = publicUrl === undefined ? {} : { linkAt: messageLinks(publicUrl, uuidv7) };
  return startWorkers({ rectiflow, channels, queuesOn, config: queue, fromAddress, log, ...links });
}
