/** Tells the host that something was taken, so that it may wake whoever does the work. */
import type { FastifyBaseLogger } from 'fastify';
import { faultOf } from './failures.ts';

/** What was taken stays taken, whatever the host makes of it. */
export function tellHost(onAccepted: () => void, log: Pick<FastifyBaseLogger, 'error'>): void {
  try {
    onAccepted();
  } catch (error) {
    log.error({ fault: faultOf(error) }, 'onAccepted failed');
  }
}
