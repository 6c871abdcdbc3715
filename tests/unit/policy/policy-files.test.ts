import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPolicies, readPolicy } from '../../../src/policy/policy-files.ts';
import {
  inspection,
  inspectionText,
  nextVersion,
  refusalOf,
  templateNames,
} from './policy-case.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-policy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The lines that the files are refused with, without their folder. */
async function problems(...paths: readonly string[]): Promise<string[]> {
  const lines = await refusalOf(async () => readPolicies(paths, templateNames));
  return lines.map((line) => line.replaceAll(`${folder}/`, ''));
}

/** The default policy's file with one part exchanged for another. */
function edited(from: string, to: string): string {
  expect(inspectionText).toContain(from);
  return inspectionText.replace(from, to);
}

describe('a policy file', () => {
  test('means the same in YAML and in JSON', async () => {
    const value: unknown = parse(inspectionText);
    const yaml = write('same.yml', inspectionText);
    const json = write('same.json', JSON.stringify(value, null, 2));
    const [fromYaml, fromJson] = await Promise.all(
      [yaml, json].map(async (path) => readPolicy(path, templateNames)),
    );
    expect(fromYaml).toEqual(inspection);
    expect(fromJson).toEqual(inspection);
  });

  test('that was copied and given an id of its own is a policy of its own', async () => {
    const copy = edited('id: cn-inspection', 'id: our-inspection').replace(
      'days: 365',
      'days: 300',
    );
    const own = await readPolicy(write('own.yaml', copy), templateNames);
    expect(own.id).toBe('our-inspection');
    expect(own.classes.continuing.clocks.execute.period.days).toBe(300);
    expect(own.cadences).toEqual(inspection.cadences);
  });
});

describe('a broken policy file is refused with one line: file, line, path and reason', () => {
  const verify = '        period: { days: 10, unit: workday }';

  test.each<[string, string, string, string, RegExp]>([
    [
      'an unknown key',
      edited(verify, `${verify}\n        grace: 3`),
      'grace: 3',
      'classes.immediate.clocks.verify.grace',
      /^no such field$/,
    ],
    [
      'a wrong unit',
      edited(verify, '        period: { days: 10, unit: hour }'),
      'unit: hour',
      'classes.immediate.clocks.verify.period.unit',
      /"day"\|"workday"/,
    ],
    [
      'rungs out of order',
      edited('offset: -20', 'offset: -31'),
      'offset: -31',
      'cadences.rectification.rungs.1.offset',
      /^rungs must be in order of time/,
    ],
    [
      'a cadence that is not there',
      edited('cadence: lookBack', 'cadence: lookback'),
      'cadence: lookback',
      'classes.immediate.clocks.recheck.cadence',
      /^no cadence "lookback"; there are: rectification, checking, /,
    ],
    [
      'a template that is not there',
      edited('template: due-today', 'template: due-tomorrow'),
      'template: due-tomorrow',
      'cadences.rectification.rungs.5.template',
      /^no template "due-tomorrow"; there are: .*\bdue-today\b/,
    ],
    [
      'a rung named twice',
      edited('rung: V0', 'rung: V-3'),
      '- rung: V-3\n        offset: 0',
      'cadences.checking.rungs.1.rung',
      /^"V-3" names two rungs/,
    ],
    [
      'a rung with the name of the due moment',
      edited('rung: T0', 'rung: due'),
      'rung: due',
      'cadences.rectification.rungs.5.rung',
      /^"due" names two rungs/,
    ],
    [
      'a gate that is no answer',
      edited('planMayBeSkipped: true', 'planMayBeSkipped: yes'),
      'planMayBeSkipped: yes',
      'classes.immediate.gates.planMayBeSkipped',
      /boolean/,
    ],
  ])('%s', async (_what, text, where, path, reason) => {
    const line = text.slice(0, text.indexOf(where)).split('\n').length;
    const told = await problems(write('broken.yaml', text));
    // Classes that share a rule by an alias share its mistake, at the same line.
    const [first = '', ...others] = told;
    expect(first).toMatch(/^broken\.yaml:\d+: \S+: /);
    const [, lineTold, pathTold, ...words] = first.split(':');
    expect({ line: Number(lineTold), path: pathTold?.trim() }).toEqual({ line, path });
    expect(words.join(':').trim()).toMatch(reason);
    for (const other of others)
      expect(other).toMatch(new RegExp(`^broken\\.yaml:${line}: classes\\.`));
  });

  test('one that is no YAML', async () => {
    const [line, ...others] = await problems(write('torn.yaml', edited('[verifier]', '[verifier')));
    expect(line).toMatch(/^torn\.yaml:\d+: /);
    expect(others.every((each) => each.startsWith('torn.yaml:'))).toBe(true);
  });

  test('one that is empty, or holds something else', async () => {
    expect(await problems(write('empty.yaml', ''))).toEqual([
      'empty.yaml:1: Invalid input: expected object, received null',
    ]);
    expect(await problems(write('list.json', '[]'))).toEqual([
      'list.json:1: Invalid input: expected object, received array',
    ]);
  });

  test('one of another kind, and one that is not there', async () => {
    expect(await problems(write('policy.txt', inspectionText))).toEqual([
      'policy.txt: is not named .yaml, .yml or .json',
    ]);
    expect(await problems(join(folder, 'absent.yaml'))).toEqual([
      'absent.yaml: cannot be read (ENOENT)',
    ]);
  });
});

/** The versions read, in their order. */
async function versions(...paths: readonly string[]): Promise<number[]> {
  return (await readPolicies(paths, templateNames)).map(({ version }) => version);
}

describe('several policy files', () => {
  test('are read in their order', async () => {
    const next = write(
      'next.yaml',
      edited(`version: ${inspection.version}`, `version: ${nextVersion}`),
    );
    const first = write('first.yaml', inspectionText);
    expect(await versions(first, next)).toEqual([inspection.version, nextVersion]);
    expect(await versions(next, first)).toEqual([nextVersion, inspection.version]);
    expect(await versions()).toEqual([]);
  });

  test('are refused together, and the problems of all of them are told', async () => {
    const good = write('good.yaml', inspectionText);
    const bad = write('bad.yaml', edited("sendAt: '09:00'", "sendAt: '25:00'"));
    const worse = write('worse.yaml', edited(`version: ${inspection.version}`, 'version: one'));
    expect(await problems(good, bad, worse)).toEqual([
      expect.stringMatching(/^bad\.yaml:\d+: sendAt: must be a time of day, HH:MM$/),
      expect.stringMatching(/^worse\.yaml:\d+: version: .*expected number/),
    ]);
  });

  test('may not give one version twice: both files are named', async () => {
    const one = write('one.yaml', inspectionText);
    const copy = write('copy.json', JSON.stringify(parse(inspectionText)));
    expect(await problems(one, copy)).toEqual([
      `copy.json: version: cn-inspection@${inspection.version} is already given by one.yaml`,
    ]);
  });
});
