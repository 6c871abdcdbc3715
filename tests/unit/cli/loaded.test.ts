import { expect, test } from 'vitest';
import { loadedBy } from '../../support/static-imports.ts';

const loaded = (entry: string) => {
  const { modules, packages } = loadedBy(entry);
  return { modules: [...modules], packages: [...packages].toSorted() };
};

test('the command line knows every command, and loads none before it is asked for', () => {
  const { modules, packages } = loaded('src/cli/main.ts');
  expect(modules).toContain('src/cli/message-program.ts');
  expect(modules.filter((module) => module.startsWith('src/cli/commands/'))).toEqual([]);
  expect(modules.filter((module) => module.startsWith('workers/'))).toEqual([]);
  expect(packages).toEqual(['commander', 'zod']);
});

test('a command that reads the configuration loads no ledger with it', () => {
  const { modules, packages } = loaded('src/cli/open.ts');
  expect(modules).toContain('src/config-schema.ts');
  expect(modules).not.toContain('src/rectiflow.ts');
  expect(packages).toEqual(['xstate', 'zod']);
});

test('whoever opens a ledger loads no database it does not use, no queue, no server and no readers', () => {
  const { modules, packages } = loaded('src/rectiflow.ts');
  expect(modules).toContain('src/engine/engine.ts');
  expect(modules.filter((module) => /^workers\/|^src\/http\//u.test(module))).toEqual([]);
  expect(modules).not.toContain('src/intake/read-document.ts');
  expect(packages).toEqual(['luxon', 'uuid', 'xstate', 'zod']);
});
