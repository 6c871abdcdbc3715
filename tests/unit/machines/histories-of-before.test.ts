/** Findings opened, and events given, before rule sets could ask for more: nothing changes for them. */
import { describe, expect, test } from 'vitest';
import type { FindingEventType } from '../../../machines/events.ts';
import {
  eventGuards,
  guardHolds,
  stateGuards,
  type GuardName,
} from '../../../machines/finding-guards.ts';
import { newFinding, type FindingContext, type Given } from '../../../machines/finding-context.ts';
import { gatesSchema } from '../../../machines/gates.ts';
import { openFinding, type FindingSnapshot } from '../../../machines/step.ts';
import { anInput, eventTypes, linkedTypes, sample } from './school-case.ts';
import { arrows } from './arrows.ts';
import { oldJourneys } from './old-journeys.ts';
import { answer, findingAt, play, stages } from './school-stages.ts';

/** All that a context knew before; `nudges` once somebody had been nudged. */
const oldMembers = [...Object.keys(newFinding(anInput())), 'nudges'];
const oldGates = Object.keys(anInput().gates);

function strangeIn({ context }: FindingSnapshot): readonly string[] {
  const shapes: readonly (readonly [readonly object[], readonly string[]])[] = [
    [context.approvals, ['level', 'by']],
    [context.extensions, ['clock', 'clockNo', 'byClockNo']],
    [context.pause === null ? [] : [context.pause], ['at', 'clockNos']],
    [[context], oldMembers],
    [[context.gates], oldGates],
  ];
  return shapes.flatMap(([entries, known]) =>
    entries.flatMap((entry) => Object.keys(entry).filter((key) => !known.includes(key))),
  );
}

const oldTypes: readonly FindingEventType[] = [
  'CLAIM',
  'ASSIGN',
  'NUDGE',
  'CONTEST',
  'UPHOLD_CONTEST',
  'DISMISS_CONTEST',
  'SET_MEASURES',
  'SET_TARGETS',
  'SUBMIT_PLAN',
  'APPROVE_PLAN',
  'RETURN_PLAN',
  'START',
  'ADVANCE_MEASURE',
  'ATTACH_EVIDENCE',
  'OBSERVE',
  'REPORT_PROGRESS',
  'SUBMIT',
  'APPROVE',
  'RETURN',
  'OPEN_PUBLIC_NOTICE',
  'OBJECT',
  'DISMISS_OBJECTION',
  'CLOSE',
  'WITHDRAW',
  'TRANSFER',
  'MERGE',
  'ACCEPT_RISK',
  'PASS_RECHECK',
  'REOPEN',
  'EXTEND',
  'PAUSE',
  'RESUME',
  'RECLASSIFY',
  'CLOCK_DUE',
  'CLOCK_MOVED',
];

describe('a finding of before', () => {
  test('knows nothing of what came later, whatever happened to it that could happen then', () => {
    const seen = new Set<string>();
    const strange = oldJourneys().flatMap(({ opened, steps }) =>
      strangeIn(opened).concat(
        steps.flatMap(({ event, snapshot }) => {
          seen.add(event.type);
          return strangeIn(snapshot).map((member) => `${event.type} adds ${member}`);
        }),
      ),
    );
    expect(strange).toEqual([]);
    expect([...seen].filter((type) => !oldTypes.includes(type as FindingEventType))).toEqual([]);
  });

  test.each(oldTypes)('knows nothing of it after %s, from wherever that was given', (type) => {
    const given = arrows.filter(({ event }) => event.type === type);
    expect(given).not.toEqual([]);
    const before = given.map(({ at, event, from }) => ({ from: from?.() ?? findingAt(at), event }));
    const ofThen = before.filter(({ from }) => strangeIn(from).length === 0);
    expect(ofThen).not.toEqual([]);
    for (const { from, event } of ofThen) expect(strangeIn(play(from, event))).toEqual([]);
  });

  test('is opened with no more than was said of it', () => {
    expect(strangeIn(openFinding(anInput()).snapshot)).toEqual([]);
    expect(newFinding(anInput())).not.toHaveProperty('parent');
  });

  test('has gates that are taken as they are: each later one may be left out', () => {
    const { gates } = anInput();
    expect(gatesSchema.parse(gates)).toStrictEqual(gates);
    const later = Object.keys(gatesSchema.shape).filter((gate) => !oldGates.includes(gate));
    expect(later).toHaveLength(14);
  });

  test('can be judged by every condition, with every event there is', () => {
    const names = [...Object.keys(stateGuards), ...Object.keys(eventGuards)] as GuardName[];
    for (const at of stages) {
      const { context } = findingAt(at);
      for (const name of names) {
        for (const type of eventTypes) {
          expect(typeof guardHolds(name, context, sample(type))).toBe('boolean');
        }
      }
    }
  });

  const later = [
    'responsibilityIsClear',
    'measuresAreToThePoint',
    'rootCauseNamed',
    'planAttested',
    'resultAttested',
    'spotChecksConfirmed',
    'similarCasesChecked',
    'mechanismInPlace',
    'disclosureDecided',
    'childrenClosed',
    'openChildrenFollow',
    'extensionApproverAppointed',
    'extensionAskedFor',
    'extensionAnswersRequest',
    'notReferred',
  ] as const;
  test.each(later)('meets %s, which nobody asked of it', (name) => {
    for (const at of stages) expect(stateGuards[name](findingAt(at).context)).toBe(true);
  });

  const ofEvents = [
    'measureDatesLieAhead',
    'measureDatesAreWithinPeriod',
    'methodsUsed',
    'checkerSignsForLevel',
    'overrideIsPermitted',
    'extensionApproverDecides',
  ] as const;
  test.each(ofEvents)('meets %s with the events of before', (name) => {
    const bare: readonly Given[] = [sample('APPROVE_PLAN'), sample('APPROVE'), sample('EXTEND')];
    for (const at of stages) {
      const context: FindingContext = findingAt(at).context;
      for (const event of bare) expect(guardHolds(name, context, event)).toBe(true);
    }
  });

  test('takes word of other findings as any other does', () => {
    for (const type of linkedTypes) {
      if (type === 'CHILD_CLOSED' || type === 'CHILD_REOPENED') continue;
      const step = answer(findingAt('working'), sample(type as FindingEventType));
      expect(step.kind).toBe('accepted');
    }
  });
});
