/** Reads policies from files, the shipped ones and an organisation's own alike. */
import { fileURLToPath } from 'node:url';
import { readDataFile, unusable } from '../data-file.ts';
import type { Policy } from '../engine/policy.ts';
import { RectiflowError } from '../errors.ts';
import { nameOf } from './policy-book.ts';
import { policySchemaFor } from './policy-check.ts';

/** Beside this module, in the sources as in the built package. The last is the one in use by default. */
const shippedSets = [
  'cn-petition',
  'cn-safety-hazard',
  'cn-education-supervision',
  'cn-inspection',
];

/** The files of the policies that come with the program. */
export const shippedPolicyFiles: readonly string[] = shippedSets.map((name) =>
  fileURLToPath(new URL(`sets/${name}.yaml`, import.meta.url)),
);

/**
 * Reads one policy, YAML or JSON. It may name these notice templates and no others. Throws
 * `policy_invalid`, one line per problem: file, line, path inside the file, and what is wrong.
 */
export async function readPolicy(path: string, templates: readonly string[]): Promise<Policy> {
  return readDataFile(path, policySchemaFor(templates), 'policy_invalid');
}

/** The policies in the order of their files; the problems of all files are told together. */
export async function readPolicies(
  paths: readonly string[],
  templates: readonly string[],
): Promise<Policy[]> {
  const read = await Promise.allSettled(paths.map(async (path) => readPolicy(path, templates)));
  const policies: Policy[] = [];
  const lines: string[] = [];
  const fileOf = new Map<string, string>();
  for (const [index, outcome] of read.entries()) {
    if (outcome.status === 'rejected') {
      lines.push(...problemsOf(outcome.reason));
      continue;
    }
    const [path = '', name] = [paths[index], nameOf(outcome.value)];
    const first = fileOf.get(name);
    if (first !== undefined) lines.push(`${path}: version: ${name} is already given by ${first}`);
    fileOf.set(name, first ?? path);
    policies.push(outcome.value);
  }
  if (lines.length > 0) throw unusable('policy_invalid', lines);
  return policies;
}

/** What was read of the shipped policies, by the templates they may name. */
const shippedRead = new WeakMap<readonly string[], Promise<readonly Policy[]>>();

/** The policies that come with the program. Read once: they are as they are while it runs. */
export async function readShippedPolicies(
  templates: readonly string[],
): Promise<readonly Policy[]> {
  const reading = shippedRead.get(templates) ?? readPolicies(shippedPolicyFiles, templates);
  shippedRead.set(templates, reading);
  return reading;
}

/** The lines a file was refused with; anything else is not about the file and goes on its way. */
function problemsOf(reason: unknown): readonly string[] {
  if (reason instanceof RectiflowError && reason.code === 'policy_invalid') {
    const { problems } = reason.detail;
    if (Array.isArray(problems)) return problems.map(String);
  }
  throw reason;
}
