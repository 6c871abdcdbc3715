import { describe, expect, test } from 'vitest';
import type { Chain } from '../../../../src/engine/proof/chains.ts';
import { evidenceIn } from '../../../../src/files/bundle/evidence-in.ts';
import { evidenceOf } from './a-ledger.ts';

const [first, second] = [
  evidenceOf({ id: 'ev-1', content: '一' }),
  evidenceOf({ id: 'ev-2', content: '二' }),
];

/** A chain of such events. They come from a file: they may be anything. */
function chainOf(...events: readonly object[]): Pick<Chain, 'events'> {
  const links = events.map((event, index) => ({ seq: index + 1, event }));
  return { events: links as unknown as Chain['events'] };
}

const named = ({ id: evidenceId, sha256, bytes }: typeof first, seq: number) => {
  return { evidenceId, sha256, bytes, seq };
};

describe('the evidence a chain names', () => {
  test('is that of findings, one piece an event, and of duties, several', () => {
    const chain = chainOf(
      { type: 'CLAIM' },
      { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: first },
      { type: 'TASK_DONE', slot: '2026-03', evidence: [second, first] },
      { type: 'TASK_DONE', slot: '2026-04' },
    );
    expect(evidenceIn(chain)).toEqual([named(first, 2), named(second, 3), named(first, 3)]);
  });

  test('is also what knows more of itself than it does today', () => {
    const chain = chainOf({ type: 'ATTACH_EVIDENCE', evidence: { ...first, pages: 12 } });
    expect(evidenceIn(chain)).toEqual([named(first, 1)]);
  });

  test.each([
    null,
    'ev-1',
    7,
    {},
    [[first]],
    { ...first, sha256: '../../etc/passwd' },
    { ...first, sha256: first.sha256.toUpperCase() },
    { ...first, sha256: `${first.sha256}\n` },
    { ...first, bytes: '3' },
    { ...first, id: 1 },
  ])('is not %j, which is for the replay to refuse', (evidence) => {
    expect(evidenceIn(chainOf({ type: 'ATTACH_EVIDENCE', evidence }))).toEqual([]);
  });
});
