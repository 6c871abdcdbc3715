/** The score as text, for whoever improves the reader. */
import type { FullScore, Score } from './score.ts';
import type { Inspected } from './inspecting.ts';

const percent = (value: number): string => (value * 100).toFixed(1).padStart(5);

const row = (
  name: string,
  {
    documents,
    findings,
    measures,
    statuses,
    dues,
    levels,
    titles,
    responsible,
    inventedDates,
    crashes,
  }: Score,
): string =>
  [
    name.padEnd(34),
    String(documents).padStart(5),
    `${percent(findings.precision)}/${percent(findings.recall)} ${percent(findings.f1)}`,
    percent(measures.f1),
    percent(statuses.f1),
    percent(dues.f1),
    percent(levels),
    percent(titles),
    percent(responsible),
    String(inventedDates).padStart(3),
    String(crashes).padStart(3),
  ].join('  ');

const HEAD = `${'name'.padEnd(34)}   docs  findings P/R  F1     meas.  stat.   dues  level  title  resp.  inv  cra`;

/** Per form, per noise (the worst first), and the worst documents. */
export function tellScore(full: FullScore, worst = 20): string {
  const noises = Object.entries(full.byNoise).toSorted(
    ([, a], [, b]) =>
      a.findings.f1 + a.measures.f1 + a.statuses.f1 - b.findings.f1 - b.measures.f1 - b.statuses.f1,
  );
  return [
    HEAD,
    row('all', full),
    '',
    ...Object.entries(full.byForm).map(([name, figures]) => row(name, figures)),
    '',
    ...noises.map(([name, figures]) => row(name, figures)),
    '',
    ...worstOf(full.inspected, worst).flatMap(tellDocument),
  ].join('\n');
}

function worstOf(inspected: readonly Inspected[], count: number): Inspected[] {
  return inspected
    .filter(({ faults }) => faults.length > 0)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, count);
}

const weight = ({ findings, statuses, invented, crash }: Inspected): number =>
  (findings.wanted - findings.right + findings.read - findings.right) * 3 +
  (statuses.wanted - statuses.right) +
  invented.length * 5 +
  (crash === null ? 0 : 100);

function tellDocument({ document, faults }: Inspected): string[] {
  const shown = faults.slice(0, 6).map((fault) => `    ${fault}`);
  const more = faults.length > 6 ? [`    … ${faults.length - 6} more`] : [];
  return [
    `seed ${document.seed} ${document.form} [${document.noise.join('; ')}]`,
    ...shown,
    ...more,
  ];
}
