/** A directory that is asked once for each party: in a rehearsal nobody changes posts. */
import type { Directory, Person } from '../ports.ts';

export interface RememberingDirectory extends Directory {
  /** Somebody it has named before, by id; whoever it has not is no more than the id. */
  known(id: string): Person;
}

export function rememberingDirectory(directory: Directory): RememberingDirectory {
  const byParty = new Map<string, Person | null>();
  const byId = new Map<string, Person>();
  return {
    async resolve(parties) {
      const unasked = parties.filter((party) => !byParty.has(party));
      if (unasked.length > 0) {
        const found = await directory.resolve(unasked);
        for (const party of unasked) byParty.set(party, found.get(party) ?? null);
        for (const person of found.values()) byId.set(person.id, person);
      }
      const people = new Map<string, Person>();
      for (const party of parties) {
        const person = byParty.get(party) ?? null;
        if (person !== null) people.set(party, person);
      }
      return people;
    },
    known: (id) => byId.get(id) ?? { id, name: '' },
  };
}
