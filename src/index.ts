/** The public door of rectiflow. What is not named here is nobody's business but ours. */
export type { Actor } from '../machines/actor.ts';
export type { FindingCommand, FindingCommandInput, FindingEvent } from '../machines/events.ts';
export type { Effect } from '../machines/effects.ts';
export type { RoundCommand } from '../machines/round.ts';
export type {
  Channel,
  DutyNoticeFacts,
  HandOver,
  Message,
  NoticeFacts,
} from './channels/channel.ts';
export type {
  AcceptedAnswer,
  ConflictAnswer,
  Problem,
  RefusedAnswer,
  SendAnswer,
  SendCommand,
} from './engine/answers.ts';
export type { DutyCommand } from '../machines/duty-events.ts';
export type { DutyRuleInput, Term } from '../machines/duty-rule.ts';
export type { Duties, SendDutyCommand } from './engine/duties/duties.ts';
export type { DutyAccepted, DutyAnswer } from './engine/duties/answers.ts';
export type { DutyToOpen, OpenDutyCommand } from './engine/duties/open.ts';
export type { RaisedDue } from './engine/duties/raise-due.ts';
export type { DutyViews } from './store/duty-views.ts';
export type { Delegation, Delegations, DelegationToRecord } from './directory/delegations.ts';
export type { Engine } from './engine/engine.ts';
export type { FindingToOpen } from './engine/finding-to-open.ts';
export type { OpenCommand } from './engine/open.ts';
export type { Clock, Directory, Person, Recipient } from './engine/ports.ts';
export type { Chain } from './engine/proof/chains.ts';
export type { Verified } from './engine/proof/verify.ts';
export type { FileStore, OpenFile, PutFile, StoredFile } from './files/file-store.ts';
export { createFolderStore, type FolderStoreOptions } from './files/folder-store.ts';
export { createS3Store, type S3StoreOptions } from './files/s3-store.ts';
export { RectiflowError, errorTable, type ErrorCode } from './errors.ts';
export { openRectiflow, type Rectiflow, type RectiflowOptions } from './rectiflow.ts';
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
export { assertClockAgrees } from './clock-skew.ts';
export type { Config, QueueConfig } from './config-schema.ts';
export { messageLinks, type MessageLink } from './links/message-link.ts';
export { messageIdOf } from './channels/message-id.ts';
export { renderMessage } from './channels/render-message.ts';
export type { DispatchBook, DispatchToDeliver, HeldDispatch } from './store/dispatch-book.ts';
export type { ReadyDispatch } from './store/dispatch-hints.ts';
export type { SendingRules } from './engine/notices/sending-rules.ts';
export { isOwnDeferral } from './channels/attempts.ts';
export { withBreaker, type BreakerOptions } from './channels/breaker.ts';
export { createRateLimiter, limited, robotLimits, smtpLimits } from './channels/limits.ts';
export type { Limit, RateLimiter } from './channels/limits.ts';
export { createDingtalkRobot } from './channels/robots/dingtalk.ts';
export { createFeishuRobot } from './channels/robots/feishu.ts';
export { createWecomRobot } from './channels/robots/wecom.ts';
export { createWebhook, type WebhookOptions } from './channels/webhook.ts';
export type { RobotOptions, SigningRobotOptions } from './channels/robots/robot.ts';
export type { DispatchDecision, DispatchSummary, DispatchViews } from './store/dispatch-views.ts';
export type { DecideDispatchCommand, DispatchDecided } from './deciding-dispatches.ts';
export type { Inbox, InboxMessage, InboxQuery } from './store/inbox.ts';
export type { PassedOn } from './engine/notices/pass-on.ts';
export type { Silence } from './silence.ts';
export type { SilentFinding } from './store/silence.ts';
export type { BounceTaken } from './taking-bounces.ts';
export { createInboxChannel } from './channels/inbox.ts';
export type { Receipt, ReceiptNotice } from './store/receipt.ts';
export type { NoticeSummary, FailedNotice, NoticeViews } from './store/notice-views.ts';
export type { Pool } from './store/pool.ts';
export type { NoticeText, TextOf } from './channels/notice-text.ts';
export type { Wording, WordingChange, Wordings } from './wordings.ts';
export type { LikenessViews, SimilarFinding, SimilarQuery } from './likeness-views.ts';
export type { Signal, SignalAbout, SignalKind, SignalOther } from './signals/signal.ts';
export type { Checklist, ChecklistItem } from './checklists/checklist.ts';
export { readChecklist } from './checklists/checklist-files.ts';
export type { Checklists } from './checklists/checklists.ts';
export type { RunQuery } from './checklists/run-query.ts';
export type { RunToRecord } from './checklists/run-schema.ts';
export type { ChecklistRun, RunPreview } from './checklists/shown-run.ts';
export type { Correction, CorrectionGiven } from './imports/corrections.ts';
export type { ImportQuery } from './imports/import-query.ts';
export type { ImportToApply, ImportToCheck } from './imports/import-schema.ts';
export type { CheckedDocument, ImportAnswer, Imports } from './imports/imports.ts';
export type { ColumnMappings } from './imports/mappings.ts';
export type { ImportReview, ReviewedDifference, ReviewQuestion } from './imports/review.ts';
export type { ShownImport, WholeImport } from './imports/shown-import.ts';
export type { FindingGaps, PlanGaps, Rounds } from './rounds/rounds.ts';
export type { VacantPost, VacantPosts } from './rounds/vacant-posts.ts';
export type { PlanGap, PlanGapCode } from './rounds/plan-gaps.ts';
export type { Counts, RoundCounts } from './rounds/round-counts.ts';
export type { Unapprovable } from './policy/nobody-approves.ts';
export type { Question, Questionnaire } from './surveys/questionnaire.ts';
export { readQuestionnaire } from './surveys/questionnaire-files.ts';
export type { SurveyGrade } from './surveys/score.ts';
export type { SurveyAnswer, SurveyToOpen } from './surveys/survey-schema.ts';
export type { ShownQuestion, SurveyResult } from './surveys/shown-survey.ts';
export type { SurveyAnswered, Surveys } from './surveys/surveys.ts';
export type { DrawForRecheck, DrawnFinding, RecheckDraw } from './rounds/draw-for-recheck.ts';
