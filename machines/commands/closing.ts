/** Commands of checking and closing: approvals, spot checks, close-out conditions, ways off the ledger, what comes after. */
import { z } from 'zod';
import {
  daySchema,
  disclosureChannelSchema,
  partySchema,
  recheckResultSchema,
  reopenReasonSchema,
  returnReasonSchema,
  textSchema,
  verificationMethodSchema,
  withholdingGroundSchema,
} from '../words.ts';
import { noted, reasoned } from './members.ts';

export const approve = z.strictObject({
  type: z.literal('APPROVE'),
  /** How it was checked. */
  methods: z.array(verificationMethodSchema).min(1).max(3).optional(),
  ...noted,
});

/** Lets somebody check in spite of a hand in the work: an event of its own, with who allowed it and why. */
export const waiveSeparation = z.strictObject({
  type: z.literal('WAIVE_SEPARATION'),
  checker: partySchema,
  ...reasoned,
});

export const close = z.strictObject({
  type: z.literal('CLOSE'),
  sustained: z.boolean().default(false),
  ...noted,
});

export const merge = z.strictObject({ type: z.literal('MERGE'), into: partySchema, ...reasoned });

/** 屡查屡犯: the same has been closed before, under this number. A person confirms it. */
export const linkRecurrence = z.strictObject({
  type: z.literal('LINK_RECURRENCE'),
  earlier: partySchema,
  ...noted,
});

/** 举一反三: where else was looked, and how many more of the kind were found. */
const checkSimilar = z.strictObject({
  type: z.literal('CHECK_SIMILAR'),
  scope: textSchema,
  found: z.int().min(0).max(1_000_000),
  ...noted,
});

const decideDisclosure = z
  .strictObject({
    type: z.literal('DECIDE_DISCLOSURE'),
    channel: disclosureChannelSchema,
    decision: z.enum(['publish', 'withhold']),
    ground: withholdingGroundSchema.optional(),
    ...noted,
  })
  .refine(
    ({ decision, ground, note }) =>
      (decision === 'withhold') === (ground !== undefined) &&
      (decision === 'publish' || note !== undefined),
    {
      path: ['ground'],
      message:
        'what is withheld names its ground and its reason, in `note`; what is published names no ground',
    },
  );

export const closingCommands = [
  z.strictObject({ type: z.literal('RETURN'), reasonCode: returnReasonSchema, ...reasoned }),
  /** 抽查: what is reported is held against the place, the papers or the figures. */
  z.strictObject({
    type: z.literal('SPOT_CHECK'),
    /** Null: of the finding as a whole. */
    measureNo: z.int().positive().nullable().default(null),
    method: verificationMethodSchema,
    result: z.enum(['confirmed', 'notConfirmed']),
    note: textSchema,
  }),
  checkSimilar,
  /** 建章立制: the rule or mechanism that keeps it from coming back. */
  z.strictObject({
    type: z.literal('SET_MECHANISM'),
    text: textSchema,
    evidenceId: partySchema.nullable().default(null),
  }),
  decideDisclosure,
  z.strictObject({ type: z.literal('OPEN_PUBLIC_NOTICE'), ...noted }),
  z.strictObject({ type: z.literal('OBJECT'), objectionId: partySchema, ...reasoned }),
  z.strictObject({ type: z.literal('DISMISS_OBJECTION'), objectionId: partySchema, ...reasoned }),
  z.strictObject({ type: z.literal('WITHDRAW'), ...reasoned }),
  z.strictObject({ type: z.literal('TRANSFER'), to: partySchema, ...reasoned }),
  z.strictObject({ type: z.literal('ACCEPT_RISK'), until: daySchema, ...reasoned }),
  /** The same as a re-inspection recorded as held. */
  z.strictObject({ type: z.literal('PASS_RECHECK'), ...noted }),
  z.strictObject({
    type: z.literal('RECORD_RECHECK'),
    result: recheckResultSchema,
    note: textSchema,
  }),
  z.strictObject({ type: z.literal('ORDER_RECHECK'), ...reasoned }),
  z.strictObject({ type: z.literal('REOPEN'), reasonCode: reopenReasonSchema, ...reasoned }),
] as const;
