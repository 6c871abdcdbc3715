/** rectiflow inbox: what a person finds in the in-app inbox. To list messages does not mark them as read. */
import { oneLine } from '../../channels/one-line.ts';
import type { Inbox, InboxMessage } from '../../store/inbox.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface InboxOptions extends ConfigOption {
  readonly unread?: boolean;
  readonly json?: boolean;
}

export async function inboxOf(personId: string, options: InboxOptions): Promise<Exit> {
  const { unread = false, json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const messages = await allIn(rectiflow.inbox, personId, unread);
  if (json) printJson({ messages });
  else {
    for (const message of messages) print(inboxLine(message));
    print(`共 ${messages.length} 条消息 / messages`);
  }
  return exitCode.done;
}

/** One message: when it came, what about, whether it has been read, and its id. */
export function inboxLine({ at, subject, readAt, dispatchId }: InboxMessage): string {
  const read = readAt === null ? '未读 / unread' : `已读 / read ${readAt}`;
  return `${at}  ${oneLine(subject)}  [${read}]  ${dispatchId}`;
}

const pageSize = 200;

async function allIn(inbox: Inbox, personId: string, unread: boolean): Promise<InboxMessage[]> {
  const all: InboxMessage[] = [];
  for (;;) {
    const after = all.at(-1)?.dispatchId;
    const page = await inbox.list({ personId, unread, after, limit: pageSize });
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}
