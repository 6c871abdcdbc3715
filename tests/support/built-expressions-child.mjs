/** Loads all that is built and prints the regular expressions it puts together while it loads. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , built] = process.argv;
/** These do their work when they are loaded. */
const PROGRAMS = new Set(['src/cli/main.js', 'src/intake/isolation/thread.js']);

const made = new Map();
const base = pathToFileURL(join(built, '/')).href;
/** Packages put expressions together as well; ours are those a built file asks for itself. */
const note = (expression) => {
  const [, , , caller = ''] = new Error().stack.split('\n');
  if (caller.includes(base)) made.set(String(expression), [expression.source, expression.flags]);
  return expression;
};
globalThis.RegExp = new Proxy(RegExp, {
  construct: (target, given) => note(Reflect.construct(target, given)),
  apply: (target, self, given) => note(Reflect.apply(target, self, given)),
});

const names = readdirSync(built, { recursive: true }).filter((name) => name.endsWith('.js'));
for (const name of names) {
  if (!PROGRAMS.has(name)) await import(pathToFileURL(join(built, name)).href);
}
process.stdout.write(JSON.stringify([...made.values()]), () => process.exit());
