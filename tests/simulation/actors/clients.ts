/** Whoever gives commands: waits for an answer, and where none comes, gives the same command again under its key. */
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import type { SendAnswer, SendCommand } from '../../../src/engine/answers.ts';
import type { OpenCommand } from '../../../src/engine/open.ts';
import { someServer } from './processes.ts';
import { enginePorts, storesOf, troubleIn, type World } from '../world.ts';

const patienceMs = 30_000;

export function give(world: World, command: SendCommand): Promise<SendAnswer> {
  return persist(world, `send ${command.event.type}`, (engine, idempotencyKey) =>
    engine.send({ ...command, idempotencyKey }),
  );
}

export function open(world: World, command: OpenCommand): Promise<SendAnswer> {
  return persist(world, 'open', (engine, idempotencyKey) =>
    engine.open({ ...command, idempotencyKey }),
  );
}

/** One request after the other, or two at once, until an answer has come back. */
async function persist(
  world: World,
  what: string,
  ask: (engine: Engine, key: string) => Promise<SendAnswer>,
): Promise<SendAnswer> {
  const { scheduler, random, invariants, itself } = world;
  const key = random.uuid();
  invariants.asked(key, what);
  for (;;) {
    const copies = random.chance(scheduler.weather.commandTwice) ? 2 : 1;
    const answers: SendAnswer[] = [];
    let lost = 0;
    const askOnce = async () => {
      try {
        const answer = await ask(engineFor(world, key), key);
        if (answer.kind === 'accepted') invariants.acknowledged(key, answer);
        answers.push(answer);
      } catch (error) {
        lost += 1;
        troubleIn(world, what)(error);
      }
    };
    for (let copy = 0; copy < copies; copy += 1) void askOnce();
    const deadline = scheduler.now + patienceMs;
    await scheduler.turn(itself, `answer to ${what}`, {
      ready: () => answers.length > 0 || lost === copies || scheduler.now >= deadline,
      wake: () => deadline,
    });
    const [answer] = answers;
    if (answer === undefined || random.chance(scheduler.weather.answerLost)) continue;
    invariants.answered(key);
    return answer;
  }
}

/** An engine on some server, whose writes bear the request's name. */
export function engineFor(world: World, origin: string): Engine {
  const { process, calendar } = someServer(world);
  return createEngine(enginePorts(world, process, storesOf(world, process, origin), calendar));
}
