/** What nobody could ever approve is said when the server or the worker starts, once each. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder, preparedFolder, rectiflow, start } from '../support/cli.ts';
import { eventually } from '../support/eventually.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import { changed, inspection, nextVersion } from '../unit/policy/policy-case.ts';

/** A policy file under which nobody may verify what is rectified at once. */
async function policyFile(): Promise<string> {
  const path = join(await freshFolder(), 'own.json');
  const gates = { ...inspection.classes.immediate.gates, verificationLevels: [] };
  const own = { ...changed('classes.immediate.gates', gates), id: 'own', version: nextVersion };
  await writeFile(path, JSON.stringify(own));
  return path;
}

/** The log lines about policies of a command that goes on, by the time it says it is ready. */
async function warningsOf(args: readonly string[], settings: Readonly<Record<string, string>>) {
  const child = start(args, { ...settings, RECTIFLOW_POLICIES: await policyFile() });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const isReady = () => /127\.0\.0\.1:\d+|worker: ready/u.test(said);
  await eventually(() => (isReady() ? Promise.resolve() : Promise.reject(new Error(said))), {
    timeoutMs: 60_000,
  });
  const exited = once(child, 'close');
  child.kill('SIGTERM');
  expect((await exited)[0]).toBe(0);
  const lines = said.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as object).filter((line) => 'policy' in line);
}

const warning = {
  level: 40,
  policy: `own@${nextVersion}`,
  class: 'immediate',
  gate: 'verificationLevels',
};

test('serve warns of what nobody could ever approve', { timeout: 120_000 }, async () => {
  const settings = { RECTIFLOW_DATA_DIR: await preparedFolder() };
  expect(await warningsOf(['serve', '--port', '0'], settings)).toMatchObject([warning]);
});

describeWithPostgres('on a PostgreSQL server', () => {
  test('worker warns of what nobody could ever approve', { timeout: 120_000 }, async () => {
    const settings = { DATABASE_URL: await freshServerDatabase('nobody-approves') };
    expect(await rectiflow(['migrate'], settings)).toMatchObject({ code: 0 });
    expect(await warningsOf(['worker'], settings)).toMatchObject([warning]);
  });
});
