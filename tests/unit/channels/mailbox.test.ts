import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailboxChannel, listCapturedMail } from '../../../src/channels/mailbox.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';

let database: Database;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
});
afterAll(() => database.close());

test('the mailbox keeps every mail in full and gives them back, oldest first, in pages', async () => {
  let now = Date.parse('2024-07-01T01:00:00Z');
  const channel = createMailboxChannel(database.store, () => Promise.resolve(now));
  expect(channel.name).toBe('mailbox');
  const dispatchIds = [1, 2, 3, 4].map((no) => `0192f0c8-7e1a-7cc3-98c4-00000000000${no}`);
  for (const dispatchId of dispatchIds) {
    const outcome = await channel.handOver({
      dispatchId,
      messageId: `<${dispatchId}@rectiflow.school.example>`,
      to: { name: '李明', address: 'li@school.example' },
      subject: `【整改提醒】${dispatchId}`,
      text: "Robert'); drop table captured_mail; --",
      html: '<p>请办理</p>',
    });
    expect(outcome).toEqual({ outcome: 'sent' });
    now += 86_400_000;
  }
  const all = await listCapturedMail(database.store);
  expect(all.map(({ dispatchId }) => dispatchId)).toEqual(dispatchIds);
  expect(JSON.parse(JSON.stringify(all[1]))).toEqual({
    id: all[1]?.id,
    dispatchId: dispatchIds[1],
    at: '2024-07-02T01:00:00.000Z',
    to: { name: '李明', address: 'li@school.example' },
    messageId: `<${dispatchIds[1]}@rectiflow.school.example>`,
    subject: `【整改提醒】${dispatchIds[1]}`,
    text: "Robert'); drop table captured_mail; --",
    html: '<p>请办理</p>',
  });
  const newest = await listCapturedMail(database.store, { limit: 2 });
  expect(newest.map(({ dispatchId }) => dispatchId)).toEqual(dispatchIds.slice(2));
  const before = newest[0]?.id;
  const older = await listCapturedMail(database.store, { limit: 2, ...(before && { before }) });
  expect(older.map(({ dispatchId }) => dispatchId)).toEqual(dispatchIds.slice(0, 2));
  await channel.close();
});
