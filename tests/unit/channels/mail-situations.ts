/** A plausible situation for every notice of a finding: what its mail is written over in the reviewed snapshots. */
import type { NoticeFacts } from '../../../src/channels/channel.ts';
import { at, tenDaysLeft } from './notice-samples.ts';

type Clock = NonNullable<NoticeFacts['clock']>;
type Standing = Pick<NoticeFacts['finding'], 'state' | 'stage'>;

const { finding } = tenDaysLeft;
const executeClock: Clock = tenDaysLeft.clock ?? fail();
function fail(): never {
  throw new Error('the sample has a clock');
}

/** Noon of that day in Shanghai. */
const noonOf = (day: string) => at(`${day}T04:00:00Z`);

const clockOf = (kind: string, ruleId: string, dueDay: string): Clock => ({
  ...executeClock,
  kind,
  ruleId,
  dueAt: at(`${dueDay}T16:00:00Z`),
});
const planClock = clockOf('plan', 'phased-plan-30d', '2024-04-01');
const verifyClock = clockOf('verify', 'phased-verify-15d', '2024-07-25');
const noticeClock = clockOf('notice', 'public-notice-5d', '2024-08-02');
const reportClock = clockOf('report', 'monthly-report', '2024-05-31');
const recheckClock = clockOf('recheck', 'look-back-180d', '2025-01-31');
const pauseClock = clockOf('pause', 'pause-90d', '2024-06-30');

const referralClock = clockOf('referral', 'referral-30d', '2024-06-20');

const open: Standing = { state: 'identified', stage: 'open' };
const claimed: Standing = { state: 'identified', stage: 'claimed' };
const contested: Standing = { state: 'identified', stage: 'contested' };
const planInReview: Standing = { state: 'identified', stage: 'planInReview' };
const planned: Standing = { state: 'planned', stage: 'planned' };
const working: Standing = { state: 'inProgress', stage: 'working' };
const inReview: Standing = { state: 'inProgress', stage: 'inReview' };
const awaitingClosure: Standing = { state: 'verified', stage: 'awaitingClosure' };
const publicNotice: Standing = { state: 'verified', stage: 'publicNotice' };
const closed: Standing = { state: 'closed', stage: 'closed' };

/** A clock speaks, on that day. */
const spoken = (
  template: string,
  rungs: readonly string[],
  clock: Clock,
  standing: Standing,
  day: string,
  more: Partial<NoticeFacts> = {},
): NoticeFacts => ({
  ...tenDaysLeft,
  template,
  rungs,
  clock,
  finding: { ...finding, ...standing },
  event: { type: 'CLOCK_DUE', at: noonOf(day), reason: null, note: null },
  now: noonOf(day),
  ...more,
});

/** Somebody has done something, on that day; the clock is the one that runs after it. */
const done = (
  template: string,
  type: string,
  standing: Standing,
  day: string,
  clock: Clock | null,
  said: { readonly reason?: string; readonly note?: string; readonly by?: string } = {},
): NoticeFacts => ({
  ...tenDaysLeft,
  template,
  rungs: [],
  clock,
  finding: { ...finding, ...standing },
  event: { type, at: noonOf(day), reason: null, note: null, ...said },
  now: noonOf(day),
});

/** The same with the day it is about. */
const asked = (
  template: string,
  type: string,
  clock: Clock,
  day: string,
  until: string,
  said: { readonly reason?: string; readonly note?: string },
): NoticeFacts => {
  const facts = done(template, type, working, day, clock, said);
  return { ...facts, event: { ...facts.event, day: until } };
};

const documentOf = (no: string, day: string): Partial<NoticeFacts> => ({
  document: { no, replyBy: at(`${day}T16:00:00Z`) },
});

export const situations: readonly NoticeFacts[] = [
  done('feedback-received', 'OPENED', open, '2024-03-01', planClock),
  done('assigned', 'ASSIGN', claimed, '2024-03-04', planClock),
  done('contested', 'CONTEST', contested, '2024-03-05', verifyClock, {
    reason: '该问题属后勤公司职责,不属本单位',
  }),
  done('contest-dismissed', 'DISMISS_CONTEST', open, '2024-03-08', planClock, {
    reason: '合同约定由学校监管',
  }),
  done('plan-submitted', 'SUBMIT_PLAN', planInReview, '2024-03-20', verifyClock),
  done('plan-approved', 'APPROVE_PLAN', planned, '2024-03-25', executeClock, { note: '同意' }),
  done('plan-returned', 'RETURN_PLAN', claimed, '2024-03-22', planClock, {
    reason: '第二条措施没有验收标准',
  }),
  done('paused', 'PAUSE', working, '2024-04-10', pauseClock, { reason: '等待上级批复资金' }),
  done('resumed', 'RESUME', working, '2024-06-20', executeClock),
  done('nudge', 'NUDGE', working, '2024-06-03', executeClock, {
    by: '陆建平',
    note: '请本周内报送进展',
  }),
  spoken('reminder', ['T-10'], executeClock, working, '2024-06-30'),
  spoken('due-today', ['T0'], executeClock, working, '2024-07-10'),
  spoken('overdue', ['overdue-weekly-1'], executeClock, working, '2024-08-16'),
  spoken('check-reminder', ['V-3'], verifyClock, inReview, '2024-07-22'),
  spoken('check-due-today', ['V0'], verifyClock, inReview, '2024-07-25'),
  spoken('check-overdue', ['V+5'], verifyClock, inReview, '2024-07-30'),
  spoken('report-due', ['H-3'], reportClock, working, '2024-05-28'),
  spoken('report-overdue', ['H+1'], reportClock, working, '2024-06-01'),
  spoken('still-paused', ['P-15'], pauseClock, working, '2024-06-15'),
  spoken('pause-overdue', ['P+1'], pauseClock, working, '2024-07-01'),
  spoken('recheck-reminder', ['R-10'], recheckClock, closed, '2025-01-21'),
  spoken('public-notice-ended', ['N+1'], noticeClock, awaitingClosure, '2024-08-03'),
  spoken('reminder-notice', ['T+1'], executeClock, working, '2024-07-11', {
    ...documentOf('催办〔XC-2024-01〕1号', '2024-07-18'),
  }),
  spoken('oversight-order', ['T+1', 'T+5'], executeClock, working, '2024-07-17', {
    ...documentOf('督办〔XC-2024-01〕1号', '2024-07-24'),
    inStead: true,
  }),
  spoken('circular', ['T+15'], executeClock, working, '2024-07-25', {
    ...documentOf('通报〔XC-2024-01〕1号', '2024-08-01'),
    inPlaceOf: '周庭瑞',
  }),
  spoken('summons-proposed', ['T+30'], executeClock, working, '2024-08-09', {
    ...documentOf('约谈建议〔XC-2024-01〕1号', '2024-08-16'),
  }),
  spoken('not-reached', [], executeClock, working, '2024-06-04', {
    unreached: { name: '何文斌', channel: 'mail', outcome: 'bounce_5.1.1' },
  }),
  done('review-requested', 'SUBMIT', inReview, '2024-07-08', verifyClock),
  done('verified', 'APPROVE', awaitingClosure, '2024-07-20', verifyClock),
  done('returned', 'RETURN', working, '2024-07-19', executeClock, {
    reason: '佐证材料只有会议纪要,没有陪餐记录',
  }),
  done('public-notice-opened', 'OPEN_PUBLIC_NOTICE', publicNotice, '2024-07-26', noticeClock),
  done('objection-received', 'OBJECT', publicNotice, '2024-07-29', noticeClock, {
    reason: '家长反映陪餐仍有缺席',
  }),
  done('closed', 'CLOSE', closed, '2024-08-05', recheckClock),
  done('struck-off', 'TRANSFER', closed, '2024-08-05', null, { reason: '移交市教育局办理' }),
  done('recheck-passed', 'PASS_RECHECK', closed, '2025-01-28', null),
  done('reopened', 'REOPEN', working, '2025-01-28', executeClock, {
    reason: '回头看发现陪餐记录又有缺失',
  }),
  done('extended', 'EXTEND', working, '2024-06-28', executeClock, {
    reason: '供应商合同尚在法务审查',
  }),
  done('reclassified', 'RECLASSIFY', working, '2024-05-06', executeClock, {
    reason: '改为分阶段整改',
  }),
  done('due-moved', 'CLOCK_MOVED', working, '2024-05-06', { ...executeClock, provisional: true }),
  asked('extension-requested', 'REQUEST_EXTENSION', executeClock, '2024-07-01', '2024-09-30', {
    reason: '设备采购须重新招标',
  }),
  done('extension-refused', 'REFUSE_EXTENSION', working, '2024-07-02', executeClock, {
    reason: '招标可在原期限内完成',
  }),
  asked('promise-given', 'ACKNOWLEDGE', executeClock, '2024-07-16', '2024-07-25', {
    note: '设备7月20日到货',
  }),
  done('proposal-decided', 'DECIDE_PROPOSAL', working, '2024-08-12', executeClock, {
    reason: '由分管领导约谈,时间另行通知',
  }),
  done('spot-check-failed', 'SPOT_CHECK', inReview, '2024-07-20', verifyClock, {
    note: '现场仍在使用旧办法',
  }),
  done('separation-waived', 'WAIVE_SEPARATION', inReview, '2024-07-19', verifyClock, {
    reason: '具备资质的只有一人,由上级派员陪同',
  }),
  done('recheck-partly-held', 'RECORD_RECHECK', closed, '2025-01-20', recheckClock, {
    note: '十份合同中两份未经审批',
  }),
  done('recheck-ordered', 'ORDER_RECHECK', closed, '2024-12-02', recheckClock, {
    reason: '年度抽样',
  }),
  done('referred', 'REFER', working, '2024-05-20', referralClock, {
    reason: '校门外占道经营须由城管部门牵头',
  }),
  spoken('referral-reminder', ['U-3'], referralClock, working, '2024-06-17'),
  spoken('referral-overdue', ['U+1'], referralClock, working, '2024-06-21'),
  done('came-back', 'COME_BACK', working, '2024-06-18', executeClock, {
    reason: '由城管部门设固定岗,学校配合',
  }),
  done('rules-changed', 'MIGRATE', working, '2024-06-10', executeClock, {
    reason: '2024 年新修订的规则集施行',
  }),
  done('merged-from', 'MERGED_FROM', working, '2024-05-06', executeClock),
  done('recurred', 'RECURRED', closed, '2025-09-01', null),
];
