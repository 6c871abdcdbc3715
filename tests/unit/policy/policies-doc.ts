/** Writes the table of periods in docs/policies.md from the policies themselves, so that the page cannot say anything else. */
import { clockKindSchema, rectificationClassSchema } from '../../../machines/words.ts';
import type { ClockRule, Policy } from '../../../src/engine/policy.ts';

const begin = '<!-- prettier-ignore-start -->';
const end = '<!-- prettier-ignore-end -->';

/** The page with the table of these policies in its place. */
export function withPeriods(page: string, policies: readonly Policy[]): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error('the page has no place for it');
  return `${before}${begin}\n${periodTable(policies)}\n${end}${after}`;
}

function periodTable(policies: readonly Policy[]): string {
  const head = ['Policy', 'Class', 'Clock', 'Period', 'Rule', 'Source', 'Basis'];
  const rows = policies.flatMap((policy) =>
    clockKindSchema.options.flatMap((kind) =>
      rulesOf(policy, kind).map(({ rule, classes }) => [
        `\`${policy.id}\``,
        classes.length === rectificationClassSchema.options.length ? 'all' : classes.join(', '),
        `\`${kind}\``,
        periodWords(rule),
        `\`${rule.id}\``,
        rule.source.text,
        rule.source.basis,
      ]),
    ),
  );
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Each rule once, with the classes it holds for. */
function rulesOf(policy: Policy, kind: (typeof clockKindSchema.options)[number]) {
  const rules = new Map<string, { rule: ClockRule; classes: string[] }>();
  for (const name of rectificationClassSchema.options) {
    const rule = policy.classes[name].clocks[kind];
    if (rule === undefined) continue;
    const row = rules.get(rule.id) ?? { rule, classes: [] };
    row.classes.push(name);
    rules.set(rule.id, row);
  }
  return [...rules.values()];
}

function periodWords({ period: { days, unit }, roll, mode }: ClockRule): string {
  const counted = `${days} ${unit === 'workday' ? 'working ' : ''}day${days === 1 ? '' : 's'}`;
  const rolled = { next: '', none: ', not moved', previous: ', moved to the working day before' }[
    roll
  ];
  return `${counted}${rolled}${mode === 'advisory' ? ', advisory' : ''}`;
}
