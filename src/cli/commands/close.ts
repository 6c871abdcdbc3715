/** rectiflow close NUMBER…: closes many findings, each by itself, and says which could not be closed and why. */
import { sentenceOf } from '../../http/guard-sentences.ts';
import type { SendAnswer } from '../../engine/answers.ts';
import type { Rectiflow } from '../../rectiflow.ts';
import { findingByNumber } from '../finding-by-number.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface CloseOptions extends ConfigOption {
  readonly by: string;
  readonly unit?: string;
  readonly note?: string;
  readonly sustained?: boolean;
  readonly json?: boolean;
}

interface Closed {
  readonly number: string;
  readonly closed: boolean;
  readonly certificate: string | null;
  /** The condition that failed, or another code; null where it was closed. */
  readonly why: string | null;
}

export async function close(numbers: readonly string[], options: CloseOptions): Promise<Exit> {
  const { by: id, unit = null, note, sustained = false, json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const ids = await Promise.all(
    numbers.map(async (number) => (await findingByNumber(rectiflow, number)).id),
  );
  const event = { type: 'CLOSE', sustained, ...(note !== undefined && { note }) } as const;
  const by = { kind: 'person', id, unit } as const;
  const answers = await rectiflow.engine.sendMany(
    ids.map((findingId) => ({ findingId, event, by })),
  );
  const items = await Promise.all(
    answers.map((answer, index) =>
      outcomeOf(rectiflow, answer, { number: numbers[index] ?? '', id: ids[index] ?? '' }),
    ),
  );
  if (json) printJson({ items });
  else for (const item of items) print(lineOf(item));
  return items.every(({ closed }) => closed) ? exitCode.done : exitCode.failed;
}

async function outcomeOf(
  rectiflow: Rectiflow,
  answer: SendAnswer,
  { number, id }: { readonly number: string; readonly id: string },
): Promise<Closed> {
  if (answer.kind !== 'accepted') {
    const why = answer.code === 'event_refused' ? answer.guard : answer.code;
    return { number, closed: false, certificate: null, why };
  }
  const [latest] = (await rectiflow.certificates(id)) ?? [];
  return { number, closed: true, certificate: latest?.number ?? null, why: null };
}

function lineOf({ number, closed, certificate, why }: Closed): string {
  if (closed) return `${number}  已销号 / closed  ${certificate ?? ''}`.trimEnd();
  return `${number}  未销号 / not closed: ${isGuard(why) ? sentenceOf(why) : (why ?? '')}`;
}

function isGuard(why: string | null): why is Parameters<typeof sentenceOf>[0] {
  return why !== null && !why.includes('_');
}
