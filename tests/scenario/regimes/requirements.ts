/** The twenty requirements of the sample checklist, gone through at one school. */
import { fileURLToPath } from 'node:url';
import { readChecklist, type RunToRecord } from '../../../src/index.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { inspector, slots } from '../../unit/engine/engine-case.ts';

const file = new URL(
  '../../../samples/checklists/school-minimum-requirements.yaml',
  import.meta.url,
);

/** Which requirement the document says cannot be met now, in whose words, and why. */
export interface Exception {
  readonly no: number;
  readonly text: string;
  readonly reason: string;
}

/** As a clerk finds it in the report: 第16条“…”,… */
export function exceptionIn(report: string): Exception {
  const [, no, text, reason] = /第(\d+)条“([^”]+)”,([^,。]+)/u.exec(report) ?? [];
  if (text === undefined || reason === undefined) throw new Error('no requirement is excepted');
  return { no: Number(no), text, reason };
}

/** `failed`: what was seen, by item; a reason where it cannot be put right at once. All other items are met. */
export async function runOver(
  unit: string,
  on: string,
  round: string,
  failed: ReadonlyMap<number, { readonly note: string; readonly reason?: string }>,
): Promise<RunToRecord> {
  const checklist = await readChecklist(fileURLToPath(file));
  const results = checklist.items.map(({ no }) => {
    const seen = failed.get(no);
    return seen === undefined
      ? { no, result: 'met' as const }
      : Object.assign({ no, result: 'failed' as const }, seen);
  });
  const policy = shippedName('cn-education-supervision');
  return { checklist, round, unit, on, slots, policy, results, by: inspector };
}
