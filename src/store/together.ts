/** Questions asked while another is being answered are asked together: many callers cost few statements. */
import { setImmediate as endOfTurn } from 'node:timers/promises';

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A | null) => void;
  readonly reject: (error: unknown) => void;
}

/** As many go into one statement. */
const togetherMax = 100;

/**
 * One answer per question, by its id; null where there is none. Of two questions about one id the
 * second is asked after the first has been answered: what one of them changes, the other sees.
 */
export function together<Q extends { readonly id: string }, A>(
  askAll: (questions: readonly Q[]) => Promise<ReadonlyMap<string, A>>,
): (question: Q) => Promise<A | null> {
  let waiting: Waiting<Q, A>[] = [];
  let isAsking = false;

  async function askOn(): Promise<void> {
    isAsking = true;
    while (waiting.length > 0) {
      // What else comes up in this turn of the event loop is asked with it.
      await endOfTurn();
      const turn = firstOfEach(waiting);
      const taken = new Set(turn);
      waiting = waiting.filter((each) => !taken.has(each));
      try {
        const answers = await askAll(turn.map(({ question }) => question));
        for (const { question, resolve } of turn) resolve(answers.get(question.id) ?? null);
      } catch (error) {
        for (const { reject } of turn) reject(error);
      }
    }
    isAsking = false;
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isAsking) void askOn();
    });
}

function firstOfEach<Q extends { readonly id: string }, A>(
  waiting: readonly Waiting<Q, A>[],
): readonly Waiting<Q, A>[] {
  const first = new Map<string, Waiting<Q, A>>();
  for (const each of waiting) {
    if (!first.has(each.question.id)) first.set(each.question.id, each);
  }
  return [...first.values()].slice(0, togetherMax);
}
