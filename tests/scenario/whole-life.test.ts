/** The sample round's whole life, from feedback to its conclusion, on each way of wiring it. */
import { describe, expect, test } from 'vitest';
import { startDemo, type DemoOptions } from '../../src/demo/demo.ts';
import { demoRound } from '../../src/demo/round.ts';
import { emptyDump } from '../support/memory-database.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshRedis,
  freshServerDatabase,
} from '../support/services.ts';
import { silent } from '../support/silent-log.ts';

interface Story {
  readonly events: readonly unknown[];
  readonly notices: readonly unknown[];
}

const stories = new Map<string, Story>();

async function play(options: Omit<DemoOptions, 'log'>): Promise<Story> {
  const demo = await startDemo({ ...options, log: silent });
  try {
    await demo.tell(async () => {});
    const { findings, dispatches, engine } = demo.rectiflow;
    const all = await findings.list({ round: demoRound, limit: 200 }, demo.clock.at);
    expect(all).toHaveLength(8);
    expect(all.map(({ state }) => state)).toEqual(Array(8).fill('closed'));
    const round = await engine.openRound({ code: demoRound, by: { kind: 'system', rule: 'test' } });
    expect(round).toMatchObject({ state: 'concluded', openFindings: 0 });
    expect(await demo.rectiflow.verify()).toMatchObject({
      ok: true,
      findings: 8,
      rounds: 1,
      firstBad: null,
    });
    const { sent, planned, claimed, handingOver, failed, unknown } = await dispatches.counts();
    expect({ planned, claimed, handingOver, failed, unknown }).toEqual({
      planned: 0,
      claimed: 0,
      handingOver: 0,
      failed: 0,
      unknown: 0,
    });
    expect(sent).toBeGreaterThan(100);
    const events: unknown[] = [];
    for (const { id, number } of all) {
      for (const { seq, at, by, event } of (await findings.history(id)) ?? []) {
        // Ids differ from run to run; what happened, when and by whom does not.
        events.push({ number, seq, at, by, event: event.type === 'OPENED' ? event.type : event });
      }
    }
    const told = await findings.notices();
    return { events, notices: told.map(({ id: _id, ...notice }) => notice) };
  } finally {
    await demo.close();
  }
}

/** The story the others are held against: that of the first wiring that ran. */
function firstTold(name: string, story: Story): Story {
  stories.set(name, story);
  const [first = story] = stories.values();
  return first;
}

describe('on PGlite, the queue on PGlite', () => {
  test('the round goes from feedback to its conclusion', { timeout: 300_000 }, async () => {
    const story = await play({ loadDataDir: await emptyDump() });
    expect(story).toEqual(firstTold('pglite', story));
  });

  test('everybody on the ladder has been told, each rung in its turn', () => {
    const notices = (stories.get('pglite')?.notices ?? []) as { template: string; slot: string }[];
    const told = (template: string) =>
      new Set(notices.filter((n) => n.template === template).map(({ slot }) => slot));
    expect(told('reminder')).toEqual(new Set(['actionOwner', 'leadOfficial']));
    expect(told('reminder-notice')).toEqual(new Set(['actionOwner', 'leadOfficial']));
    expect(told('oversight-order')).toContain('accountableExecutive');
    expect(told('circular')).toContain('steeringGroup');
    expect(told('check-due-today')).toEqual(new Set(['verifier']));
  });
});

describeWithPostgres('on a PostgreSQL server, the queue on it', () => {
  test('the same events and the same notices', { timeout: 300_000 }, async () => {
    const databaseUrl = await freshServerDatabase('whole-life');
    const story = await play({ databaseUrl, migrations: 'apply' });
    expect(story).toEqual(firstTold('server', story));
  });
});

describeWithPostgres('on a PostgreSQL server with Redis', () => {
  describeWithRedis('for the queue', () => {
    test('the same events and the same notices', { timeout: 300_000 }, async () => {
      const databaseUrl = await freshServerDatabase('whole-life-redis');
      const { url: redisUrl, prefix } = freshRedis();
      const schema = prefix.replaceAll('-', '_');
      const story = await play({ databaseUrl, redisUrl, schema, migrations: 'apply' });
      expect(story).toEqual(firstTold('redis', story));
    });
  });
});
