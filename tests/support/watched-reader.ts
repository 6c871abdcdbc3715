/**
 * Reads malformed files one after the other in this process, with everything watched that opens
 * files, connections or programs, and prints what was found as one line of JSON. Arguments: the
 * first number of a mutated file and the first after the last, minutes to go on for, an address and
 * a path that must not be opened.
 */
import childProcess from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import process from 'node:process';
import { sourceOf } from '../../src/intake/formats/source-of.ts';
import { IntakeError } from '../../src/intake/schema.ts';
import { readSource } from '../../src/intake/read-document.ts';
import {
  craftedFiles,
  mutatedFile,
  wellFormedFiles,
  type MalformedFile,
} from './malformed-files.ts';

/** Its fields are lists of names of files, or of what was called. */
export interface WatchedReading {
  files: number;
  readonly codes: Record<string, number>;
  /** Readers refuse, they never throw. */
  readonly threw: string[];
  readonly opened: string[];
  /** The content of the watched file came out. */
  readonly leaked: string[];
  slowest: { name: string; ms: number };
}

const [from = 0, to = 0, minutes = 0] = process.argv.slice(2, 5).map(Number);
const [url = '', path = ''] = process.argv.slice(5);
const secret = fs.readFileSync(path, 'utf8');
const found: WatchedReading = {
  files: 0,
  codes: {},
  threw: [],
  opened: [],
  leaked: [],
  slowest: { name: '', ms: 0 },
};

/** The calls stay what they were, but are written down. */
function watch(owner: object, names: readonly string[], label: string): void {
  for (const name of names) {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') continue;
    const watched = function watched(this: unknown, ...given: unknown[]): unknown {
      found.opened.push(`${label}.${name}`);
      return Reflect.apply(original, this, given);
    };
    Reflect.set(owner, name, watched);
  }
}

function watchEverything(): void {
  const reading = ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream', 'readdir'];
  const writing = ['writeFile', 'writeFileSync', 'createWriteStream', 'mkdir', 'mkdirSync', 'rm'];
  const looking = ['stat', 'statSync', 'lstat', 'lstatSync', 'access', 'existsSync', 'readdirSync'];
  watch(fs, [...reading, ...writing, ...looking], 'fs');
  watch(fs.promises, [...reading, ...writing, ...looking], 'fs.promises');
  watch(net, ['connect', 'createConnection'], 'net');
  watch(net.Socket.prototype, ['connect'], 'socket');
  watch(dns, ['lookup', 'resolve'], 'dns');
  watch(dns.promises, ['lookup', 'resolve'], 'dns.promises');
  watch(http, ['request', 'get'], 'http');
  watch(https, ['request', 'get'], 'https');
  watch(
    childProcess,
    ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync'],
    'child_process',
  );
  watch(globalThis, ['fetch', 'eval', 'WebSocket'], 'globalThis');
  syncBuiltinESMExports();
}

async function read({ name, bytes }: MalformedFile): Promise<void> {
  const began = performance.now();
  try {
    const result = await sourceOf(bytes, { file: name });
    const code = result.ok ? codeOf(readSource(result.source, {})) : codeOf(result);
    found.codes[code] = (found.codes[code] ?? 0) + 1;
    if (JSON.stringify(result).includes(secret)) found.leaked.push(name);
  } catch (error) {
    found.threw.push(`${name}: ${String(error)}`);
  }
  const ms = Math.round(performance.now() - began);
  if (ms > found.slowest.ms) found.slowest = { name, ms };
  found.files += 1;
}

function codeOf(result: { ok: true } | { ok: false; error: IntakeError }): string {
  return result.ok ? 'read' : IntakeError.parse(result.error).code;
}

// As in the thread that reads files: pdf.js lets go of promises that fail later.
process.on('unhandledRejection', () => undefined);
// Libraries are loaded by the first file of each kind; after that there is nothing to open.
for (const { bytes, name } of wellFormedFiles()) await sourceOf(bytes, { file: name });
watchEverything();
for (const file of from === 0 ? craftedFiles({ url, path }) : []) await read(file);
const deadline = performance.now() + minutes * 60_000;
for (let number = from; number < to || performance.now() < deadline; number += 1) {
  await read(mutatedFile(number));
}
process.stdout.write(`${JSON.stringify(found)}\n`);
