/** The model beside the real SQL: both are asked, at the same instant by the same clock, and have to say the same. */
import { isDeepStrictEqual } from 'node:util';
import { createDirectoryTables } from '../../../src/directory/tables.ts';
import { addLayer, readLayers } from '../../../src/store/calendar-layers.ts';
import { createLedger } from '../../../src/store/ledger.ts';
import { createDispatchBook } from '../../../src/store/dispatch-book.ts';
import { createOutbox } from '../../../src/store/outbox.ts';
import type { Database } from '../../../src/store/open-database.ts';
import type { Pool } from '../../../src/store/pool.ts';
import { instant } from '../../../src/store/sql-time.ts';
import { stored } from './database-model.ts';
import type { Statement } from '../time/scheduler.ts';
import { calendarsOf, inspector } from '../actors/town.ts';
import type { Beside, Stores } from '../world.ts';

/** Where the two differ. Nothing else is compared after the first. */
export interface Differences {
  readonly found: string[];
  /** How often both have been asked, by verb. */
  readonly asked: Map<string, number>;
}

/** Lets the database live by the time that `now` tells, and asks it whatever the model is asked. */
export async function besideSql(
  { store }: Database,
  now: () => number,
  differences: Differences,
): Promise<Beside> {
  await store.query('create table simulated_time (at timestamptz not null)');
  await store.query('insert into simulated_time values (now())');
  await store.query(
    `create function simulated_now() returns timestamptz language sql stable
     as 'select at from simulated_time'`,
  );
  await store.query('alter table dispatch alter column ready_at set default simulated_now()');
  const pool: Pool = {
    connect: () => store.connect(),
    end: () => store.end(),
    on: () => pool,
    removeAllListeners: () => pool,
    query: (text, params) => store.query(text.replaceAll('now()', 'simulated_now()'), params),
  };
  const [calendar] = calendarsOf('Asia/Shanghai');
  if (calendar === undefined) throw new Error('there is always a calendar');
  const real: Stores = {
    ledger: createLedger(pool),
    dispatches: createDispatchBook(pool),
    outbox: createOutbox(pool),
    directory: createDirectoryTables(pool, calendar),
    shelf: {
      revision: async () => (await readLayers(pool)).revision,
      async add() {
        const { revision } = await readLayers(pool);
        await addLayer(pool, { id: 'schools', version: revision + 1 }, inspector, now());
      },
    },
  };
  const setClock = () => store.query('update simulated_time set at = $1', [instant(now())]);
  return (model, statement) => {
    const both = <T extends object>(one: T, other: T) =>
      asked(one, other, { statement, setClock, differences });
    return {
      ledger: both(model.ledger, real.ledger),
      dispatches: both(model.dispatches, real.dispatches),
      outbox: both(model.outbox, real.outbox),
      directory: both(model.directory, real.directory),
      shelf: both(model.shelf, real.shelf),
    };
  };
}

interface Asking {
  readonly statement: Statement;
  readonly setClock: () => Promise<unknown>;
  readonly differences: Differences;
}

type Verb = (...given: readonly unknown[]) => Promise<unknown>;

function asked<T extends object>(
  model: T,
  real: T,
  { statement, setClock, differences }: Asking,
): T {
  const verbs = Object.entries(model).map(([name, ask]: [string, Verb]) => {
    const other = (real as Record<string, Verb>)[name];
    if (other === undefined) throw new TypeError(`there is no ${name}`);
    const both: Verb = (...given) =>
      statement(name, async () => {
        await setClock();
        const asking = given.map(sameAnswers);
        const [ours, theirs] = [await answerTo(ask, asking), await answerTo(other, asking)];
        differences.asked.set(name, (differences.asked.get(name) ?? 0) + 1);
        if (!isDeepStrictEqual(comparable(ours), comparable(theirs))) {
          const [said, heard] = [
            JSON.stringify(comparable(ours)),
            JSON.stringify(comparable(theirs)),
          ];
          differences.found.push(`${name}(${JSON.stringify(given)}): ${said}, but SQL ${heard}`);
        }
        if ('threw' in ours) throw ours.threw;
        return ours.gave;
      });
    return [name, both] as const;
  });
  return Object.fromEntries(verbs) as T;
}

/** A function among what they are given says the same to both, ids and all. */
function sameAnswers(given: unknown): unknown {
  if (typeof given !== 'function') return given;
  const answers = new Map<string, unknown>();
  return (question: unknown) => {
    const key = JSON.stringify(question);
    if (!answers.has(key)) answers.set(key, given(question));
    return answers.get(key);
  };
}

type Answer = { readonly gave: unknown } | { readonly threw: unknown };

async function answerTo(ask: Verb, given: readonly unknown[]): Promise<Answer> {
  try {
    return { gave: await ask(...given) };
  } catch (error) {
    return { threw: error };
  }
}

/** As values; lists of rows in whatever order, as SQL gives them. */
function comparable(answer: Answer): unknown {
  if ('threw' in answer) return 'threw';
  const { gave } = answer;
  if (gave instanceof Map || gave instanceof Set) return [...gave].map(printed).toSorted();
  if (Array.isArray(gave)) return gave.map(printed).toSorted();
  return gave === undefined ? null : stored(gave);
}

function printed(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
