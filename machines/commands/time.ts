/** Commands about dates: more time, a pause, a promise, and what a ladder proposes to people. */
import { z } from 'zod';
import { daySchema, extensionReasonSchema, partySchema } from '../words.ts';
import { noted, reasoned } from './members.ts';

/** The clocks that time a step of the work. */
const workClockSchema = z.enum(['plan', 'execute', 'verify']);

/** 延期: a full period anew, so many days more, or until a day. */
const extensionSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('fresh') }),
  z.strictObject({ rule: z.literal('remainder'), days: z.int().min(1).max(3660) }),
  z.strictObject({ rule: z.literal('fixed'), until: daySchema }),
]);

const overriding = {
  /** After the date, by somebody who may: it is marked as such for ever. */
  override: z.literal(true).optional(),
};

export const requestExtension = z.strictObject({
  type: z.literal('REQUEST_EXTENSION'),
  clock: workClockSchema,
  until: daySchema,
  reasonCode: extensionReasonSchema,
  ...reasoned,
  /** Evidence of the reason, by its id. */
  evidenceIds: z.array(partySchema).max(20).default([]),
});

export const extend = z.strictObject({
  type: z.literal('EXTEND'),
  clock: workClockSchema,
  extension: extensionSchema,
  ...overriding,
  ...reasoned,
});

export const refuseExtension = z.strictObject({ type: z.literal('REFUSE_EXTENSION'), ...reasoned });

/** 限期承诺: by that day it will be done; until it has passed, the ladder of the overdue clock waits. */
export const acknowledge = z.strictObject({
  type: z.literal('ACKNOWLEDGE'),
  clockNo: z.int().positive(),
  promisedOn: daySchema,
  ...noted,
});

/** What becomes of a summons or another step that the ladder has proposed. */
export const decideProposal = z.strictObject({
  type: z.literal('DECIDE_PROPOSAL'),
  no: z.int().positive(),
  decision: z.enum(['carryOut', 'decline']),
  ...reasoned,
});

export const timeCommands = [
  z.strictObject({ type: z.literal('PAUSE'), ...reasoned }),
  z.strictObject({ type: z.literal('RESUME'), ...noted }),
  /** To the level that can put it right, where the unit cannot. */
  z.strictObject({ type: z.literal('REFER'), to: partySchema, ...reasoned }),
  z.strictObject({
    type: z.literal('COME_BACK'),
    outcome: z.enum(['solved', 'instructed', 'notSolvable']),
    ...reasoned,
  }),
] as const;
