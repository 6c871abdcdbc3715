import { describe, expect, test } from 'vitest';
import { outcomeOfFailure } from '../../../src/channels/smtp-outcome.ts';

function failure(facts: Record<string, unknown>): Error {
  return Object.assign(new Error('as nodemailer words it'), facts);
}

describe('a failure without a reply', () => {
  test.each([
    ['ECONNECTION', 'smtp_connection_lost'],
    ['ESOCKET', 'smtp_connection_lost'],
    ['ETIMEDOUT', 'smtp_timeout'],
    ['EABORT', 'smtp_timeout'],
    ['EPROTOCOL', 'smtp_protocol'],
    ['EDNS', 'smtp_dns'],
  ])('%s is deferred before the end of the mail was sent, unknown after it', (code, word) => {
    const error = failure({ code, command: 'CONN' });
    expect(outcomeOfFailure(error, { bodySent: false })).toEqual({
      outcome: 'deferred',
      code: word,
    });
    expect(outcomeOfFailure(error, { bodySent: true })).toEqual({ outcome: 'unknown', code: word });
  });

  test.each([
    [{ code: 'ETLS' }, 'smtp_tls'],
    [{ code: 'ETLS', response: '500 5.5.1 Unknown command', command: 'STARTTLS' }, 'smtp_tls'],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'smtp_tls'],
    [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'smtp_tls'],
    [{ code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'smtp_tls'],
    [{ code: 'EAUTH' }, 'smtp_auth'],
    [{ code: 'EAUTH', response: '550 No', command: 'AUTH PLAIN' }, 'smtp_auth'],
  ])('that needs the set-up mended (%j) waits for long', (facts, code) => {
    const outcome = outcomeOfFailure(failure(facts), { bodySent: false });
    expect(outcome).toMatchObject({ outcome: 'deferred', code });
    expect(outcome).toHaveProperty('retryAfterMs');
  });

  test('says so when the server could not be reached at all', () => {
    const error = failure({ code: 'ESOCKET', originalCode: 'ECONNREFUSED' });
    expect(outcomeOfFailure(error, { bodySent: false })).toMatchObject({
      code: 'smtp_unreachable',
    });
  });

  test('of the address alone is refused', () => {
    expect(outcomeOfFailure(failure({ code: 'EENVELOPE' }), { bodySent: false })).toEqual({
      outcome: 'refused',
      code: 'address_invalid',
    });
  });

  test('that is no failure of the connection is a bug of ours, and thrown', () => {
    const bug = failure({ code: 'ECONFIG' });
    expect(() => outcomeOfFailure(bug, { bodySent: false })).toThrow(bug);
    const surprise = new TypeError('not a mail matter');
    expect(() => outcomeOfFailure(surprise, { bodySent: true })).toThrow(surprise);
  });
});

describe('a failure with a reply', () => {
  test.each([true, false])('is decided by the reply (end of the mail sent: %s)', (bodySent) => {
    const refused = failure({ code: 'EMESSAGE', response: '554 Spam', command: 'DATA' });
    expect(outcomeOfFailure(refused, { bodySent })).toEqual({
      outcome: 'refused',
      code: 'smtp_554',
    });
    const closing = failure({ code: 'ECONNECTION', response: '421 Bye', command: 'CONN' });
    expect(outcomeOfFailure(closing, { bodySent })).toEqual({
      outcome: 'deferred',
      code: 'smtp_421',
    });
  });

  test('that is no failure reply leaves it unknown', () => {
    const odd = failure({ code: 'EPROTOCOL', response: '250 Ok', command: 'CONN' });
    expect(outcomeOfFailure(odd, { bodySent: true })).toMatchObject({ outcome: 'unknown' });
  });

  test('of the greeting does not cost the notice', () => {
    const greeting = failure({ code: 'EPROTOCOL', response: '554 Not you', command: 'CONN' });
    expect(outcomeOfFailure(greeting, { bodySent: false })).toMatchObject({ outcome: 'deferred' });
  });
});
