/** The process of built-reader.ts: prints an outcome per file, and the time at the end. */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';

const [, , built, limits, list] = process.argv;
const { readFile } = await import(new URL('src/intake/isolation/read-file.js', built).href);
const MB = 1024 * 1024;
/** Between two looks at the memory, in milliseconds. */
const LOOK_MS = 2;
const print = (line) => process.stdout.write(`${line}\n`);

for (const { name, path } of JSON.parse(readFileSync(list, 'utf8'))) {
  const bytes = readFileSync(path);
  globalThis.gc();
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const looking = setInterval(look, LOOK_MS);
  const late = monitorEventLoopDelay({ resolution: 10 });
  late.enable();
  const began = performance.now();
  const result = await readFile(bytes, { file: name, limits: JSON.parse(limits) });
  const ms = performance.now() - began;
  late.disable();
  look();
  clearInterval(looking);
  const outcome = {
    name,
    code: result.ok ? null : result.error.code,
    ms: Math.round(ms),
    grownMb: Math.round((most - before) / MB),
    latest: Math.round(late.max / 1e6),
    lateP99: Math.round(late.percentile(99) / 1e6),
  };
  print(JSON.stringify(outcome));
}
print(String(Date.now()));
