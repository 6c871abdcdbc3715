/**
 * The default policy for inspection rectification (巡察整改), version 1, as data.
 * Each period says where it comes from; "configuration" marks what no document read by us fixes.
 */

const owner = ['actionOwner'];
const ownerAndLead = ['actionOwner', 'leadOfficial'];
const ladder = ['actionOwner', 'leadOfficial', 'accountableExecutive'];

/** Reminders before the date, on the date, then the ladder 催办 → 督办 → 通报 → 约谈, and weekly from there. */
const rectification = {
  rungs: [
    { rung: 'T-20', offset: -20, unit: 'day', template: 'reminder', to: owner },
    { rung: 'T-10', offset: -10, unit: 'day', template: 'reminder', to: ownerAndLead },
    { rung: 'T-3', offset: -3, unit: 'day', template: 'reminder', to: owner },
    { rung: 'T-1', offset: -1, unit: 'day', template: 'reminder', to: ownerAndLead },
    { rung: 'T0', offset: 0, unit: 'day', template: 'due-today', to: ownerAndLead },
    { rung: 'T+1', offset: 1, unit: 'day', template: 'reminder-notice', to: ownerAndLead },
    { rung: 'T+5', offset: 5, unit: 'day', template: 'oversight-order', to: ladder },
    {
      rung: 'T+15',
      offset: 15,
      unit: 'day',
      template: 'circular',
      to: ['accountableExecutive', 'steeringGroup'],
    },
    {
      rung: 'T+30',
      offset: 30,
      unit: 'day',
      template: 'summons-proposed',
      to: ['accountableExecutive', 'steeringGroup'],
    },
  ],
  repeat: { rung: 'overdue-weekly', every: 7, unit: 'day', template: 'overdue', to: ladder },
};

/** The same for whoever checks: waiting for verification is charged to the verifier, not to the unit. */
const checking = {
  rungs: [
    { rung: 'V-3', offset: -3, unit: 'day', template: 'check-reminder', to: ['verifier'] },
    { rung: 'V0', offset: 0, unit: 'day', template: 'check-due-today', to: ['verifier'] },
    { rung: 'V+1', offset: 1, unit: 'day', template: 'check-overdue', to: ['verifier'] },
    {
      rung: 'V+5',
      offset: 5,
      unit: 'day',
      template: 'check-overdue',
      to: ['verifier', 'steeringGroup'],
    },
  ],
  repeat: {
    rung: 'check-weekly',
    every: 7,
    unit: 'day',
    template: 'check-overdue',
    to: ['verifier', 'steeringGroup'],
  },
};

const publicNotice = {
  rungs: [
    { rung: 'N+1', offset: 1, unit: 'day', template: 'public-notice-ended', to: ['verifier'] },
  ],
  repeat: {
    rung: 'notice-weekly',
    every: 7,
    unit: 'day',
    template: 'public-notice-ended',
    to: ['verifier'],
  },
};

const lookBack = {
  rungs: [
    { rung: 'R-10', offset: -10, unit: 'day', template: 'recheck-reminder', to: ['verifier'] },
    { rung: 'R0', offset: 0, unit: 'day', template: 'recheck-reminder', to: ['verifier'] },
  ],
  repeat: {
    rung: 'recheck-monthly',
    every: 30,
    unit: 'day',
    template: 'recheck-reminder',
    to: ['verifier', 'steeringGroup'],
  },
};

interface Periods {
  readonly plan: number;
  readonly execute: number;
}

function rule(id: string, days: number, cadence: string, source: string) {
  return { id: `${id}-${days}d`, period: { days, unit: 'day' }, cadence, source };
}

function clocks(name: string, { plan, execute }: Periods, executeSource: string) {
  return {
    plan: rule(
      `${name}-plan`,
      plan,
      'rectification',
      'configuration; a city notice asks for the plan within one month of feedback',
    ),
    execute: rule(`${name}-execute`, execute, 'rectification', executeSource),
    verify: rule(
      'verify',
      10,
      'checking',
      'configuration; on-site acceptance within 10 days is seen',
    ),
    notice: rule('public-notice', 7, 'publicNotice', 'configuration; a 7-day window is seen'),
    report: rule(
      'report',
      60,
      'rectification',
      '巡视工作条例 (2015/2017) art. 27: report within two months of feedback',
    ),
    recheck: rule(
      'recheck',
      180,
      'lookBack',
      'configuration; assessments six months after the deadline are seen',
    ),
  };
}

const gates = {
  fiveAssurances: false,
  planMayBeSkipped: false,
  verificationLevels: ['verifier'],
  publicNotice: false,
  recheck: true,
  riskAcceptance: false,
};

export const cnInspection1 = {
  id: 'cn-inspection',
  version: 1,
  title: '巡察整改默认规则集 / default rule set for inspection rectification',
  sendAt: '09:00',
  cadences: { rectification, checking, publicNotice, lookBack },
  classes: {
    // 立行立改
    immediate: {
      gates: { ...gates, planMayBeSkipped: true },
      clocks: clocks('immediate', { plan: 7, execute: 15 }, 'configuration'),
    },
    // 分阶段整改
    phased: {
      gates,
      clocks: clocks(
        'phased',
        { plan: 30, execute: 90 },
        'configuration; a concentrated period of three months is common practice',
      ),
    },
    // 持续整改
    continuing: {
      gates: { ...gates, verificationLevels: ['verifier', 'steeringGroup'], publicNotice: true },
      clocks: clocks('continuing', { plan: 30, execute: 365 }, 'configuration'),
    },
  },
};
