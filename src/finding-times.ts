/** What can be told of a finding's time: why its clocks are due when they are, and who had it on which day. */
import { accountsOf, type Accounts } from './engine/clocks/accounts.ts';
import { explainClock, type ClockExplanation } from './engine/clocks/explain.ts';
import { nowOf } from './engine/now.ts';
import type { ChainedEvent, EnginePorts, LedgerEvent } from './engine/ports.ts';
import { clockRow } from './store/finding-read.ts';
import type { FindingViews } from './store/finding-views.ts';
import type { Pool } from './store/pool.ts';

export interface FindingTimes {
  /** Day by day, with the rule and the inputs; null where there is no such clock. */
  explainClock(findingId: string, clockNo: number): Promise<ClockExplanation | null>;
  /** Every day of its life on exactly one account; null where there is no such finding. */
  accounts(findingId: string): Promise<Accounts | null>;
}

export function createFindingTimes(
  ports: EnginePorts,
  store: Pool,
  { history }: Pick<FindingViews, 'history'>,
): FindingTimes {
  return {
    async explainClock(findingId, clockNo) {
      await nowOf(ports);
      const row = await clockRow(store, findingId, clockNo);
      return row === null ? null : explainClock(row, ports.calendar);
    },
    async accounts(findingId) {
      const now = await nowOf(ports);
      const events = await history(findingId);
      if (events?.[0]?.event.type !== 'OPENED') return null;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it begins as a finding's history does
      return accountsOf(events as readonly ChainedEvent<LedgerEvent>[], now, ports.calendar);
    },
  };
}
