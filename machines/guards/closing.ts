/** Conditions of closing and of what comes after: the close-out, ways off the ledger, re-inspections, other findings. */
import type { FindingContext, Given } from '../finding-context.ts';
import { disclosureChannelSchema } from '../words.ts';
import { asked } from './asked.ts';

export const closingStateGuards = {
  notClosed: ({ disposition }: FindingContext) => disposition === null,
  noticeNotServed: ({ noticeServed }: FindingContext) => !noticeServed,
  noticeServedIfRequired: ({ gates, noticeServed }: FindingContext) =>
    !gates.publicNotice || noticeServed,
  noOpenObjection: ({ objections }: FindingContext) => !objections.some(({ open }) => open),
  hasOpenObjection: ({ objections }: FindingContext) => objections.some(({ open }) => open),
  riskAcceptanceAllowed: ({ gates }: FindingContext) => gates.riskAcceptance,
  /** 举一反三, in this cycle. */
  similarCasesChecked: (context: FindingContext) =>
    !asked(context, 'similarCheckFor') || context.similarCheck?.cycle === context.cycle,
  /** 建章立制. */
  mechanismInPlace: (context: FindingContext) =>
    !asked(context, 'mechanismFor') || context.mechanism !== undefined,
  /** 双公开: decided for both channels, one way or the other. */
  disclosureDecided: (context: FindingContext) =>
    !asked(context, 'disclosureFor') ||
    disclosureChannelSchema.options.every((channel) => context.disclosure?.[channel] !== undefined),
  /** A parent is closed when the last of its children is. */
  childrenClosed: ({ children = [] }: FindingContext) => children.every(({ open }) => !open),
  /** Struck off, a parent takes along the children that follow it; the others would be left without it. */
  openChildrenFollow: ({ children = [] }: FindingContext) =>
    children.every(({ open, mode }) => !open || mode === 'follows'),
  /** 回头看: closing has set its clock going, and nobody has recorded the result yet. */
  recheckUnderWay: ({ clocks }: FindingContext) => clocks.some(({ clock }) => clock === 'recheck'),
  noRecheckUnderWay: ({ clocks }: FindingContext) =>
    !clocks.some(({ clock }) => clock === 'recheck'),
  /** Only what was put right can be looked at again, or looked at at all. */
  wasRectified: ({ disposition }: FindingContext) => disposition === 'rectified',
} as const;

export const closingEventGuards = {
  objectionIsNew: ({ objections }: FindingContext, event: Given) =>
    event.type === 'OBJECT' && !objections.some(({ id }) => id === event.objectionId),
  objectionIsOpen: ({ objections }: FindingContext, event: Given) =>
    event.type === 'DISMISS_OBJECTION' &&
    objections.some(({ id, open }) => open && id === event.objectionId),
  /** 回头看 found that it has not held: that is a reopening. */
  resultHasNotHeld: (_context: FindingContext, event: Given) =>
    event.type === 'RECORD_RECHECK' && event.result === 'notHeld',
  /** The day until which the risk was accepted has passed. */
  acceptanceRanOut: ({ disposition }: FindingContext, event: Given) =>
    event.type === 'CLOCK_DUE' &&
    disposition === 'accepted' &&
    event.clock === 'recheck' &&
    event.rungs.some(({ at }) => at >= event.dueAt),
  recurrenceIsNew: ({ recurrenceOf = [] }: FindingContext, event: Given) =>
    event.type === 'LINK_RECURRENCE' &&
    !recurrenceOf.some(({ id }) => id === event.closedBefore?.id),
  childIsNew: ({ children = [] }: FindingContext, event: Given) =>
    event.type === 'CHILD_ADDED' && !children.some(({ id }) => id === event.child.id),
  childIsKnown: ({ children = [] }: FindingContext, event: Given) =>
    (event.type === 'CHILD_CLOSED' || event.type === 'CHILD_REOPENED') &&
    children.some(({ id }) => id === event.child.id),
} as const;
