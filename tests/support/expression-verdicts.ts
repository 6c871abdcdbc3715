/** What a checker says of regular expressions; kept between runs, as it takes minutes to say of all. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// Read when the checker is loaded: it is to run here, and to start nothing.
process.env['RECHECK_BACKEND'] = 'pure';
process.env['RECHECK_SYNC_BACKEND'] = 'pure';

const verdict = z.object({
  status: z.enum(['safe', 'vulnerable', 'unknown']),
  /** A text that takes long: the pieces in the middle may be repeated. */
  pumps: z.array(z.object({ prefix: z.string(), pump: z.string() })),
  suffix: z.string(),
  /** How long the checker was given, in milliseconds. */
  timeoutMs: z.number(),
});
type Verdict = z.infer<typeof verdict>;

export interface Verdicts {
  of(
    expression: { readonly source: string; readonly flags: string },
    options?: { readonly onlyKnown?: boolean },
  ): { readonly status: Verdict['status']; attacks(length: number): string[] };
  /** For the next run. */
  keep(): Promise<void>;
}

const kept = fileURLToPath(
  new URL('../../node_modules/.cache/rectiflow/expression-verdicts.json', import.meta.url),
);

const UNJUDGED: Verdict = { status: 'unknown', pumps: [], suffix: '', timeoutMs: 0 };

/** `anew`: nothing that was said before counts. */
export async function createVerdicts({
  timeoutMs,
  anew,
}: {
  readonly timeoutMs: number;
  readonly anew: boolean;
}): Promise<Verdicts> {
  const { checkSync } = await import('recheck');
  const known = anew ? new Map<string, Verdict>() : await readKept();
  const judge = (source: string, flags: string): Verdict => {
    const said = checkSync(source, flags, { timeout: timeoutMs });
    if (said.status !== 'vulnerable') return { ...UNJUDGED, status: said.status, timeoutMs };
    const { pumps, suffix } = said.attack;
    return { status: said.status, pumps, suffix, timeoutMs };
  };
  return {
    of({ source, flags }, { onlyKnown = false } = {}) {
      const key = `/${source}/${flags}`;
      const before = known.get(key);
      const isEnough =
        before !== undefined && (before.status !== 'unknown' || before.timeoutMs >= timeoutMs);
      const now = isEnough || onlyKnown ? (before ?? UNJUDGED) : judge(source, flags);
      known.set(key, now);
      return { status: now.status, attacks: (length) => [attack(now, length)] };
    },
    async keep() {
      await mkdir(dirname(kept), { recursive: true });
      await writeFile(kept, JSON.stringify([...known]));
    },
  };
}

function attack({ pumps, suffix }: Verdict, length: number): string {
  const once = pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  const times = Math.ceil(length / Math.max(once, 1));
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
}

async function readKept(): Promise<Map<string, Verdict>> {
  try {
    const entries: unknown = JSON.parse(await readFile(kept, 'utf8'));
    return new Map(z.array(z.tuple([z.string(), verdict])).parse(entries));
  } catch {
    return new Map();
  }
}
