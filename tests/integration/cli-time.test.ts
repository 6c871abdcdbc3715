/** Calendar, explanations and rehearsals from the command line, as their users meet them. */
import { once } from 'node:events';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { createVirtualClock, openRectiflow, type Chain, type Rectiflow } from '../../src/index.ts';
import type { RehearsalReport } from '../../src/engine/rehearsal/report.ts';
import type { PrintedClock, PrintedPeriod } from '../../src/day-words.ts';
import { freshFolder, rectiflow, start } from '../support/cli.ts';
import { eventually } from '../support/eventually.ts';
import { migratedDump } from '../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import { shippedName } from '../support/shipped-policies.ts';
import { changed, inspection } from '../unit/policy/policy-case.ts';

const sample = (name: string) => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
type Settings = Readonly<Record<string, string>>;

/** What the command printed: one JSON document and nothing else, anywhere. */
async function json<T>(args: readonly string[], settings: Settings = {}): Promise<T> {
  const { code, stdout, stderr } = await rectiflow([...args, '--json'], settings);
  expect({ code, stderr, lines: stdout.trimEnd().split('\n').length }).toEqual({
    code: 0,
    stderr: '',
    lines: 1,
  });
  return JSON.parse(stdout) as T;
}

const explainPeriod = (...args: readonly string[]) =>
  json<PrintedPeriod>(['calendar', 'explain', ...args]);

describe('calendar explain', () => {
  test('prints the date and why each day counts or does not, as one JSON document', async () => {
    const { due, provisional, days } = await explainPeriod('--from', '2026-09-24', '--days', '8');
    expect({ due, provisional }).toEqual({ due: '2026-10-13', provisional: false });
    expect(days.map(({ date }) => date)).toEqual(
      Array.from({ length: 20 }, (_, index) =>
        new Date(Date.UTC(2026, 8, 24 + index)).toISOString().slice(0, 10),
      ),
    );
    expect(days.filter(({ counted }) => counted).map(({ date }) => date.slice(5))).toEqual([
      '09-28',
      '09-29',
      '09-30',
      '10-08',
      '10-09',
      '10-10',
      '10-12',
      '10-13',
    ]);
    expect(days.find(({ date }) => date === '2026-10-10')?.reason).toContain('调休上班:国庆节');
  });

  test('counts days of the week beyond the published holidays, and says that they may move', async () => {
    const { provisional, days } = await explainPeriod('--from', '2027-03-01', '--days', '5');
    expect(provisional).toBe(true);
    expect(days.at(-1)).toMatchObject({ date: '2027-03-08', known: false });
    expect(days.at(-1)?.reason).toContain('provisional');
  });

  test('moves a last day in the National Day week behind it, or before it, or not at all', async () => {
    const thirty = ['--from', '2026-09-02', '--days', '30', '--unit', 'day'];
    const next = await explainPeriod(...thirty);
    expect(next).toMatchObject({ due: '2026-10-08', provisional: false });
    expect(next.days.find(({ date }) => date === '2026-10-07')?.reason).toMatch(
      /民法典第二百零三条.*国庆节/u,
    );
    expect(await explainPeriod(...thirty, '--roll', 'previous')).toMatchObject({
      due: '2026-09-30',
    });
    expect(await explainPeriod(...thirty, '--roll', 'none')).toMatchObject({ due: '2026-10-02' });
  });

  test('counts by a calendar from a file, in another zone', async () => {
    const german = {
      RECTIFLOW_CALENDARS: sample('calendars/de-2026.yaml'),
      RECTIFLOW_ZONE: 'Europe/Berlin',
    };
    // Good Friday and Easter Monday; summer time begins on 29 March.
    const args = ['calendar', 'explain', '--from', '2026-03-27', '--days', '5'];
    const { due, dueAt, calendar, days } = await json<PrintedPeriod>(args, german);
    expect({ due, dueAt, calendar }).toEqual({
      due: '2026-04-07',
      dueAt: '2026-04-08T00:00:00.000+02:00',
      calendar: 'de@2026',
    });
    expect(days.find(({ date }) => date === '2026-04-03')).toMatchObject({ name: 'Karfreitag' });
    const school = { RECTIFLOW_CALENDARS: sample('calendars/school-example.yaml') };
    const status = await json(['calendar', 'status'], school);
    expect(status).toMatchObject({
      version: 'cn@2026+school-example@1',
      zone: 'Asia/Shanghai',
      horizon: '2026-12-31',
    });
  });

  test('prints a line per day and the date below, for people', async () => {
    const args = ['calendar', 'explain', '--from', '2026-09-24', '--days', '8'];
    const { code, stdout, stderr } = await rectiflow(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(22);
    expect(lines[4]).toMatch(/^2026-09-28 {5}1 {2}工作日/u);
    expect(lines.at(-2)).toContain('2026-10-13 24:00');
  });

  test.each([
    [['--from', '2026-02-30', '--days', '3'], '2026-02-30'],
    [['--from', '26-02-03', '--days', '3'], '26-02-03'],
    [['--from', '2026-02-03', '--days', '0'], '--days'],
    [['--from', '2026-02-03', '--days', '-1'], '--days'],
    [['--from', '2026-02-03', '--days', '1.5'], '--days'],
    [['--from', '2026-02-03', '--days', 'abc'], '--days'],
    [['--from', '2026-02-03', '--days', '4000'], '3660'],
    [['--from', '2026-02-03', '--days', '3', '--unit', 'week'], 'workday, day'],
    [['--from', '2026-02-03', '--days', '3', '--roll', 'back'], 'next, previous, none'],
    [['--days', '3'], '--from'],
    [['--from', '2026-02-03'], '--days'],
  ])('%j is wrong usage, told in one message', async (args, names) => {
    const ran = await rectiflow(['calendar', 'explain', ...args, '--json']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    const complaints = ran.stderr.split('\n').filter((line) => line.startsWith('error: '));
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(names);
    expect(ran.stderr).not.toContain('    at ');
  });

  test('a zone or a calendar file that cannot be used is named', async () => {
    const args = ['calendar', 'status'];
    const zone = await rectiflow(args, { RECTIFLOW_ZONE: 'Europa/Berlin' });
    expect(zone).toMatchObject({ code: 2, stdout: '' });
    expect(zone.stderr).toContain('Europa/Berlin');
    const calendar = await rectiflow(args, { RECTIFLOW_CALENDARS: sample('malformed.txt') });
    expect(calendar.code).not.toBe(0);
    expect(calendar.stdout).toBe('');
    expect(calendar.stderr).toContain('malformed.txt');
  });
});

const inspector = { kind: 'person', id: 'lu', unit: '巡察办' } as const;
const dueOn = (day: string) => `${day}T00:00:00.000+08:00`;
/**
 * Far enough ahead for the machine's own clock to be of no matter. Monday; a plan of thirty days is due at
 * the end of Wednesday, 1 April.
 */
const opening = '2150-03-02T10:00:00+08:00';

async function openAt(data: string, instant: string): Promise<Rectiflow> {
  return openRectiflow({ dataDir: data, clock: createVirtualClock(Date.parse(instant)) });
}

async function chainsOf(ledger: Rectiflow): Promise<Chain[]> {
  const chains: Chain[] = [];
  for await (const chain of ledger.chains()) chains.push(chain);
  return chains;
}

/** A school's days off from 1 April 2150 on. */
function closedUntil(to: string, version: number) {
  const holidays = [{ name: '停课', from: '2150-04-01', to }];
  return { kind: 'addition', id: 'school', version, title: '示例学校校历', holidays };
}

/** What `calendar load` and `reproject` print. */
interface Loaded {
  readonly version: string;
  readonly horizon: string;
  readonly moved: readonly { number: string; from: { dueAt: string }; to: { dueAt: string } }[];
  readonly awaitingApproval: readonly { number: string; liftsBreach: boolean }[];
  readonly missed: readonly unknown[];
}

describe('over a data folder', { timeout: 120_000 }, () => {
  let prepared: string;
  beforeAll(async () => {
    prepared = await freshFolder();
    const clock = createVirtualClock(Date.parse(opening));
    await using ledger = await openRectiflow({
      dataDir: prepared,
      clock,
      loadDataDir: await migratedDump(),
    });
    const people = ['he', 'shen', 'lu'].map((id) => ({ id, name: id, email: null, unit: null }));
    await ledger.directory.put({ people });
    for (const title of ['采购管理不规范', '陪餐记录流于形式']) {
      const slots = { actionOwner: 'he', leadOfficial: 'shen', verifier: 'lu' };
      await ledger.engine.open({ finding: { round: 'XC-2150', title, slots }, by: inspector });
    }
  });

  /** A folder of the same findings, and a file to be loaded into it. */
  async function withFile(content: object): Promise<{ data: string; file: string }> {
    const data = await freshFolder();
    await cp(prepared, data, { recursive: true });
    const file = join(await freshFolder(), 'calendar.yaml');
    await writeFile(file, stringify(content));
    return { data, file };
  }

  test('a load is shown first, then moves every clock with one event, and a second time none', async () => {
    const { data, file } = await withFile(closedUntil('2150-04-02', 1));
    const settings = { RECTIFLOW_DATA_DIR: data };
    const load = ['calendar', 'load', file];
    const preview = await json<{ moves: { number: string }[] }>(load, settings);
    expect(preview).toMatchObject({
      from: { version: 'cn@2026' },
      to: { version: 'cn@2026+school@1' },
    });
    expect(preview.moves[0]).toMatchObject({
      number: 'XC-2150-00-001',
      clock: 'plan',
      from: { dueAt: dueOn('2150-04-02') },
      to: { dueAt: dueOn('2150-04-04') },
    });

    // It finds everything as the preview did: that has written nothing.
    const applied = [...load, '--apply', '--by', 'registrar'];
    const loaded = await json<Loaded>(applied, settings);
    expect(loaded).toMatchObject({ version: 'cn@2026+school@1', moved: preview.moves });
    expect([loaded.moved.length, loaded.awaitingApproval, loaded.missed]).toEqual([2, [], []]);
    const again = await rectiflow([...applied, '--json'], settings);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('must be above 1');
    const nothing = await json<Loaded>(['calendar', 'reproject', '--by', 'registrar'], settings);
    expect(nothing).toMatchObject({ moved: [], awaitingApproval: [], missed: [] });

    await using ledger = await openAt(data, opening);
    expect(ledger.calendar.version).toBe('cn@2026+school@1');
    expect(await ledger.verify()).toMatchObject({ ok: true, findings: 2 });
    const events = (await chainsOf(ledger)).map((chain) => chain.events.map(({ event }) => event));
    expect(events.flat().filter(({ type }) => type === 'CLOCK_MOVED')).toHaveLength(2);
  });

  test('a breach is lifted only with somebody’s approval, and the reason', async () => {
    const { data, file } = await withFile(closedUntil('2150-04-10', 1));
    const settings = { RECTIFLOW_DATA_DIR: data };
    {
      await using ledger = await openAt(data, '2150-04-03T01:00:00+08:00');
      await ledger.engine.fireDue();
    }
    const load = ['calendar', 'load', file, '--apply', '--by', 'registrar'];
    const loaded = await json<Loaded>(load, settings);
    expect(loaded.moved).toEqual([]);
    expect(loaded.awaitingApproval).toMatchObject([{ liftsBreach: true }, { liftsBreach: true }]);

    const reproject = ['calendar', 'reproject', '--by', 'registrar'];
    for (const half of [
      ['--approved-by', 'director'],
      ['--reason', '放假在先'],
    ]) {
      const refused = await rectiflow([...reproject, ...half], settings);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain('--approved-by');
    }
    const approved = [...reproject, '--approved-by', 'director', '--reason', '放假在先'];
    const { moved } = await json<Loaded>(approved, settings);
    expect(moved.map(({ to }) => to.dueAt)).toEqual([dueOn('2150-04-14'), dueOn('2150-04-14')]);

    await using ledger = await openAt(data, '2150-04-03T02:00:00+08:00');
    const findings = (await chainsOf(ledger)).filter(({ subject }) => subject === 'finding');
    expect(findings).toHaveLength(2);
    for (const { events, stored } of findings) {
      expect(events.at(-1)).toMatchObject({
        by: { id: 'registrar' },
        event: { type: 'CLOCK_MOVED', approval: { by: 'director', reason: '放假在先' } },
      });
      expect(stored?.snapshot.context).toMatchObject({ breaches: [{ lifted: true }] });
    }
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  test('the notice of a coming year is taken up; one that cannot be is refused', async () => {
    const holidays = [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }];
    const notice = {
      kind: 'notice',
      of: 'cn',
      version: 2027,
      coversTo: '2027-12-31',
      notices: [{ source: '示例〔2026〕1号', issued: '2026-11-01', holidays }],
    };
    const { data, file } = await withFile({ ...notice, of: 'de' });
    const settings = { RECTIFLOW_DATA_DIR: data };
    const nobody = await rectiflow(['calendar', 'load', file, '--apply'], settings);
    expect(nobody).toMatchObject({ code: 2, stdout: '' });
    expect(nobody.stderr).toContain('--by');
    const load = ['calendar', 'load', file, '--apply', '--by', 'registrar'];
    const refused = await rectiflow(load, settings);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('the base in use is "cn"');
    await writeFile(file, stringify({ ...notice, kind: 'week' }));
    const unread = await rectiflow(load, settings);
    expect(unread).toMatchObject({ code: 1, stdout: '' });
    expect(unread.stderr).toMatch(/calendar\.yaml:\d+: kind: must be "base", "addition" or/u);

    await writeFile(file, stringify(notice));
    const loaded = await json<Loaded>(load, settings);
    expect(loaded).toMatchObject({ version: 'cn@2027', horizon: '2027-12-31', moved: [] });
    const period = ['calendar', 'explain', '--from', '2026-12-31', '--days', '1'];
    expect(await json([...period, '--ledger'], settings)).toMatchObject({
      due: '2027-01-04',
      provisional: false,
      calendar: 'cn@2027',
    });
    expect(await json(period, settings)).toMatchObject({ provisional: true, calendar: 'cn@2026' });
  });

  test('explain says of a finding why its clock is due when it is, and who had it on which day', async () => {
    const settings = { RECTIFLOW_DATA_DIR: (await withFile({})).data };
    const explain = ['explain', 'XC-2150-00-001'];
    const explained = await json<{ clocks: PrintedClock[] }>(explain, settings);
    expect(explained).toMatchObject({
      finding: 'XC-2150-00-001',
      clocks: [
        {
          clockNo: 1,
          kind: 'plan',
          rule: 'phased-plan-30d',
          policy: shippedName('cn-inspection'),
          startedAt: '2150-03-02T10:00:00.000+08:00',
          due: '2150-04-01',
          provisional: true,
          recorded: { dueAt: dueOn('2150-04-02'), calendar: 'cn@2026' },
        },
      ],
      accounts: { from: '2150-03-02', total: 1, unit: 1 },
    });
    expect(explained.clocks[0]?.days.filter(({ counted }) => counted)).toHaveLength(30);
    const said = await rectiflow([...explain, '--clock', '1'], settings);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toContain('2150-04-01 24:00');
    const refused = await rectiflow([...explain, '--clock', '7', '--json'], settings);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('clock_not_found');
  });

  test('simulate rehearses its findings, and leaves every chain as it was', async () => {
    const { data } = await withFile({});
    const settings = { RECTIFLOW_DATA_DIR: data };
    const days = ['simulate', '--from', '2150-03-02', '--days', '60'];
    const nobody = await json<RehearsalReport>(days, settings);
    expect(nobody.breaches).toMatchObject([
      { finding: 'XC-2150-00-001', clock: 'plan', dueAt: dueOn('2150-04-02') },
      { finding: 'XC-2150-00-002', clock: 'plan', dueAt: dueOn('2150-04-02') },
    ]);
    const acting = await json<RehearsalReport>([...days, '--seed', '4'], settings);
    expect(acting.standing).not.toEqual(nobody.standing);
    await using after = await openAt(data, opening);
    await using before = await openAt(prepared, opening);
    expect(await chainsOf(after)).toEqual(await chainsOf(before));
    expect(await after.dispatches.counts()).toEqual(await before.dispatches.counts());
  });
});

describe('simulate without a ledger', { timeout: 120_000 }, () => {
  const days = ['simulate', '--from', '2026-09-24', '--days', '30'];
  const bytes = async (...more: readonly string[]) => {
    // Where there is no folder of that name yet.
    const settings = { RECTIFLOW_DATA_DIR: join(await freshFolder(), 'none') };
    const { code, stdout, stderr } = await rectiflow([...days, '--json', ...more], settings);
    expect(code).toBe(0);
    expect(stderr).toContain('示例轮次');
    return stdout;
  };

  test('says the same to the byte for the same seed, and else for another', async () => {
    const [first = '', second = '', other = ''] = await Promise.all(
      ['7', '7', '8'].map((seed) => bytes('--seed', seed)),
    );
    expect(second).toBe(first);
    const [one, another] = [first, other].map((text) => JSON.parse(text) as RehearsalReport);
    expect(another?.notices).not.toEqual(one?.notices);
  });

  test('goes over the sample round, says who, what, when and why, and compares a draft', async () => {
    const file = join(await freshFolder(), 'draft.yaml');
    const rungs = inspection.cadences['rectification']?.rungs ?? [];
    const place = rungs.findIndex(({ rung }) => rung === 'T-10');
    const draft = changed(`cadences.rectification.rungs.${place}.offset`, -11);
    await writeFile(file, stringify(draft));
    const report = JSON.parse(await bytes('--policy', file)) as RehearsalReport;
    expect(report).toMatchObject({
      findings: 8,
      days: 30,
      seed: null,
      policy: shippedName('cn-inspection'),
    });
    expect(report.notices.length).toBeGreaterThan(20);
    for (const { at, finding, to, template, rungs: told, why } of report.notices) {
      expect(at >= report.from && at <= report.until).toBe(true);
      expect(finding).toMatch(/^XC-2024-0\d-00\d$/u);
      expect(to.person?.name).toMatch(/\p{Script=Han}/u);
      expect(template).not.toBe('');
      expect(told).not.toEqual([]);
      expect(why).toMatchObject({ policy: shippedName('cn-inspection'), clock: { kind: 'plan' } });
    }
    const { difference } = report;
    expect(difference).toMatchObject({ dropped: [], added: [] });
    expect(new Set(difference?.moved.map(({ rung }) => rung))).toEqual(new Set(['T-10']));
  });

  test('says what is wrong with a draft, and in which line, before anything is opened', async () => {
    const file = join(await freshFolder(), 'draft.yaml');
    await writeFile(file, stringify(changed('cadences.rectification.repeat.template', 'shout')));
    const refused = await rectiflow([...days, '--policy', file]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/draft\.yaml:\d+: cadences\.rectification\.repeat\.template: /u);
  });

  test.each([
    ['--from', '2026-13-01'],
    ['--days', '0'],
    ['--seed', '-3'],
  ])('%s %s is wrong usage', async (...wrong) => {
    const ran = await rectiflow([...days, ...wrong, '--json']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });
});

describeWithPostgres('two processes on one server', () => {
  test('count by what one of them loaded: the other from its next decision on', async () => {
    const settings = {
      DATABASE_URL: await freshServerDatabase('cli_time'),
      RECTIFLOW_LOG_LEVEL: 'error',
    };
    expect(await rectiflow(['migrate'], settings)).toMatchObject({ code: 0 });
    const server = start(['serve', '--port', '0'], settings);
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const address = await eventually(
      () => /http:\/\/127\.0\.0\.1:\d+/u.exec(said)?.[0] ?? Promise.reject(new Error(said)),
      { timeoutMs: 60_000 },
    );
    const open = async () => {
      const opened = await fetch(`${address}/findings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ round: 'XC-2150', title: '采购管理不规范', by: inspector }),
      });
      const { id } = (await opened.json()) as { id: string };
      const finding = await fetch(`${address}/findings/${id}`);
      const { clocks } = (await finding.json()) as { clocks: { calendar: string }[] };
      return clocks[0]?.calendar;
    };
    expect(await open()).toBe('cn@2026');
    const file = join(await freshFolder(), 'school.yaml');
    await writeFile(file, stringify(closedUntil('2150-04-02', 1)));
    const load = ['calendar', 'load', file, '--apply', '--by', 'registrar'];
    expect(await json<Loaded>(load, settings)).toMatchObject({ version: 'cn@2026+school@1' });
    expect(await open()).toBe('cn@2026+school@1');
    const exited = once(server, 'close');
    server.kill('SIGTERM');
    await exited;
    expect(await json(['verify'], settings)).toMatchObject({ ok: true, findings: 2 });
  });
});
