import { beforeAll, describe, expect, test } from 'vitest';
import { createInboxChannel } from '../../../../src/channels/inbox.ts';
import { inboxLine, inboxOf } from '../../../../src/cli/commands/inbox.ts';
import { openRectiflow } from '../../../../src/index.ts';
import type { InboxMessage } from '../../../../src/store/inbox.ts';
import { preparedFolder } from '../../../support/cli.ts';
import { printed, type Printed } from './printed.ts';

const message: InboxMessage = {
  dispatchId: '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
  personId: 'he',
  subject: '【整改】采购管理\u202e\n不规范',
  text: '请认领',
  html: '<p>请认领</p>',
  at: '2024-03-12T09:00:00.000+08:00',
  readAt: null,
};

const parsed = ({ stdout }: Printed): { messages: InboxMessage[] } => JSON.parse(stdout);

describe('a message in the inbox, as people read it', () => {
  test('is one line: when it came, what about, whether it has been read, and its id', () => {
    expect(inboxLine(message)).toBe(
      `2024-03-12T09:00:00.000+08:00  【整改】采购管理 不规范  [未读 / unread]  ${message.dispatchId}`,
    );
    const readAt = '2024-03-13T09:00:00.000+08:00';
    expect(inboxLine({ ...message, readAt })).toContain(`[已读 / read ${readAt}]`);
  });
});

describe('rectiflow inbox', () => {
  // More than one page of it.
  const count = 205;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await preparedFolder();
    await using opened = await openRectiflow({ dataDir });
    const { store } = opened.database;
    await opened.directory.put({ people: [{ id: 'he', name: '何文斌', email: null, unit: null }] });
    const { rows } = await store.query<{ id: string }>(
      `insert into dispatch (id, channel, person_id, created_at, state)
       select gen_random_uuid(), 'inbox', 'he', now(), 'planned' from generate_series(1, $1::int)
       returning id`,
      [count],
    );
    const channel = createInboxChannel(store, () => opened.engine.now());
    for (const { id } of rows) {
      const to = { name: '何文斌', address: null };
      await channel.handOver({ ...message, dispatchId: id, messageId: `<${id}@a.example>`, to });
    }
    await opened.inbox.markRead({ dispatchId: rows[0]?.id ?? '', personId: 'he' });
  });

  const run = (person: string, options: object = {}) =>
    printed(() => inboxOf(person, options), dataDir);

  test('lists all there is, each once, and marks nothing as read', async () => {
    const { messages } = parsed(await run('he', { json: true }));
    expect(new Set(messages.map(({ dispatchId }) => dispatchId)).size).toBe(count);
    const { exit, stdout, stderr } = await run('he');
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `${[...messages.map(inboxLine), `共 ${count} 条消息 / messages`].join('\n')}\n`,
    );
  });

  test('with --unread leaves out what has been read', async () => {
    const { messages } = parsed(await run('he', { json: true, unread: true }));
    expect(messages).toHaveLength(count - 1);
    expect(messages.map(({ readAt }) => readAt)).toEqual(messages.map(() => null));
  });

  test('of whoever has got nothing is empty, and no failure', async () => {
    expect(await run('nobody')).toEqual({
      exit: 0,
      stdout: '共 0 条消息 / messages\n',
      stderr: '',
    });
  });
});
