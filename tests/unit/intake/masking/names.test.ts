import { describe, expect, test } from 'vitest';
import { surnameAt } from '../../../../src/intake/masking/surnames.ts';
import { report } from '../../../support/report.ts';
import { maskedText } from './about.ts';
import { HELD_OUT_PASSAGES, PASSAGES } from './passages.ts';

interface Counted {
  readonly found: number;
  readonly missed: number;
  /** Places masked that name nobody who asks for something. */
  readonly wrong: number;
}

/** {张三} is a name, {=热依拉} one without a family name. */
function count(passage: string): Counted {
  const plain = passage.replaceAll(/[{}=]/g, '');
  const masked = maskedText(plain);
  let at = 0;
  let [found, missed] = [0, 0];
  const rest = Array.from(plain);
  for (const [piece, unknown, name] of passage.matchAll(/\{(=?)([^}]+)\}|[^{}]/g)) {
    const length = name?.length ?? piece.length;
    if (name !== undefined) {
      const kept = unknown === '=' ? 0 : (surnameAt(name, 0)?.length ?? 0);
      const wanted = name.slice(0, kept) + '某'.repeat(length - kept);
      if (masked.slice(at, at + length) === wanted) found += 1;
      else missed += 1;
      for (let place = at; place < at + length; place += 1) rest[place] = masked[place] ?? '';
    }
    at += length;
  }
  const wrong = rest.filter(
    (char, place) => char !== masked[place] && rest[place - 1] === masked[place - 1],
  );
  return { found, missed, wrong: wrong.length };
}

describe.each([
  ['known', PASSAGES],
  ['held-out', HELD_OUT_PASSAGES],
])('the names of the %s passages', (name, passages) => {
  test('are masked, and little else is', () => {
    const counted = passages.map(count);
    const sum = (key: keyof Counted): number =>
      counted.reduce((total, each) => total + each[key], 0);
    const precision = sum('found') / (sum('found') + sum('wrong'));
    const recall = sum('found') / (sum('found') + sum('missed'));
    report(`masking, ${name} passages`, {
      passages: passages.length,
      names: sum('found') + sum('missed'),
      precision: precision.toFixed(3),
      recall: recall.toFixed(3),
    });
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });
});
