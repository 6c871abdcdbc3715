/** takeBounce(): a mail that came back says that a message did not arrive after all. */
import { readBounce } from './channels/bounces/read-bounce.ts';
import { nowOf } from './engine/now.ts';
import type { EnginePorts } from './engine/ports.ts';
import type { DispatchBook } from './store/dispatch-book.ts';
import { readByMessageId } from './store/dispatch-decisions.ts';
import type { Queryable } from './store/pool.ts';

export type BounceTaken =
  | { readonly kind: 'failed'; readonly dispatchId: string; readonly outcome: string }
  /**
   * Nothing was written. `not_a_bounce`: it tells of no delivery. `not_final`: the other side still
   * tries, or says that it arrived, which anybody may write. `not_ours`: no message of this ledger.
   * `settled`: that message is not held for arrived, e.g. because it bounced before.
   */
  | {
      readonly kind: 'ignored';
      readonly why: 'not_a_bounce' | 'not_final' | 'not_ours' | 'settled';
    };

/** Whoever reads the sender's mailbox hands in what came back, as it is (RFC 5322 bytes). Never throws for what a mail says. */
export async function takeBounce(
  ports: Pick<EnginePorts, 'ledger' | 'calendar' | 'clock'>,
  db: Queryable,
  dispatches: DispatchBook,
  mail: Uint8Array,
): Promise<BounceTaken> {
  const bounce = readBounce(mail);
  if (bounce === null) return { kind: 'ignored', why: 'not_a_bounce' };
  if (bounce.action !== 'failed') return { kind: 'ignored', why: 'not_final' };
  const dispatch = await readByMessageId(db, bounce.messageId);
  if (dispatch === null) return { kind: 'ignored', why: 'not_ours' };
  const recorded = { at: await nowOf(ports), outcome: bounce.code };
  const moved = await dispatches.move(dispatch, { type: 'BOUNCE' }, recorded);
  if (moved === null) return { kind: 'ignored', why: 'settled' };
  return { kind: 'failed', dispatchId: dispatch.id, outcome: bounce.code };
}
