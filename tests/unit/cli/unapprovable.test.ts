import { expect, test } from 'vitest';
import { warnOfUnapprovable } from '../../../src/cli/unapprovable.ts';
import { openRectiflow } from '../../../src/index.ts';
import { migratedDump } from '../../support/memory-database.ts';
import { changed, inspection, nextVersion } from '../policy/policy-case.ts';

async function warningsUnder(policies: readonly object[]): Promise<readonly object[]> {
  const warnings: object[] = [];
  const log = { warn: (fields: object) => void warnings.push(fields) };
  const loadDataDir = await migratedDump();
  await using rectiflow = await openRectiflow({ loadDataDir, policies });
  warnOfUnapprovable(rectiflow, log);
  return warnings;
}

test('the log is warned once of each thing that nobody could ever approve, by ids only', async () => {
  const { gates } = inspection.classes.continuing;
  const closed = { ...gates, verificationLevels: [] };
  const own = { ...changed('classes.continuing.gates', closed), id: 'own', version: nextVersion };
  expect(await warningsUnder([own])).toEqual([
    {
      policy: `own@${nextVersion}`,
      class: 'continuing',
      gate: 'verificationLevels',
      grades: ['ordinary', 'serious', 'major'],
    },
  ]);
});

test('the log is not warned of the shipped policies', async () => {
  expect(await warningsUnder([])).toEqual([]);
});
