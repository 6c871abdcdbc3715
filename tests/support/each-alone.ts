/** Every waiting notice put into a message of its own, under its own id: for tests of what comes after. */
import { renderMessage, type Rectiflow } from '../../src/index.ts';
import { createDispatchBook, type DispatchBook } from '../../src/store/dispatch-book.ts';
import type { Queryable } from '../../src/store/pool.ts';

export async function eachAlone(db: Queryable): Promise<void> {
  await db.query(
    `with made as (
       insert into dispatch (id, channel, person_id, created_at, state)
       select id, channel, person_id, owed_at, 'planned' from notice
       where state = 'planned' and dispatch_id is null
       -- Several may ask at once.
       on conflict (id) do nothing
     )
     update notice set dispatch_id = id where state = 'planned' and dispatch_id is null`,
  );
}

/** A book that does so before anything is taken from it. */
export function bookOfEachAlone(db: Queryable): DispatchBook {
  const book = createDispatchBook(db);
  return {
    ...book,
    async takeHints(options) {
      await eachAlone(db);
      return book.takeHints(options);
    },
    async claim(...asked) {
      await eachAlone(db);
      return book.claim(...asked);
    },
  };
}

/** The mail that would go out now with this notice, by itself. */
export async function mailWith(
  { database, dispatches, calendar }: Rectiflow,
  noticeId: string,
  now: number,
): Promise<ReturnType<typeof renderMessage>> {
  await eachAlone(database.store);
  const dispatch = await dispatches.claim(noticeId, 60_000, now);
  if (dispatch === null) throw new Error('the notice is not to be had');
  const { id: dispatchId, person, notices } = dispatch;
  return renderMessage({ dispatchId, personName: person.name, notices }, calendar);
}
