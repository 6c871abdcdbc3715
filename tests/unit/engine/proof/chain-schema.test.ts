import { beforeAll, describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { chainSchema } from '../../../../src/engine/proof/chain-schema.ts';
import type { Chain } from '../../../../src/engine/proof/chains.ts';
import { verifyChains } from '../../../../src/engine/proof/verify.ts';
import { forAllTests } from '../case-hooks.ts';
import { openCase } from '../engine-case.ts';
import { streamed } from '../ledger-reading.ts';
import {
  eventAt,
  liveSomeLives,
  storedOf,
  withEvent,
  withStored,
  type Stored,
} from './tampering.ts';

const engineCase = forAllTests(openCase);
let all: Chain[];

beforeAll(async () => {
  all = await liveSomeLives(engineCase);
});

function written(chain: Chain): unknown {
  return JSON.parse(JSON.stringify(chain));
}

function withoutListed({ listed: _left, ...stored }: Stored): object {
  return stored;
}

function aChain(): Chain {
  const [chain] = all;
  if (chain === undefined) throw new Error('there is no chain');
  return chain;
}

describe('an export', () => {
  test('reads back as it was written, and holds as the ledger does', async () => {
    const read = all.map((chain) => chainSchema.parse(written(chain)));
    expect(read).toEqual(all);
    expect(await verifyChains(streamed(read))).toEqual(await verifyChains(streamed(all)));
  });

  test('of events whose finding is gone reads back as well', () => {
    const gone = { ...aChain(), name: null, stored: null };
    expect(chainSchema.parse(written(gone))).toEqual(gone);
  });

  test('tampered with after it was written is found out without any database', async () => {
    for (const [index, chain] of all.entries()) {
      const tampered = withEvent(chain, 1, { at: eventAt(chain, 1).at - 1 });
      const read = all.with(index, chainSchema.parse(written(tampered)));
      expect(await verifyChains(streamed(read))).toMatchObject({
        ok: false,
        badChains: 1,
        firstBad: { code: 'event_changed', seq: 1, subjectId: chain.subjectId },
      });
    }
  });
});

describe('what is no line of an export is refused', () => {
  test.each<[string, (chain: Chain) => unknown]>([
    ['nothing', () => null],
    ['a text', () => 'chain'],
    ['a list', (chain) => [chain]],
    ['a subject of no kind', (chain) => ({ ...chain, subject: 'measure' })],
    ['no events', ({ events: _none, ...chain }) => chain],
    ['events that are none', (chain) => ({ ...chain, events: [1] })],
    ['a member nobody knows', (chain) => ({ ...chain, remark: 'ok' })],
    ['an event with a member nobody knows', (chain) => withEvent(chain, 1, { ok: true } as never)],
    ['an event without a number', (chain) => withEvent(chain, 1, { seq: null as never })],
    ['an event at half a millisecond', (chain) => withEvent(chain, 1, { at: 1.5 })],
    ['an event of no type', (chain) => withEvent(chain, 1, { event: {} as never })],
    ['an event by nobody', (chain) => withEvent(chain, 1, { by: null as never })],
    ['a stored version that is none', (chain) => withStored(chain, { version: 'two' as never })],
    ['a stored state that is none', (chain) => withStored(chain, { snapshot: [] as never })],
    ['a stored part left out', (chain) => ({ ...chain, stored: withoutListed(storedOf(chain)) })],
  ])('%s', (_what, spoil) => {
    expect(() => chainSchema.parse(spoil(aChain()))).toThrow(ZodError);
  });
});
