/** Opens what a command works on, from the environment and the configuration file. */
import { readConfig } from '../config.ts';
import { channelsFrom } from './channels.ts';
import { mailboxOf, type Config } from '../config-schema.ts';
import { readCalendarLayers } from '../calendar/calendar-files.ts';
import { templateNames } from '../channels/texts.ts';
import { configuredStore } from '../files/configured-store.ts';
import { uuidv7 } from '../ids.ts';
import { messageLinks } from '../links/message-link.ts';
import { readPolicies } from '../policy/policy-files.ts';
import { openRectiflow, type Rectiflow } from '../rectiflow.ts';
import type { WorkerLog } from '../../workers/log.ts';
import { startWorkers, type Workers } from '../../workers/start.ts';

export interface ConfigOption {
  readonly config?: string;
}

export function configOf({ config }: ConfigOption): Config {
  return readConfig(process.env, config);
}

export async function openFrom(
  config: Config,
  migrations?: 'apply' | 'require',
): Promise<Rectiflow> {
  const { databaseUrl, dataDir, schema, zone, sending } = config;
  const policies = await readPolicies(config.policies, templateNames);
  const calendars = await readCalendarLayers(config.calendars);
  const data = { databaseUrl, dataDir, schema, zone, policies, calendars, migrations };
  return openRectiflow({ ...data, sending, files: configuredStore(config) });
}

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
