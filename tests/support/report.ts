/** Prints what a test has measured: one line, for whoever reads the run. */
export function report(what: string, figures: Readonly<Record<string, number | string>>): void {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  // oxlint-disable-next-line no-console -- the figures are what the run is read for
  console.info(`${what}: ${words.join(', ')}`);
}
