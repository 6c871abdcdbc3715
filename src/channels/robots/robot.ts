/** What the group robots (群机器人) have in common: one post per message, and an answer told by a code in its body. */
import { channelOf } from '../attempts.ts';
import type { Channel, HandOver, Message } from '../channel.ts';
import { outcomeOfFault, outcomeOfStatus } from '../posting/outcome.ts';
import { post, type Answer } from '../posting/post.ts';
import { retryAfterMs } from '../posting/retry-after.ts';
import { targetOf, type TargetOptions } from '../posting/target.ts';

export interface RobotOptions extends TargetOptions {
  /** For a whole attempt. */
  readonly timeoutMs?: number;
  /** The time of the world, epoch ms, which signatures name: never a virtual clock's. */
  readonly now?: () => number;
}

/** A robot that may be set up to ask for signatures. */
export interface SigningRobotOptions extends RobotOptions {
  /** Where the robot asks for signatures (加签 / 签名校验). */
  readonly secret?: string;
}

export interface RobotKind {
  readonly name: string;
  /** Address and body of one message; `url` is the configured one, to be copied, `at` epoch ms. */
  compose(message: Message, url: URL, at: number): { readonly url: URL; readonly body: string };
  /** What the provider's own code means; undefined for one that is not in its documents. */
  meaningOf(code: number, words: string): HandOver | undefined;
  /** Where the provider says how long to wait, in seconds. */
  readonly waitHeader?: string;
}

const defaultTimeoutMs = 15_000;

/** Throws `config_invalid` for an address that cannot be used. */
export function createRobot(kind: RobotKind, options: RobotOptions): Channel {
  const target = targetOf(kind.name, options);
  const { timeoutMs = defaultTimeoutMs, now = Date.now } = options;
  const channel = channelOf(kind.name, async (message) => {
    const result = await post(target, {
      ...kind.compose(message, target.url, now()),
      headers: { 'content-type': 'application/json; charset=utf-8' },
      timeoutMs,
    });
    return result.kind === 'failed'
      ? outcomeOfFault(kind.name, result)
      : outcomeOfAnswer(kind, result, now());
  });
  return { ...channel, shared: true };
}

function outcomeOfAnswer(kind: RobotKind, answer: Answer, at: number): HandOver {
  const { status, headers, body } = answer;
  const header = headers[kind.waitHeader ?? 'retry-after'] ?? headers['retry-after'];
  const waitMs = retryAfterMs(typeof header === 'string' ? header : undefined, at);
  const taken = status >= 200 && status < 300;
  const said = saidIn(body);
  if (said !== null && (taken || said.code !== 0)) {
    const meaning = kind.meaningOf(said.code, said.words) ?? unlisted(kind.name, said.code);
    return meaning.outcome === 'deferred' && waitMs !== undefined
      ? { ...meaning, retryAfterMs: waitMs }
      : meaning;
  }
  // A success nobody put into words, or a gateway that lost sight of whom it had asked.
  if (taken) return { outcome: 'unknown', code: `${kind.name}_answer` };
  if (status === 504) return { outcome: 'unknown', code: `${kind.name}_unavailable` };
  return outcomeOfStatus(kind.name, status, waitMs);
}

function unlisted(name: string, code: number): HandOver {
  const known = Number.isSafeInteger(code) && code > 0;
  return { outcome: 'refused', code: known ? `${name}_${code}` : `${name}_refused` };
}

/** 企业微信 and 钉钉 say errcode; 飞书 says code, and said StatusCode before. */
const members = [
  ['errcode', 'errmsg'],
  ['code', 'msg'],
  ['StatusCode', 'StatusMessage'],
] as const;

function saidIn(body: string): { readonly code: number; readonly words: string } | null {
  const answer = parsed(body);
  for (const [codeMember, wordsMember] of members) {
    const code: unknown = answer.get(codeMember);
    const words: unknown = answer.get(wordsMember);
    if (typeof code === 'number') return { code, words: typeof words === 'string' ? words : '' };
  }
  return null;
}

function parsed(body: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}
