/** What can be wrong with a chain, in the words people read. */
import type { Chain } from './chains.ts';

export type BadCode =
  | 'event_changed'
  | 'event_deleted'
  | 'event_reordered'
  | 'event_inserted'
  | 'subject_deleted'
  | 'state_differs'
  | 'details_differ'
  | 'replay_refused';

/** The first thing in a chain that does not hold. */
export interface Bad {
  readonly code: BadCode;
  readonly subject: Chain['subject'];
  readonly subjectId: string;
  readonly name: string | null;
  /** The event's place in the chain. */
  readonly seq: number;
  readonly message: string;
}

const messages: Record<BadCode, string> = {
  event_changed:
    '事件内容与其哈希不符:已被修改。The event no longer matches its hash: it was changed.',
  event_deleted: '此处缺少事件:已被删除。An event is missing here: it was deleted.',
  event_reordered:
    '事件不在原来的位置:顺序已被调换。The event stands in another place than it was written in.',
  event_inserted:
    '此事件不属于该链:是后来插入的。The event was not written by this chain: it was inserted.',
  subject_deleted:
    '事件仍在,但其问题、轮次或任务事项已被删除。Events are left of a finding, round or duty that is gone.',
  state_differs: '存储的状态不是其事件的结果。The stored state is not what the events lead to.',
  details_differ: '编号或文字与首个事件不符。Number or words differ from the first event.',
  replay_refused: '当前规则不接受该事件。The rules it was recorded under refuse this event.',
};

/** That fault, found at that event of the chain. */
export function bad(chain: Chain, code: BadCode, seq: number): Bad {
  const { subject, subjectId, name } = chain;
  return { code, subject, subjectId, name, seq: Math.max(seq, 1), message: messages[code] };
}
