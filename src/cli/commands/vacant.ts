/** rectiflow vacant: posts that open findings name and nobody holds. */
import { oneLine } from '../../channels/one-line.ts';
import { slotTerms } from '../../glossary.ts';
import type { VacantPosts } from '../../rounds/vacant-posts.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface VacantOptions extends ConfigOption {
  readonly round: string;
  readonly json?: boolean;
}

export async function vacant(options: VacantOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.rounds.vacantPosts(options.round);
  if (options.json === true) printJson(found);
  else for (const line of vacantLines(found)) print(line);
  return exitCode.done;
}

export function vacantLines({ round, at, open, vacant: posts }: VacantPosts): readonly string[] {
  const findings = new Set(posts.map(({ id }) => id)).size;
  return [
    `${round}  ${at}`,
    ...posts.map(({ number, slot, party }) => {
      const { zh, en } = slotTerms[slot];
      return `${number}  ${zh} / ${en}  ${oneLine(party)}`;
    }),
    `未销号 ${open} 个,岗位空缺的 ${findings} 个 / ${open} open, ${findings} with a vacant post`,
  ];
}
