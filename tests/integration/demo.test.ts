/** npm start, as somebody who has just cloned the repository meets it. */
import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { rectiflow, start } from '../support/cli.ts';
import { eventually } from '../support/eventually.ts';

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

const json = async (url: string, init?: RequestInit) => (await fetch(url, init)).json();
const advance = (base: string, period: string) =>
  fetch(`${base}/demo/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: period }),
  });

interface RunningDemo {
  readonly base: string;
  /** Asks it to stop; its exit code. */
  readonly stop: () => Promise<number | null>;
}

async function startDemo(): Promise<RunningDemo> {
  const child = start(['demo', '--port', '0', '--no-open']);
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const base = await eventually(
    () => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? Promise.reject(new Error(said)),
    { timeoutMs: 60_000 },
  );
  return {
    base,
    async stop() {
      const exited = once(child, 'close');
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

describe('the demo', { timeout: 120_000 }, () => {
  let demo: RunningDemo;
  let base: string;
  beforeAll(async () => {
    demo = await startDemo();
    ({ base } = demo);
  }, 120_000);

  async function findings() {
    const { items } = (await json(`${base}/findings`)) as { items: { id: string }[] };
    return items;
  }

  test('is up, and tells people of their findings', async () => {
    expect(await json(`${base}/healthz`)).toMatchObject({ status: 'ok' });
    expect(await findings()).toHaveLength(8);
    const first = (await json(`${base}/demo/mailbox`)) as Mail[];
    // Several findings reach each person at once: as one mail, which names them all.
    expect(first).toHaveLength(4);
    expect(first.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('【问题反馈】XC-2024-01-001 课后服务管理不到位'),
    );
  });

  test.for(['-P1D', 'P0D', 'tomorrow', 'P6Y', ''])(
    'refuses to move its clock back, nowhere, or out of sight: by "%s"',
    async (period) => {
      const before = await json(`${base}/demo/clock`);
      const answer = await advance(base, period);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'request_invalid' });
      expect(await json(`${base}/demo/clock`)).toEqual(before);
    },
  );

  test('moves its clock on request, and sends what comes due', async () => {
    expect(await (await advance(base, 'P20D')).json()).toEqual({
      now: '2024-04-04T10:00:00.000+08:00',
    });
    const mails = (await json(`${base}/demo/mailbox`)) as Mail[];
    // Its day, 16 March, is a Saturday: it goes with Monday's digest.
    const reminder = mails.find(({ text }) => text.includes('【整改提醒】XC-2024-01-001'));
    expect(reminder?.subject).toMatch(/^【整改汇总】2024-03-18 共 \d 项:即将到期/);
    const alone = mails.find(({ subject }) => subject.startsWith('【整改提醒】XC-2024-03-006'));
    expect(alone?.subject).toContain('2024-04-15');
    expect(alone?.text).toContain('phased-plan-30d');
    expect(reminder?.at).toBe('2024-03-18T01:10:00.000Z');

    // Two moves asked for at once add up.
    await Promise.all([advance(base, 'P1D'), advance(base, 'P1D')]);
    expect(await json(`${base}/demo/clock`)).toEqual({ now: '2024-04-06T10:00:00.000+08:00' });
  });

  test('shows a finding on a page', async () => {
    const [finding] = await findings();
    const page = await (await fetch(`${base}/?finding=${finding?.id}`)).text();
    expect(page).toContain('台账');
    expect(page).toContain('已反馈(待认领)');
    expect(page).toContain('方案');
  });

  test('stops when it is asked to', async () => {
    expect(await demo.stop()).toBe(0);
  });

  test(
    'plays its story to the last closure, narrated, and proves it',
    { timeout: 180_000 },
    async () => {
      const { code, stdout } = await rectiflow(['demo', '--story', '--exit', '--pace', '0']);
      expect(code).toBe(0);
      const lines = stdout.trim().split('\n');
      expect(lines).toContainEqual(
        expect.stringMatching(/^2024-03-15 10:00 {2}XC-2024 {2}反馈巡察意见/),
      );
      expect(lines).toContainEqual(
        expect.stringMatching(/↳ 告知 \/ told 周庭瑞\(第一责任人\): 【督办单】/),
      );
      expect(lines.filter((line) => line.includes('销号 / closed'))).toHaveLength(9);
      expect(lines).toContainEqual(expect.stringMatching(/XC-2024 {2}轮次办结/));
      expect(lines.at(-1)).toMatch(/^重放核对一致 \/ proven by replay: 8 /);
    },
  );
});
