/** How the notices of each template are told. What nobody has worded goes at once: it may be anything. */
import type { Manner, Urgency } from '../engine/notices/sending-rules.ts';
import { documentIn } from './texts.ts';

/** Reminders of what lies ahead, those that come again and again, and whom a notice did not reach: enough once a day. */
const withTheDigest: ReadonlySet<string> = new Set([
  'reminder',
  'overdue',
  'check-reminder',
  'check-overdue',
  'report-due',
  'report-overdue',
  'still-paused',
  'pause-overdue',
  'recheck-reminder',
  'referral-reminder',
  'referral-overdue',
  'public-notice-ended',
  'not-reached',
  'duty-tasks-raised',
  'duty-task-overdue',
]);

/** What is due on the day itself, the ladder, and a nudge by hand: on the day, but in working hours. */
const inWorkingHours: ReadonlySet<string> = new Set([
  'due-today',
  'check-due-today',
  'reminder-notice',
  'oversight-order',
  'circular',
  'summons-proposed',
  'due-moved',
  'nudge',
  'extension-requested',
  'proposal-decided',
]);

export function mannerOf(template: string): Manner {
  return { urgency: urgencyOf(template), alone: documentIn(template) };
}

function urgencyOf(template: string): Urgency {
  if (withTheDigest.has(template)) return 'digest';
  return inWorkingHours.has(template) ? 'workingHours' : 'atOnce';
}
