/** A directory that is asked once for each party, and again where a delegation begins or ends: in a rehearsal nobody changes posts. */
import type { Directory, Person, Recipient } from '../ports.ts';

export interface RememberingDirectory extends Directory {
  /** Somebody it has named before, by id; whoever it has not is no more than the id. */
  known(id: string): Person;
}

export function rememberingDirectory(directory: Directory): RememberingDirectory {
  const byId = new Map<string, Person>();
  /** By the turn last passed: between two of them nobody else gets what is addressed. */
  const spells = new Map<number, Map<string, Recipient | null>>();
  let turning: Promise<readonly number[]> | undefined;
  const turns = () => (turning ??= Promise.resolve(directory.turns?.() ?? []));
  return {
    turns,
    async resolve(parties, at) {
      const spell = (await turns()).findLastIndex((turn) => turn <= at);
      const byParty = spells.get(spell) ?? new Map<string, Recipient | null>();
      spells.set(spell, byParty);
      const unasked = parties.filter((party) => !byParty.has(party));
      if (unasked.length > 0) {
        const found = await directory.resolve(unasked, at);
        for (const party of unasked) byParty.set(party, found.get(party) ?? null);
        for (const { id, name } of found.values()) byId.set(id, { id, name });
      }
      const people = new Map<string, Recipient>();
      for (const party of parties) {
        const person = byParty.get(party) ?? null;
        if (person !== null) people.set(party, person);
      }
      return people;
    },
    known: (id) => byId.get(id) ?? { id, name: '' },
  };
}
