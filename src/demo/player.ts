/** Moves the virtual clock and plays scenes, letting every clock fire and every notice go out on the way. */
import { RectiflowError } from '../errors.ts';
import type { Rectiflow } from '../rectiflow.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { Scene } from './round.ts';
import { actor } from './world.ts';

/** Everybody in the story is reached by mail. */
const channels = ['mail'] as const;

/** A rectiflow on a virtual clock, with workers somewhere that can be woken. */
export interface Stage {
  readonly rectiflow: Rectiflow;
  readonly clock: VirtualClock;
  /** Calls the workers. */
  wake(): void;
}

/** Told after each stop of the clock: something may have happened, and been told to somebody. */
export type OnStop = () => Promise<void>;

const patienceMs = 60_000;
const pollMs = 10;

/** Moves the clock to `target`, stopping wherever a rung or somebody's digest is due on the way. */
export async function advanceTo(stage: Stage, target: number, onStop?: OnStop): Promise<void> {
  const { clock, rectiflow } = stage;
  for (;;) {
    const due = await nextDueAt(rectiflow);
    if (due > target) break;
    clock.moveTo(Math.max(due, clock.at));
    stage.wake();
    await until(async () => (await nextDueAt(rectiflow)) > clock.at);
    await settled(stage);
    await onStop?.();
  }
  clock.moveTo(Math.max(target, clock.at));
}

async function nextDueAt({ engine, duties, outbox }: Stage['rectiflow']): Promise<number> {
  const due = [
    await engine.nextDueAt(),
    await duties.nextDueAt(),
    await outbox.nextTurnAt(channels),
  ];
  return Math.min(...due.map((at) => at ?? Infinity));
}

/** Gives the scene's command at its time. Throws when it is refused: a story is not a guess. */
export async function playScene(stage: Stage, scene: Scene, onStop?: OnStop): Promise<void> {
  await advanceTo(stage, scene.at, onStop);
  const { engine } = stage.rectiflow;
  const by = actor(scene.by);
  const { act } = scene;
  const answer =
    'round' in act
      ? await engine.sendToRound({ round: act.round, event: act.event, by })
      : await engine.send({ findingId: act.findingId, event: act.event, by });
  if (answer.kind !== 'accepted') {
    throw new RectiflowError('event_refused', {
      message: `the story cannot go on: ${act.event.type}: ${JSON.stringify(answer)}`,
    });
  }
  stage.wake();
  await settled(stage);
  await onStop?.();
}

/** Waits until nothing is owed any more that could be delivered now. */
export async function settled({ rectiflow }: Stage): Promise<void> {
  await until(async () => {
    return (await rectiflow.dispatches.pending(await rectiflow.engine.now())) === 0;
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('the workers did not get done in time');
    await new Promise((resolve) => {
      setTimeout(resolve, pollMs);
    });
  }
}
