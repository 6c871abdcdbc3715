/** No text makes a regular expression of ours take longer than its length allows. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, Script } from 'node:vm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createVerdicts } from '../support/expression-verdicts.ts';
import { writtenExpressions } from '../support/regular-expressions.ts';
import { report } from '../support/report.ts';

/** By day shorter texts, and less patience with what takes long to judge. */
const NIGHTLY = process.env['NIGHTLY'] !== undefined;
const figures = NIGHTLY
  ? { length: 100_000, ms: 100, judgeMs: 60_000, unjudged: 10 }
  : { length: 30_000, ms: 150, judgeMs: 500, unjudged: Infinity };
const timeout = NIGHTLY ? 60 * 60_000 : 300_000;
/** At the end of the day's run the rest of the expressions is left to the night. */
const DAY_MS = 10_000;

interface Expression {
  readonly source: string;
  readonly flags: string;
  /** File and line, or where it is put together. */
  readonly where: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

async function written(): Promise<Expression[]> {
  const found: Expression[] = [];
  for (const folder of ['src', 'machines', 'workers']) {
    for (const name of await readdir(join(root, folder), { recursive: true })) {
      if (!name.endsWith('.ts')) continue;
      const text = await readFile(join(root, folder, name), 'utf8');
      for (const { source, flags, line } of writtenExpressions(text)) {
        found.push({ source, flags, where: `${folder}/${name}:${line}` });
      }
    }
  }
  return found;
}

async function putTogether(): Promise<Expression[]> {
  const child = fileURLToPath(new URL('../support/built-expressions-child.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [child, join(root, 'dist')], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const made = z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(stdout));
  return made.map(([source, flags]) => ({ source, flags, where: 'put together' }));
}

async function allExpressions(): Promise<Expression[]> {
  const distinct = new Map<string, Expression>();
  for (const each of [...(await putTogether()), ...(await written())]) {
    distinct.set(`/${each.source}/${each.flags}`, each);
  }
  return [...distinct.values()];
}

const expressions = allExpressions();

test('all expressions are found, in code that looks like one too', async () => {
  const code = [
    'const a = b / c / d; // not /this/',
    "const e = 'not /this/'; const f = `not /this/ ${g.replace(/yes1/g, '')} not /this/`;",
    'return /yes2[/\\]"\']\\//u.test(x) ? y / 2 : [/yes3/, /yes4/];',
    'if (x) /* not /this/ */ z = (w) / 2 / 3;',
  ].join('\n');
  expect(writtenExpressions(code).map(({ source, flags, line }) => [source, flags, line])).toEqual([
    ['yes1', 'g', 2],
    ['yes2[/\\]"\']\\/', 'u', 3],
    ['yes3', '', 3],
    ['yes4', '', 3],
  ]);
  const all = await expressions;
  expect(all.length).toBeGreaterThan(400);
  for (const { source, flags } of all) expect(new RegExp(source, flags).source).toBe(source);
});

test('none takes longer than it may over a long text', { timeout }, async () => {
  const slow: string[] = [];
  let most = 0;
  for (const expression of await expressions) {
    await breathe();
    const ms = slowest(expression, textsFor(expression));
    most = Math.max(most, ms);
    if (ms > figures.ms)
      slow.push(`${expression.where}: ${Math.round(ms)} ms: ${expression.source}`);
  }
  report('regular expressions', {
    checked: (await expressions).length,
    slowest: `${most.toFixed(1)} ms`,
  });
  expect(slow).toEqual([]);
});

test('none is judged vulnerable', { timeout }, async () => {
  const verdicts = await createVerdicts({ timeoutMs: figures.judgeMs, anew: NIGHTLY });
  const began = performance.now();
  const vulnerable: string[] = [];
  const counts = { safe: 0, harmless: 0, unjudged: 0 };
  for (const expression of await expressions) {
    await breathe();
    const isLate = !NIGHTLY && performance.now() - began > DAY_MS;
    const judged = verdicts.of(expression, { onlyKnown: isLate });
    if (judged.status === 'safe') counts.safe += 1;
    else if (judged.status === 'unknown') counts.unjudged += 1;
    // What repeats a bounded number of times is judged like what repeats without end.
    else if (slowest(expression, judged.attacks(figures.length)) <= figures.ms)
      counts.harmless += 1;
    else vulnerable.push(`${expression.where}: ${expression.source}`);
  }
  await verdicts.keep();
  report('regular expressions judged', counts);
  expect(vulnerable).toEqual([]);
  expect(counts.safe).toBeGreaterThan(0);
  expect(counts.unjudged).toBeLessThan(figures.unjudged);
});

/** The best of three times over the worst of the texts, in milliseconds; no more than a second each. */
function slowest({ source, flags }: Expression, texts: readonly string[]): number {
  const expression = new RegExp(source, flags.replaceAll(/[gy]/g, ''));
  return Math.max(0, ...texts.map((text) => timeOver(expression, text)));
}

const context = createContext({});
const match = new Script('expression.test(text)');

function timeOver(expression: RegExp, text: string): number {
  Object.assign(context, { expression, text });
  let best = Infinity;
  for (let tries = 0; tries < 3 && best > figures.ms; tries += 1) {
    // Of this process alone: others may be busy beside it.
    const began = process.cpuUsage();
    try {
      match.runInContext(context, { timeout: 1_000 });
    } catch {
      // It was stopped, which is slow enough.
    }
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

const COMMON = [
  ' ',
  '\n',
  '\t',
  '0',
  'a',
  '-',
  '.',
  ',',
  ':',
  '/',
  '"',
  '(',
  '<',
  '、',
  '。',
  '一',
  '的',
  'a1 ',
  '2024年',
];

/** Texts of what the expression is made of, again and again, and then something else. */
function textsFor({ source }: Expression): string[] {
  const own = (
    source.match(/[\u4e00-\u9fff]{1,8}|[A-Za-z]{2,12}|[^\w\s\\()[\]{}|?*+^$.]/g) ?? []
  ).slice(0, 12);
  return [...new Set([...COMMON, ...own])].map(
    (piece) => `${piece.repeat(Math.ceil(figures.length / piece.length))}\u0000`,
  );
}
