/** What holds of every finding after every step (RELIABILITY, section 5): read off its state, the guards are not asked. */
import { warningSchema } from '../../../machines/words.ts';
import type { Life } from './batch.ts';

type Invariant = (life: Life, now: number) => boolean;

const invariants: Readonly<Record<string, Invariant>> = {
  'an open finding has a clock that runs': ({ snapshot, clocks }) =>
    snapshot.context.disposition !== null || clocks.some(({ state }) => state === 'running'),
  'of each kind at most one clock is open': ({ clocks }) => {
    const kinds = clocks.filter(isOpen).map(({ kind }) => kind);
    return new Set(kinds).size === kinds.length;
  },
  'the rows are the clocks the rules know': ({ snapshot, clocks }) => {
    const rows = clocks.filter(isOpen).map(({ no, kind, state }) => `${no} ${kind} ${state}`);
    const known = snapshot.context.clocks.map(({ no, clock, state }) => `${no} ${clock} ${state}`);
    return rows.toSorted().join() === known.toSorted().join();
  },
  'what is closed is reminded of nothing but its re-inspection': ({ snapshot, clocks }) =>
    snapshot.context.disposition === null ||
    clocks.filter(isOpen).every(({ kind }) => kind === 'recheck'),
  'whoever checked had no hand in it, or was let': ({ snapshot }) => {
    const { approvals, makers, waivers = [], cycle } = snapshot.context;
    return approvals.every(({ by }) =>
      by.persons.every(
        (person) =>
          waivers.some((waiver) => waiver.checker === person && waiver.cycle === cycle) ||
          !makers.some(
            ({ persons, unit }) => persons.includes(person) || (unit !== null && unit === by.unit),
          ),
      ),
    );
  },
  'a warning is the gravest of its cycle': ({ snapshot, history }) => {
    const begun = history.findLastIndex(
      (event) =>
        event.type === 'REOPEN' || (event.type === 'RECORD_RECHECK' && event.result === 'notHeld'),
    );
    const warned = history
      .slice(begun + 1)
      .flatMap((event) => (event.type === 'CLOCK_DUE' ? event.rungs : []))
      .flatMap(({ warns }) => (warns === undefined ? [] : [warningSchema.options.indexOf(warns)]));
    const gravest =
      warned.length === 0 ? null : (warningSchema.options[Math.max(...warned)] ?? null);
    return (snapshot.context.warning ?? null) === gravest;
  },
  'each rung of a clock is said once': ({ history }) => {
    const said = history.flatMap((event) =>
      event.type === 'CLOCK_DUE' ? event.rungs.map(({ rung }) => `${event.clockNo} ${rung}`) : [],
    );
    return new Set(said).size === said.length;
  },
  'more time is granted no more often than the rules allow': ({ snapshot }) => {
    const { extensions, gates } = snapshot.context;
    return ['plan', 'execute', 'verify'].every(
      (kind) => extensions.filter(({ clock }) => clock === kind).length <= gates.extensionsMax,
    );
  },
};

/** These hold once what is due has been fired: a change of class may leave a clock past its date from its first moment. */
const onceFired: Readonly<Record<string, Invariant>> = {
  'what is past its date is on record': ({ snapshot, clocks }, now) =>
    clocks
      .filter(
        ({ kind, mode, state }) => state === 'running' && mode === 'enforcing' && kind !== 'notice',
      )
      .filter(({ dueAt }) => dueAt <= now)
      .every(({ no }) => snapshot.context.breaches.some(({ clockNo }) => clockNo === no)),
  'nothing that runs is left behind': ({ clocks }, now) =>
    clocks.every(({ nextAt }) => nextAt === null || nextAt > now),
};

/** The names of those that do not hold. */
export function brokenInvariants(life: Life, now: number, fired: boolean): readonly string[] {
  return Object.entries(fired ? { ...invariants, ...onceFired } : invariants)
    .filter(([, holds]) => !holds(life, now))
    .map(([name]) => `not so: ${name}`);
}

function isOpen({ state }: Life['clocks'][number]): boolean {
  return state === 'running' || state === 'held';
}
