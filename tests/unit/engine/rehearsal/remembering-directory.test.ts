import { describe, expect, test } from 'vitest';
import type { Person } from '../../../../src/engine/ports.ts';
import { rememberingDirectory } from '../../../../src/engine/rehearsal/remembering-directory.ts';

const he = { id: 'he', name: '何文斌' };
const lu = { id: 'lu', name: '陆建平' };

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
    const both = await directory.resolve(['teaching', 'vacant']);
    expect(both).toEqual(new Map([['teaching', he]]));
    expect(await directory.resolve(['vacant', 'teaching'])).toEqual(both);
    expect(await directory.resolve(['teaching', 'inspector'])).toEqual(
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
    await directory.resolve(['teaching']);
    expect(directory.known('he')).toEqual(he);
  });
});
