/** The steps of the ladder that people were told of, without what only reminds. */
import type { Stage } from './stage.ts';

const rungs: ReadonlySet<string> = new Set([
  'reminder-notice',
  'oversight-order',
  'circular',
  'summons-proposed',
]);

/** The day and the document of each step, oldest first, whoever got it. */
export async function ladderOf(
  { rectiflow }: Stage,
  findingId: string,
): Promise<readonly (readonly [day: string, template: string])[]> {
  const notices = await rectiflow.findings.notices(findingId);
  const steps = notices
    .filter(({ template }) => rungs.has(template))
    .map(({ owedAt, template }) => `${owedAt.slice(0, 10)} ${template}`);
  return [...new Set(steps)].map((step) => {
    const [day = '', template = ''] = step.split(' ');
    return [day, template] as const;
  });
}
