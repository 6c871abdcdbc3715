/** Clients of the HTTP handler: one that asks once, and one that asks again under its idempotency key. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A client believes a request lost after this, as most do. */
const answerMillisMax = 15_000;
const againAfterMillis = 100;

/** One request, one answer; rejects where the connection breaks or no answer comes in time. */
export async function post(url: string, body: object, key?: string): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(answerMillisMax),
  });
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    body: (await answer.json()) as Record<string, unknown>,
  };
}

/** What came of a request and its repetitions. */
export interface Insisted {
  readonly answer: Answer;
  /** Answers of 503, and requests without any answer, before it. */
  readonly unavailable: number;
  readonly unanswered: number;
}

/** Asks until the answer is anything but "come again later". Fails when that takes longer than `patienceMs`. */
export async function insist(
  url: string,
  body: object,
  key: string,
  patienceMs: number,
): Promise<Insisted> {
  const deadline = performance.now() + patienceMs;
  let [unavailable, unanswered] = [0, 0];
  while (performance.now() < deadline) {
    const answer = await post(url, body, key).catch(() => null);
    if (answer === null) unanswered += 1;
    else if (answer.status === 503) unavailable += 1;
    else return { answer, unavailable, unanswered };
    await pause(againAfterMillis);
  }
  throw new Error(`No answer to ${key} within ${patienceMs} ms`);
}
