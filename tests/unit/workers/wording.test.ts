/** Workers say what the wording in use says, from the next message on. */
import { expect, test } from 'vitest';
import type { Channel, Message } from '../../../src/channels/channel.ts';
import { textOf } from '../../../src/channels/texts.ts';
import { queueConfigSchema } from '../../../src/config-schema.ts';
import { openRectiflow } from '../../../src/rectiflow.ts';
import { startWorkers } from '../../../workers/start.ts';
import { eventually } from '../../support/eventually.ts';
import { migratedDump } from '../../support/memory-database.ts';
import { silent } from '../../support/silent-log.ts';
import { aFinding, inspector, people, posts } from '../engine/engine-case.ts';

test('a wording changed while workers run is what the next message says', async () => {
  await using rectiflow = await openRectiflow({ loadDataDir: await migratedDump() });
  await rectiflow.directory.put({ people, posts });
  const messages: Message[] = [];
  const channel: Channel = {
    name: 'recording',
    async handOver(message) {
      messages.push(message);
      return { outcome: 'sent' };
    },
    close: async () => undefined,
  };
  const workers = await startWorkers({
    rectiflow,
    channels: { mail: channel },
    queuesOn: { pool: rectiflow.database.queue },
    config: queueConfigSchema.parse({ tickSeconds: 1 }),
    fromAddress: 'rectiflow@school.example',
    log: silent,
  });
  const subjectsOf = async (title: string) => {
    await rectiflow.engine.open({ finding: aFinding({ title }), by: inspector });
    workers.wake();
    const own = () => messages.filter(({ subject }) => subject.includes(title));
    await eventually(() => own().length > 0);
    return own().map(({ subject }) => subject.slice(0, subject.indexOf('】') + 1));
  };
  try {
    expect(new Set(await subjectsOf('先有的问题'))).toEqual(new Set(['【问题反馈】']));
    const text = { ...textOf('feedback-received'), tag: '请认领' };
    await rectiflow.wordings.change('feedback-received', text, inspector);
    expect(new Set(await subjectsOf('后有的问题'))).toEqual(new Set(['【请认领】']));
    await rectiflow.wordings.withdraw('feedback-received', inspector);
    expect(new Set(await subjectsOf('再有的问题'))).toEqual(new Set(['【问题反馈】']));
  } finally {
    await workers.close();
  }
});
