/** The package's version, as its package.json states it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

// Two folders up from the source; one more from where it is built to.
const places = ['../../package.json', '../../../package.json'];

export const version = places.map(versionIn).find((found) => found !== null) ?? '0.0.0';

function versionIn(place: string): string | null {
  try {
    const text = readFileSync(new URL(place, import.meta.url), 'utf8');
    const parsed = z
      .object({ name: z.literal('rectiflow'), version: z.string() })
      .safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.version : null;
  } catch {
    return null;
  }
}
