/** Plans that name funds and contingency, or leave them out; and more time, asked for and granted. */
import type { FindingCommandInput } from '../../../src/index.ts';
import { give, owner } from '../../unit/engine/engine-case.ts';
import { cause, measuresBy } from './lives.ts';
import { viewOf, type Stage } from './stage.ts';

export const funded = { funding: '校安经费3万元' } as const;
export const prepared = { contingencyPlan: '错峰放学,专人疏导' } as const;

/** Claimed first, where nobody has. */
export async function handInPlan(
  stage: Stage,
  findingId: string,
  dueDate: string,
  assurances: Partial<typeof funded & typeof prepared>,
): Promise<void> {
  const { stage: at } = await viewOf(stage, findingId);
  if (at === 'open') await give(stage.engine, findingId, owner, { type: 'CLAIM' }, cause);
  const measures = await measuresBy(stage, findingId, dueDate);
  for (const measure of measures) Object.assign(measure, assurances);
  const set = { type: 'SET_MEASURES', measures } as const;
  await give(stage.engine, findingId, owner, set, { type: 'SUBMIT_PLAN' });
}

export const askUntil = (until: string): FindingCommandInput => ({
  type: 'REQUEST_EXTENSION',
  clock: 'execute',
  until,
  reasonCode: 'construction',
  reason: '管道改造须停水,排到假期',
});
export const extendUntil = (
  until: string,
  override: { override?: true } = {},
): FindingCommandInput => ({
  type: 'EXTEND',
  clock: 'execute',
  extension: { rule: 'fixed', until },
  reason: '情况属实',
  ...override,
});
