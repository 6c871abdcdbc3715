/** Replies that put a first attempt off, whatever they call it, and replies nobody has a word for. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meaningOf, outcomeOfReply } from '../../../src/channels/smtp-replies.ts';
import { report } from '../../support/report.ts';

const minuteMs = 60_000;

const greylisting = [
  '450 4.2.0 <li@school.example>: Recipient address rejected: Greylisted, see http://postgrey.example/help',
  '450 4.7.1 <li@school.example>: Recipient address rejected: Greylisted for 5 minutes (1)',
  '450 4.7.1 Greylisted, please try again in 300 seconds',
  '451 4.7.1 Greylisting in action, please come back in 00:05:00',
  '451 4.7.1 Please try again later',
  '451 4.7.1 Try again later',
  '450 4.7.1 <li@school.example>: Recipient address rejected: Policy Rejection',
  '451-4.7.1 Delayed\n451 4.7.1 for a while',
  '451 4.7.0 Graylisted',
  '451 Temporary failure, please try again later.',
  '451 Resources temporarily unavailable. Please come back later',
  '451 Internal resources are temporarily unavailable',
  '451 DT:SPM mx10,O8CowACXZ, please try again 1700000000',
  '421 4.7.0 Greylisted',
  '450 灰名单,请稍后再试',
  '450 请稍候重试',
] as const;

describe('A reply that greylists', () => {
  test.each(greylisting)('is tried again in 5 to 30 minutes: %s', (reply) => {
    expect(meaningOf(reply, 'message').verdict).toBe('retry');
    const outcome = outcomeOfReply(reply, 'message');
    expect(outcome).toHaveProperty('outcome', 'deferred');
    const { retryAfterMs = 0 } = outcome.outcome === 'deferred' ? outcome : {};
    expect(retryAfterMs).toBeGreaterThanOrEqual(5 * minuteMs);
    expect(retryAfterMs).toBeLessThanOrEqual(30 * minuteMs);
  });

  test.each([
    '450 4.7.1 Error: too much mail from 198.51.100.7',
    '451 4.7.1 Message rate limit exceeded, try again later',
  ])('is not one that says slower: %s', (reply) => {
    expect(meaningOf(reply, 'message').verdict).toBe('slowDown');
  });
});

describe('A reply of which no rule knows a word', () => {
  /** Said of the account or the session, whatever the words. */
  const knownByCode = new Set([503, 526, 530, 534, 535, 538]);
  const words = fc.constantFrom(
    '',
    ' No.',
    ' Zxq',
    ' 5',
    ' 嗯',
    ' 4.9.9 Zxq',
    ' 5.9.9 Zxq',
    '-Zxq',
  );

  test('is put off where it begins with 4, and final where it begins with 5', () => {
    let said = 0;
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), words, (code, text) => {
        fc.pre(!knownByCode.has(code));
        said += 1;
        const { verdict } = meaningOf(`${code}${text}`, 'message');
        expect(verdict).toBe(code < 500 ? 'retry' : 'permanent');
      }),
      { numRuns: 2_000 },
    );
    report('Unknown replies as the rule asks', { said });
  });
});
