/** The sending rules as a configuration writes them: `always`, `never`, `unlimited`, `08:00-20:00`. */

const noLimit: ReadonlySet<unknown> = new Set(['always', 'never', 'unlimited']);

/** The same with null for those words, and a window as its two times; the rest is for the schema to judge. */
export function fromSendingWords(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, meaningOf(name, value)]),
  );
}

function meaningOf(name: string, value: unknown): unknown {
  if (noLimit.has(value)) return null;
  if (name !== 'window' || typeof value !== 'string') return value;
  const [from, until] = value.split('-', 2);
  return { from, until };
}
