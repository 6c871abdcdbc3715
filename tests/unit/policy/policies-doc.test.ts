/** docs/policies.md says what the policies say. `UPDATE_DOCS=1` writes its table of periods anew. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../../src/policy/policy-files.ts';
import { inspectionText, refusalOf, shipped, templateNames } from './policy-case.ts';
import { withPeriods } from './policies-doc.ts';

const file = new URL('../../../docs/policies.md', import.meta.url);
// In the order in which the page introduces them.
const policies = shipped.toReversed();
if (process.env['UPDATE_DOCS'] === '1') {
  writeFileSync(file, withPeriods(readFileSync(file, 'utf8'), policies));
}
const page = readFileSync(file, 'utf8');

describe('docs/policies.md', () => {
  test('has the periods that the policies have today', () => {
    expect(page).toBe(withPeriods(page, policies));
  });

  test('introduces every policy that is shipped', () => {
    const introduced = Array.from(
      page.matchAll(/^\| `(cn-[\w-]+)` +\| [^|\n]+ \|$/gm),
      ([, id]) => id,
    );
    expect(introduced).toEqual(policies.map(({ id }) => id));
  });

  test('explains every field that a policy has', () => {
    const named = new Set(page.match(/(?<=`[^`\n]*)\b\w+\b(?=[^`\n]*`)/g));
    const fields = policies.flatMap((policy) => fieldsOf({ ...policy, cadences: {} }));
    const steps = policies.flatMap((policy) => Object.values(policy.cadences).flatMap(fieldsOf));
    for (const field of [...fields, ...steps]) expect(named).toContain(field);
  });

  test('shows errors as they are', async () => {
    const example = /^```\n(?<lines>.*?)\n```$/ms.exec(page)?.groups?.['lines'] ?? '';
    const broken = inspectionText
      .replace("sendAt: '09:00'", 'sendAt: 9 am')
      .replace('offset: -20', 'offset: -31')
      .replace('id: phased-plan-30d', 'grace: 3\n        id: phased-plan-30d');
    const folder = mkdtempSync(join(tmpdir(), 'rectiflow-policy-'));
    const path = join(folder, 'own.yaml');
    try {
      writeFileSync(path, broken);
      const lines = await refusalOf(async () => readPolicy(path, templateNames));
      const shown = example.split('\n  ').slice(1);
      expect(lines.map((line) => line.replace(`${folder}/`, ''))).toEqual(shown);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is at most 150 lines', () => {
    expect(page.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });
});

/** The names of all fields of a value, its inner ones included. */
function fieldsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(fieldsOf)];
}
