/** Opens what a command works on, from the environment and the configuration file. */
import { readConfig } from '../config.ts';
import type { Config } from '../config-schema.ts';
import { readCalendarLayers } from '../calendar/calendar-files.ts';
import { templateNames } from '../channels/texts.ts';
import { configuredStore } from '../files/configured-store.ts';
import { readPolicies } from '../policy/policy-files.ts';
import type { Rectiflow } from '../rectiflow.ts';

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
  // Not every command opens a ledger, and to load what one needs takes longer than most of them do.
  const { openRectiflow } = await import('../rectiflow.ts');
  return openRectiflow({ ...data, sending, files: configuredStore(config) });
}
