/** Certificates of close-out (销号证明): what was closed, by whom, on what grounds, and the event that proves it. */
import type { Actor } from '../../machines/actor.ts';
import type { FindingContext } from '../../machines/finding-context.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

/** Instants ISO 8601. */
export interface Certificate {
  /** `销号〔XC-2024-01〕12号`: one after another in its round, without gaps. */
  readonly number: string;
  readonly finding: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly round: string;
    readonly responsibleUnit: string | null;
  };
  readonly closedAt: string;
  readonly closedBy: Actor;
  /** The event that closed it: its place in the chain, and the hash that vouches for everything up to it. */
  readonly event: { readonly seq: number; readonly hash: string };
  /** False where the finding has been reopened, or found again, since: the closure did not hold. */
  readonly holds: boolean;
}

/** The certificates of a finding, the latest first; null where there is no such finding. */
export async function certificatesOf(
  db: Queryable,
  findingId: string,
  { print }: Pick<Calendar, 'print'>,
): Promise<readonly Certificate[] | null> {
  const { rows } = await db.query<CertificateRecord>(
    `select f.id, f.number as finding_number, f.title, f.responsible_unit, f.version, r.code,
       f.snapshot -> 'context' -> 'recurredAs' as recurred_as, f.snapshot -> 'context' ->> 'disposition' as disposition,
       c.number, c.seq, e.at, e.actor, e.hash,
       not exists (select from event later where later.subject_id = f.id and later.seq > c.seq
         and (later.event ->> 'type' = 'REOPEN'
           or (later.event ->> 'type' = 'RECORD_RECHECK' and later.event ->> 'result' = 'notHeld'))) as stands
     from finding f
     join round r on r.id = f.round_id
     left join certificate c on c.finding_id = f.id
     left join event e on e.subject_id = f.id and e.seq = c.seq
     where f.id = $1::uuid
     order by c.seq desc`,
    [findingId],
  );
  if (rows.length === 0) return null;
  return rows.flatMap((row) => (row.number === null ? [] : [certificateOf(row, print)]));
}

function certificateOf(row: CertificateRecord, print: Calendar['print']): Certificate {
  const { id, finding_number: findingNumber, title, code, responsible_unit: responsibleUnit } = row;
  return {
    number: row.number ?? '',
    finding: { id, number: findingNumber, title, round: code, responsibleUnit },
    closedAt: print(msOf(row.at)),
    closedBy: row.actor,
    event: { seq: row.seq, hash: row.hash },
    holds: row.stands && (row.recurred_as ?? []).length === 0,
  };
}

interface CertificateRecord {
  readonly id: string;
  readonly finding_number: string;
  readonly title: string;
  readonly responsible_unit: string | null;
  readonly code: string;
  readonly recurred_as: FindingContext['recurredAs'] | null;
  readonly number: string | null;
  readonly seq: number;
  readonly at: Date;
  readonly actor: Actor;
  readonly hash: string;
  readonly stands: boolean;
}
