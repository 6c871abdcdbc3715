/** Every command in the order of the lifecycle: as refusals list them, and people are offered them. */
import type { FindingCommand } from '../events.ts';

const inLifecycleOrder: Readonly<Record<FindingCommand['type'], true>> = {
  CLAIM: true,
  ASSIGN: true,
  NUDGE: true,
  CONTEST: true,
  UPHOLD_CONTEST: true,
  DISMISS_CONTEST: true,
  SET_MEASURES: true,
  SET_TARGETS: true,
  SET_CAUSE: true,
  SUBMIT_PLAN: true,
  ATTEST_PLAN: true,
  APPROVE_PLAN: true,
  RETURN_PLAN: true,
  START: true,
  ADVANCE_MEASURE: true,
  ATTACH_EVIDENCE: true,
  OBSERVE: true,
  REPORT_PROGRESS: true,
  ATTEST_RESULT: true,
  SUBMIT: true,
  APPROVE: true,
  RETURN: true,
  SPOT_CHECK: true,
  WAIVE_SEPARATION: true,
  CHECK_SIMILAR: true,
  SET_MECHANISM: true,
  DECIDE_DISCLOSURE: true,
  OPEN_PUBLIC_NOTICE: true,
  OBJECT: true,
  DISMISS_OBJECTION: true,
  CLOSE: true,
  WITHDRAW: true,
  TRANSFER: true,
  MERGE: true,
  ACCEPT_RISK: true,
  PASS_RECHECK: true,
  RECORD_RECHECK: true,
  ORDER_RECHECK: true,
  LINK_RECURRENCE: true,
  REOPEN: true,
  REQUEST_EXTENSION: true,
  EXTEND: true,
  REFUSE_EXTENSION: true,
  ACKNOWLEDGE: true,
  DECIDE_PROPOSAL: true,
  PAUSE: true,
  RESUME: true,
  REFER: true,
  COME_BACK: true,
  RECLASSIFY: true,
};

const order = Object.keys(inLifecycleOrder);

interface Option {
  readonly shape: { readonly type: { readonly value: string } };
}

/** The same options, sorted: a command without a place in the order does not compile. */
export function sorted<Options extends readonly Option[]>(options: Options): Options {
  const place = ({ shape }: Option) => order.indexOf(shape.type.value);
  // Where each stands in the list matters to readers, not to the union of them.
  return options.toSorted((one, other) => place(one) - place(other)) as unknown as Options;
}
