/** The log of the commands that stay. */
import { pino, type Logger } from 'pino';
import type { Config } from '../config-schema.ts';

/** Log lines on stderr, as JSON. They carry ids: addresses, texts and secrets never get this far. */
export function createLogger(level: Config['logLevel']): Logger {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}
