/** Who holds which post, over the modelled database, and what is loaded into it of the calendar. */
import type { DirectoryTables } from '../../../src/directory/tables.ts';
import type { DatabaseModel } from './database-model.ts';
import type { Statement } from '../time/scheduler.ts';

export function createDirectoryModel(db: DatabaseModel, statement: Statement): DirectoryTables {
  return {
    resolve: (parties) =>
      statement('resolve', () => {
        const resolved = parties.flatMap((party) => {
          const post = db.posts.get(party);
          const person = db.people.get(post === undefined ? party : (post.holder ?? ''));
          const named = person && {
            id: person.id,
            name: person.name,
            channels: ['mail'],
            inPlaceOf: null,
          };
          return named === undefined ? [] : [[party, named] as const];
        });
        return new Map(resolved);
      }),
    put: ({ people = [], posts = [] }) =>
      statement('put', () => {
        for (const person of people) db.people.set(person.id, person);
        for (const post of posts) db.posts.set(post.code, post);
      }),
  };
}

/** Calendar data loaded into the ledger. The simulation knows beforehand what each load brings. */
export interface CalendarShelf {
  /** The number of the last load. */
  revision(): Promise<number>;
  /** One more load. */
  add(): Promise<void>;
}

export function createShelfModel(db: DatabaseModel, statement: Statement): CalendarShelf {
  return {
    revision: () => statement('layers', () => db.calendarRevision),
    add: () =>
      statement('add layer', () => {
        db.calendarRevision += 1;
      }),
  };
}
