/** docs/lifecycle.md says what the machines do: it is generated from them. `UPDATE_DOCS=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findingMachine } from '../../../machines/finding.ts';
import { measureMachine } from '../../../machines/measure.ts';
import { noticeMachine } from '../../../machines/notice.ts';
import { roundMachine } from '../../../machines/round.ts';
import { arrowsOf } from '../../support/lifecycle-diagram.ts';
import { lifecycleDoc } from '../../support/lifecycle-doc.ts';
import { guardMeanings } from '../../support/lifecycle-words.ts';

const page = new URL('../../../docs/lifecycle.md', import.meta.url);
if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, lifecycleDoc());

describe('docs/lifecycle.md', () => {
  test('is what the machines say today', () => {
    expect(readFileSync(page, 'utf8')).toBe(lifecycleDoc());
  });

  test.each([
    ['finding', findingMachine],
    ['measure', measureMachine],
    ['notice', noticeMachine],
    ['round', roundMachine],
  ] as const)('draws every arrow of the %s with its conditions', (_name, machine) => {
    const drawn = lifecycleDoc()
      .split('\n')
      .filter((line) => line.includes(' --> '));
    for (const { to, event, guards } of arrowsOf(machine.root)) {
      const label = guards.length === 0 ? event : `[${guards.join(', ')}]`;
      const found = drawn.some(
        (line) => line.includes(label) && new RegExp(`\\b${event}\\b`).test(line),
      );
      expect(found || to === null).toBe(true);
    }
  });

  test('explains every condition, and asks for each somewhere', () => {
    const rows = lifecycleDoc().split('\n');
    for (const [name, text] of Object.entries(guardMeanings)) {
      const row = rows.find((line) => line.startsWith(`| \`${name}\` | ${text} |`));
      expect(row).toMatch(/\| `[A-Z_]+`/);
    }
  });
});
