/** Turns what nodemailer reports into an outcome, without guessing where nobody can know. */
import type { HandOver } from './channel.ts';
import { outcomeOfReply } from './smtp-replies.ts';

const sixHoursMs = 6 * 60 * 60 * 1000;

/** Faults of the set-up: they wait for a person to mend something, not for the server. */
const setUp: Readonly<Record<string, string>> = {
  ETLS: 'smtp_tls',
  EAUTH: 'smtp_auth',
  ENOAUTH: 'smtp_auth',
};

/** Faults of the connection. Any other error is a bug of ours. */
const lost: Readonly<Record<string, string>> = {
  EABORT: 'smtp_timeout',
  ETIMEDOUT: 'smtp_timeout',
  ECONNECTION: 'smtp_connection_lost',
  ESOCKET: 'smtp_connection_lost',
  EPROTOCOL: 'smtp_protocol',
  EDNS: 'smtp_dns',
};

/**
 * `bodySent`: the whole message, and so the dot that ends it, may have reached the server. Then only
 * the server's own word counts; nodemailer's command name does not tell (it says CONN for any cut).
 */
export function outcomeOfFailure(error: unknown, { bodySent }: { bodySent: boolean }): HandOver {
  const { code = '', originalCode = '', response = '', command = '' } = factsOf(error);
  const fault = setUp[code] ?? (certificateCodes.test(originalCode) ? 'smtp_tls' : undefined);
  if (fault !== undefined && !bodySent && !response.startsWith('4')) {
    return { outcome: 'deferred', code: fault, retryAfterMs: sixHoursMs };
  }
  if (/^[45]\d\d/u.test(response)) {
    const stage = /^(?:MAIL|RCPT|DATA)/u.test(command) || bodySent ? 'message' : 'session';
    return outcomeOfReply(response, stage);
  }
  if (code === 'EENVELOPE') return { outcome: 'refused', code: 'address_invalid' };
  const word = unreachableCodes.test(originalCode) ? 'smtp_unreachable' : (fault ?? lost[code]);
  if (word === undefined) throw error;
  return { outcome: bodySent ? 'unknown' : 'deferred', code: word };
}

/** What the operating system and TLS say, where it says more than nodemailer's own code. */
const unreachableCodes = /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/u;
const certificateCodes = /CERT|SIGNATURE|^EPROTO$|^ERR_(?:SSL|TLS)/u;

type Facts = Partial<Record<'code' | 'originalCode' | 'response' | 'command', string>>;

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return {};
  const facts = Object.entries(error).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(facts) satisfies Facts;
}
