/** Many clients of one ledger at once, over one or several engines on the same database. */
import type { Actor, AcceptedAnswer, FindingCommandInput, Rectiflow } from '../../src/index.ts';

export const importer: Actor = { kind: 'import', document: 'test' };
export const clerk: Actor = { kind: 'person', id: 'owner', unit: null };

export interface Clients {
  /** Each on connections of its own; the first one reads. */
  readonly rectiflows: readonly Rectiflow[];
  /** Calls `ask` for 0 to `count - 1`, all at once and by turns over the engines. */
  together<T>(
    count: number,
    ask: (rectiflow: Rectiflow, index: number) => Promise<T>,
  ): Promise<T[]>;
  openFinding(this: void): Promise<AcceptedAnswer>;
  /** The types of the finding's events, in their order. */
  historyOf(findingId: string): Promise<readonly string[]>;
}

export function clientsOf(rectiflows: readonly [Rectiflow, ...Rectiflow[]]): Clients {
  const [first] = rectiflows;
  return {
    rectiflows,
    together: (count, ask) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          ask(rectiflows[index % rectiflows.length] ?? first, index),
        ),
      ),
    async openFinding() {
      const slots = { actionOwner: 'owner', leadOfficial: 'lead' };
      const finding = { round: 'XC-2024', title: 'Raced for', slots };
      const answer = await first.engine.open({ finding, by: importer });
      if (answer.kind === 'refused') throw new Error(`refused: ${answer.code}`);
      return answer;
    },
    async historyOf(findingId) {
      const history = await first.findings.history(findingId);
      return (history ?? []).map(({ event }) => event.type);
    },
  };
}

/** An assignment that differs from client to client. */
export function assignmentTo(index: number): FindingCommandInput {
  return { type: 'ASSIGN', slots: { accountableExecutive: `executive-${index}` } };
}

/** How many answers there are of each kind, or of each refusal's code. */
export function countAnswers(
  answers: readonly { readonly kind: string; readonly code?: string }[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, code } of answers) {
    const word = kind === 'refused' ? `refused ${code}` : kind;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
