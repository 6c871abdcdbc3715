import { describe, expect, test } from 'vitest';
import type { Directory, Person } from '../../../../src/engine/ports.ts';
import { rememberingDirectory } from '../../../../src/engine/rehearsal/remembering-directory.ts';

const he = { id: 'he', name: '何文斌' };
const lu = { id: 'lu', name: '陆建平' };
const now = Date.UTC(2026, 2, 2);

/** A directory that writes down what it is asked. */
function asked() {
  const questions: string[][] = [];
  const holders = new Map<string, Person>([
    ['teaching', he],
    ['inspector', lu],
  ]);
  const resolve = async (parties: readonly string[]) => {
    questions.push([...parties]);
    return new Map([...holders].filter(([party]) => parties.includes(party)));
  };
  return { questions, directory: rememberingDirectory({ resolve }) };
}

describe('a directory that remembers', () => {
  test('asks once for each party, also for one that nobody stands behind', async () => {
    const { questions, directory } = asked();
    const both = await directory.resolve(['teaching', 'vacant'], now);
    expect(both).toEqual(new Map([['teaching', he]]));
    expect(await directory.resolve(['vacant', 'teaching'], now + 1)).toEqual(both);
    expect(await directory.resolve(['teaching', 'inspector'], now + 9e9)).toEqual(
      new Map([
        ['teaching', he],
        ['inspector', lu],
      ]),
    );
    expect(questions).toEqual([['teaching', 'vacant'], ['inspector']]);
  });

  test('knows by id whom it has named; of anybody else no more than the id', async () => {
    const { directory } = asked();
    expect(directory.known('he')).toEqual({ id: 'he', name: '' });
    await directory.resolve(['teaching'], now);
    expect(directory.known('he')).toEqual(he);
  });

  test('asks again where a delegation begins or ends, in whatever order it is asked', async () => {
    const [begins, ends] = [now + 100, now + 200];
    const instants: number[] = [];
    const given: Directory = {
      async resolve(parties, at) {
        instants.push(at);
        const away = begins <= at && at < ends;
        const person = away ? { ...lu, inPlaceOf: he } : he;
        return new Map(parties.map((party) => [party, person]));
      },
      turns: async () => [begins, ends],
    };
    const directory = rememberingDirectory(rememberingDirectory(given));
    const told = [ends + 7, begins, now, begins - 1, begins + 50, ends - 1, ends, 9e15].map(
      async (at) => (await directory.resolve(['teaching'], at)).get('teaching'),
    );
    expect((await Promise.all(told)).map((person) => person?.id)).toEqual([
      'he',
      'lu',
      'he',
      'he',
      'lu',
      'lu',
      'he',
      'he',
    ]);
    instants.length = 0;
    for (const at of [now, begins, ends]) await directory.resolve(['teaching'], at);
    expect(instants).toEqual([]);
    expect(directory.known('lu')).toEqual(lu);
  });

  test('of a directory that tells of no turns, asks once for the whole of a rehearsal', async () => {
    const { questions, directory } = asked();
    for (const at of [0, now, 9e15]) await directory.resolve(['teaching'], at);
    expect(questions).toEqual([['teaching']]);
    expect(await directory.turns?.()).toEqual([]);
  });
});
