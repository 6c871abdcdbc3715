/**
 * Loaded ahead of a program (`node --import`): its Date is off by so much from the start, or goes off
 * by so much when it is told to with SIGUSR2. Timers and performance.now go on as they were.
 */
import process from 'node:process';

const RealDate = Date;
let offMs = Number(process.env['DATE_OFF_MS'] ?? 0);
const jumpMs = Number(process.env['DATE_JUMP_MS'] ?? 0);
const now = () => RealDate.now() + offMs;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});

process.on('SIGUSR2', () => {
  offMs += jumpMs;
  process.stderr.write(`Date is off by ${offMs} ms\n`);
});
