/** The steps that findings take in every regime, given by whoever may give them. */
import { createHash } from 'node:crypto';
import type { FindingCommandInput } from '../../../src/index.ts';
import { give, inspector, owner } from '../../unit/engine/engine-case.ts';
import { head, viewOf, type Stage } from './stage.ts';

type MeasureInput = Extract<FindingCommandInput, { type: 'SET_MEASURES' }>['measures'][number];

/** The measures as the document has them, with all that a plan is asked for. */
export async function measuresBy(
  stage: Stage,
  findingId: string,
  dueDate: string,
): Promise<MeasureInput[]> {
  const { measures, number } = await viewOf(stage, findingId);
  const texts = measures.length === 0 ? [`${number}:按期整改到位`] : measures.map((m) => m.text);
  return texts.map((text, index) => ({
    no: index + 1,
    text,
    unit: 'school',
    person: 'he',
    dueDate,
    acceptanceCriterion: `核查人到现场核对第${index + 1}项`,
    evidenceKinds: ['document'],
  }));
}

/** Claimed, planned and handed in; what else the plan says comes before it is handed in. */
export async function draftPlan(
  stage: Stage,
  findingId: string,
  dueDate: string,
  ...besides: readonly FindingCommandInput[]
): Promise<void> {
  const measures = await measuresBy(stage, findingId, dueDate);
  await give(
    stage.engine,
    findingId,
    owner,
    { type: 'CLAIM' },
    { type: 'SET_MEASURES', measures },
    ...besides,
    { type: 'SUBMIT_PLAN' },
  );
}

/** From an approved plan, or one that need not be approved, to every measure done and shown. */
export async function doWork({ engine, ...stage }: Stage, findingId: string): Promise<void> {
  const { measures, state } = await viewOf({ engine, ...stage }, findingId);
  if (state !== 'inProgress') await give(engine, findingId, owner, { type: 'START' });
  for (const { no } of measures) {
    const id = `${findingId}/${no}`;
    const sha256 = createHash('sha256').update(id).digest('hex');
    const evidence = { id, kind: 'document', name: `措施${no}.pdf`, sha256, bytes: 2_048 } as const;
    await give(
      engine,
      findingId,
      owner,
      { type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' },
      { type: 'ATTACH_EVIDENCE', measureNo: no, evidence },
    );
  }
}

/** From opening to every measure done, waiting to be handed in. */
export async function planAndWork(
  stage: Stage,
  findingId: string,
  dueDate: string,
  ...besides: readonly FindingCommandInput[]
): Promise<void> {
  await draftPlan(stage, findingId, dueDate, ...besides);
  await give(stage.engine, findingId, inspector, { type: 'APPROVE_PLAN' });
  await doWork(stage, findingId);
}

/** From opening to closure, of a finding of which nothing special is asked. */
export async function rectify(stage: Stage, findingId: string, dueDate: string): Promise<void> {
  await planAndWork(stage, findingId, dueDate);
  await give(stage.engine, findingId, owner, { type: 'SUBMIT' });
  await give(stage.engine, findingId, inspector, { type: 'APPROVE' }, { type: 'CLOSE' });
}

export const cause: FindingCommandInput = {
  type: 'SET_CAUSE',
  category: 'supervision',
  text: '日常检查没有落到人,发现后无人跟进',
};

/** What only a major finding is asked for between the work and its closure, but for what is published. */
export async function signAndVerifyMajor({ engine }: Stage, findingId: string): Promise<void> {
  const similar = { type: 'CHECK_SIMILAR', scope: '全部同类场所', found: 0 } as const;
  const mechanism = { type: 'SET_MECHANISM', text: '列入每周检查表' } as const;
  await give(engine, findingId, head, { type: 'ATTEST_RESULT' });
  await give(engine, findingId, owner, similar, mechanism, { type: 'SUBMIT' });
  await give(engine, findingId, inspector, { type: 'APPROVE', methods: ['onSite'] });
}

export const publish = (channel: 'internal' | 'public') =>
  ({ type: 'DECIDE_DISCLOSURE', channel, decision: 'publish' }) as const;

/** A figure of the first target. */
export const observed = (on: string, value: number) =>
  ({ type: 'OBSERVE', observation: { targetNo: 1, on, value } }) as const;
