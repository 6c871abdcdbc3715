/** What a kindergarten keeps up after closure: somebody eats with the children daily, guards are trained monthly. */
import { give, inspector, owner } from '../../unit/engine/engine-case.ts';
import { passTo, type Stage } from './stage.ts';

/** The working days about 劳动节 2025: a Sunday is worked, and five days in May are not. */
export const dutyDays: readonly string[] = [
  '2025-04-25',
  '2025-04-27',
  '2025-04-28',
  '2025-04-29',
  '2025-04-30',
  '2025-05-06',
  '2025-05-07',
  '2025-05-08',
  '2025-05-09',
];
export const missedDay = '2025-05-07';

export interface DutyIds {
  readonly daily: string;
  readonly monthly: string;
}

export async function openDuties(
  { rectiflow }: Stage,
  round: string,
  meals: string,
  guards: string,
): Promise<DutyIds> {
  const open = async (duty: Parameters<typeof rectiflow.duties.open>[0]['duty']) => {
    const answer = await rectiflow.duties.open({ duty, by: inspector });
    if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
    return answer.id;
  };
  const [from, until] = [dutyDays[0], dutyDays.at(-1)];
  return {
    daily: await open({
      round,
      findingId: meals,
      title: '陪餐并记录',
      rule: { rhythm: { kind: 'workdays' }, at: '11:00', from, until },
      to: ['teaching'],
    }),
    monthly: await open({
      round,
      findingId: guards,
      title: '培训保安',
      rule: { rhythm: { kind: 'monthly', day: 1 }, nonWorking: 'next', from, until },
      to: ['teaching'],
    }),
  };
}

/** Closed as kept up; then each day's task is done on the day, but for one. */
export async function closeWithDuties(
  stage: Stage,
  findingId: string,
  { daily }: DutyIds,
): Promise<void> {
  const { rectiflow, engine } = stage;
  await give(engine, findingId, owner, { type: 'SUBMIT' });
  const close = { type: 'CLOSE', sustained: true } as const;
  await give(engine, findingId, inspector, { type: 'APPROVE' }, close);
  for (const day of dutyDays) {
    await passTo(stage, `${day}T12:00`);
    if (day === missedDay) continue;
    const event = { type: 'TASK_DONE', slot: day, note: '饭菜温热,孩子爱吃' } as const;
    const answer = await rectiflow.duties.send({ dutyId: daily, event, by: owner });
    if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
  }
}
