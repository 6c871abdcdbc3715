/** rectiflow similar: findings whose words are like these, or like those of a finding. */
import { oneLine } from '../../channels/one-line.ts';
import { standingTerm } from '../../glossary.ts';
import type { SimilarFinding } from '../../likeness-views.ts';
import type { Rectiflow } from '../../rectiflow.ts';
import { findingByNumber } from '../finding-by-number.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';

export interface SimilarOptions extends ConfigOption {
  /** A finding number instead of a text. */
  readonly finding?: string;
  readonly round?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

export async function similar(text: string | undefined, options: SimilarOptions): Promise<Exit> {
  const { finding, round, limit, json = false } = options;
  if (
    (text === undefined) === (finding === undefined) ||
    (finding !== undefined && round !== undefined)
  ) {
    say(
      '请给出文字(可加 --round)或 --finding 其中之一 / give a text (with --round or without) or --finding',
    );
    return exitCode.usage;
  }
  await using rectiflow = await openFrom(configOf(options));
  const found =
    finding === undefined
      ? await rectiflow.similar({ title: text ?? '', round, limit })
      : await similarToNumber(rectiflow, finding, limit);
  if (json) printJson({ findings: found });
  else {
    for (const each of found) print(similarLine(each));
    print(`共 ${found.length} 个相似问题 / similar findings`);
  }
  return exitCode.done;
}

async function similarToNumber(
  rectiflow: Pick<Rectiflow, 'findings' | 'engine' | 'similarTo'>,
  number: string,
  limit: number | undefined,
): Promise<readonly SimilarFinding[]> {
  const { id } = await findingByNumber(rectiflow, number);
  return (await rectiflow.similarTo(id, limit)) ?? [];
}

export function similarLine(found: SimilarFinding): string {
  const { number, title, round, unit, state, closedAt, likeness } = found;
  const { zh, en } = standingTerm(state, state);
  const closed = closedAt === null ? '' : ` ${closedAt}`;
  const percent = `${Math.round(likeness * 100)}%`.padStart(4);
  return `${percent}  ${number}  ${oneLine(title)}  [${zh} / ${en}${closed}]  ${round}  ${oneLine(unit ?? '')}`.trimEnd();
}
