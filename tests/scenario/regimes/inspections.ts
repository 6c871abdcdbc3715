/** 日巡查、旬自查、月检查: three rhythms over one month, and what each of them finds. */
import { inspector, owner } from '../../unit/engine/engine-case.ts';
import { passTo, type Stage } from './stage.ts';

const rhythms = {
  daily: { kind: 'daily' },
  tenDays: { kind: 'tenDays', on: 'last' },
  monthly: { kind: 'monthly', day: 'last' },
} as const;
export type InspectionIds = Readonly<Record<keyof typeof rhythms, string>>;

/** Through September 2025. */
export async function openInspections({ rectiflow }: Stage, round: string): Promise<InspectionIds> {
  const open = async (kind: keyof typeof rhythms) => {
    const rule = { rhythm: rhythms[kind], from: '2025-09-01', until: '2025-09-30' };
    const duty = {
      round,
      kind: 'check',
      title: `安全检查 ${kind}`,
      rule,
      to: ['teaching'],
    } as const;
    const answer = await rectiflow.duties.open({
      duty: { ...duty, to: [...duty.to] },
      by: inspector,
    });
    if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
    return answer.id;
  };
  return {
    daily: await open('daily'),
    tenDays: await open('tenDays'),
    monthly: await open('monthly'),
  };
}

/** Every check is made on its day, and finds as many problems as that day of the month has; the 13th is left out. */
export async function inspectAllMonth(stage: Stage, ids: InspectionIds): Promise<void> {
  const { rectiflow, clock } = stage;
  for (let date = 1; date <= 30; date += 1) {
    await passTo(stage, `2025-09-${String(date).padStart(2, '0')}T17:00`);
    if (date === 13) continue;
    for (const dutyId of Object.values(ids)) {
      const duty = await rectiflow.dutyViews.get(dutyId, clock.at);
      const due = duty?.tasks.find(
        ({ day, state }) => state === 'open' && Number(day.slice(-2)) === date,
      );
      if (due === undefined) continue;
      const event = { type: 'TASK_DONE', slot: due.slot, issuesFound: date } as const;
      const answer = await rectiflow.duties.send({ dutyId, event, by: owner });
      if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
    }
  }
}

/** How many checks were made, how many are owed, and what they found. */
export async function madeAndFound(
  { rectiflow, clock }: Stage,
  dutyId: string,
): Promise<readonly [made: number, owed: number, found: number]> {
  const duty = await rectiflow.dutyViews.get(dutyId, clock.at);
  if (duty === null) throw new Error('no such duty');
  const found = duty.tasks.reduce((sum, { issuesFound }) => sum + (issuesFound ?? 0), 0);
  return [duty.doneTasks, duty.overdueTasks, found];
}
