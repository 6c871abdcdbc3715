/**
 * Reads files one after the other as a server would, and prints of each what came of it, how long it
 * took and what memory it took at the most: [name, code, ms, MB]. Runs what is built.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { setInterval, clearInterval } from 'node:timers';

const [, , built, limits, ...files] = process.argv;
const { readFile } = await import(new URL('src/intake/isolation/read-file.js', built).href);
const MB = 1024 * 1024;

for (const file of files) {
  const bytes = readFileSync(file);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 2);
  const began = performance.now();
  const result = await readFile(bytes, { file: basename(file), limits: JSON.parse(limits) });
  const ms = performance.now() - began;
  most = Math.max(most, process.memoryUsage.rss());
  clearInterval(sampling);
  const code = result.ok ? null : result.error.code;
  console.log(JSON.stringify([basename(file), code, Math.round(ms), Math.round((most - before) / MB)]));
}
