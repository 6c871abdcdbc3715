/** One table of error codes: HTTP, CLI and logs look a code up, they never invent one. */

/** What a code means to a caller: its HTTP status and its sentence in both languages. */
export interface ErrorMeaning {
  readonly status: number;
  readonly title: string;
  readonly titleZh: string;
}

export const errorTable = {
  // Answers to a command
  finding_not_found: { status: 404, title: 'No such finding', titleZh: '没有这个问题' },
  round_not_found: { status: 404, title: 'No such round', titleZh: '没有这个轮次' },
  duty_not_found: { status: 404, title: 'No such duty', titleZh: '没有这项任务事项' },
  clock_not_found: {
    status: 404,
    title: 'The finding has no such clock',
    titleZh: '该问题没有这个期限',
  },
  person_not_found: { status: 404, title: 'No such person', titleZh: '没有这个人员' },
  survey_not_found: { status: 404, title: 'No such survey', titleZh: '没有这次测评' },
  import_not_found: { status: 404, title: 'No such import', titleZh: '没有这次导入' },
  delegation_not_found: { status: 404, title: 'No such delegation', titleZh: '没有这项委托' },
  dispatch_not_found: { status: 404, title: 'No such message', titleZh: '没有这次发送' },
  template_not_found: {
    status: 404,
    title: 'No such notice template',
    titleZh: '没有这个通知模板',
  },
  dispatch_settled: {
    status: 409,
    title: 'In its state nothing of the kind is to be decided on this message',
    titleZh: '该次发送在当前状态下不能作此决定',
  },
  delegation_overlaps: {
    status: 409,
    title: 'This person has delegated to somebody on some of these days already',
    titleZh: '该人员在这段时间内已有委托',
  },
  delegation_ended: {
    status: 409,
    title: 'The delegation ends before that day as it is',
    titleZh: '该委托在此之前已经结束',
  },
  event_invalid: { status: 422, title: 'The event is malformed', titleZh: '事件内容不正确' },
  event_refused: {
    status: 409,
    title: 'The finding cannot take this step now',
    titleZh: '当前不能执行这一步',
  },
  version_conflict: {
    status: 412,
    title: 'The finding has changed since that version',
    titleZh: '该问题已被他人更新',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This idempotency key was used for another request',
    titleZh: '幂等键已用于另一请求',
  },
  checklist_changed: {
    status: 409,
    title: 'This version of the checklist was run with another text before',
    titleZh: '该版本的清单此前以不同内容使用过,请另起版本',
  },
  questionnaire_changed: {
    status: 409,
    title: 'This version of the questionnaire was sent out with another text before',
    titleZh: '该版本的问卷此前以不同内容使用过,请另起版本',
  },
  survey_closed: {
    status: 409,
    title: 'The last day of the survey is over: it takes no more answers',
    titleZh: '测评已截止,不再接收答卷',
  },
  survey_answered: {
    status: 409,
    title: 'This respondent has answered the survey already',
    titleZh: '该答卷人已经作答',
  },
  number_taken: { status: 409, title: 'This number is in use', titleZh: '编号已被占用' },
  import_conflicts: {
    status: 409,
    title: 'The document conflicts with the ledger, or has rows that somebody must decide on',
    titleZh: '文件与台账有冲突或有待定的行,未写入',
  },
  state_unreadable: {
    status: 500,
    title: 'The stored state cannot be read by this version of the rules',
    titleZh: '存储的状态无法被当前规则版本读取',
  },
  // Answers to messages
  not_the_recipient: {
    status: 403,
    title: 'The message went to somebody else',
    titleZh: '该通知的收件人不是您',
  },
  dispatch_not_sent: {
    status: 409,
    title: 'The message has not arrived: there is nothing to acknowledge',
    titleZh: '该通知尚未送达,不能签收',
  },
  promise_missing: {
    status: 422,
    title: 'A document in due form asks for the day by which it will be done',
    titleZh: '正式文书须填写承诺办结日期',
  },
  promise_past: {
    status: 422,
    title: 'The day promised is already past',
    titleZh: '承诺办结日期已过',
  },
  link_invalid: { status: 404, title: 'This link is not valid', titleZh: '链接无效' },
  link_expired: { status: 410, title: 'This link has expired', titleZh: '链接已过期' },
  link_used: { status: 409, title: 'This link has been used', titleZh: '链接已使用' },
  // Files
  file_not_found: { status: 404, title: 'No such file', titleZh: '没有这个文件' },
  file_too_large: { status: 413, title: 'The file is too large', titleZh: '文件过大' },
  file_damaged: {
    status: 500,
    title: 'The file is damaged',
    titleZh: '文件已损坏',
  },
  file_store_missing: {
    status: 404,
    title: 'No place for files is set up here',
    titleZh: '此处未设置文件存储',
  },
  file_store_unavailable: {
    status: 503,
    title: 'The place where files are kept cannot be used now',
    titleZh: '文件存储暂不可用',
  },
  // Requests
  request_invalid: { status: 400, title: 'The request is malformed', titleZh: '请求内容不正确' },
  unsupported_media_type: {
    status: 415,
    title: 'Send application/json; a mail as message/rfc822, a file as application/octet-stream',
    titleZh: '请使用 application/json;退信用 message/rfc822,文件用 application/octet-stream',
  },
  payload_too_large: { status: 413, title: 'The request is too large', titleZh: '请求过大' },
  route_not_found: { status: 404, title: 'No such route', titleZh: '没有这个地址' },
  internal: { status: 500, title: 'Something went wrong on our side', titleZh: '内部错误' },
  // Documents that cannot be read, as the reader says it
  empty_document: { status: 422, title: 'The document is empty', titleZh: '文件没有内容' },
  too_large: { status: 422, title: 'The document is too large', titleZh: '文件过大,无法读取' },
  binary_content: { status: 422, title: 'The file is no text', titleZh: '文件不是文本' },
  undecodable_text: {
    status: 422,
    title: 'The text is in no encoding that is known here',
    titleZh: '文本编码无法识别',
  },
  no_findings: { status: 422, title: 'No findings were recognised', titleZh: '未识别到问题' },
  measures_before_finding: {
    status: 422,
    title: 'Measures stand before the first finding',
    titleZh: '措施出现在第一个问题之前',
  },
  format_unknown: { status: 422, title: 'The format is not known', titleZh: '文件格式无法识别' },
  file_encrypted: { status: 422, title: 'The file is encrypted', titleZh: '文件已加密' },
  unsafe_archive: {
    status: 422,
    title: 'The file would unpack to more than is taken',
    titleZh: '文件解压后过大或不安全',
  },
  no_text_layer: {
    status: 422,
    title: 'The file holds pictures of text only',
    titleZh: '文件只有图像,没有文本',
  },
  took_too_long: { status: 422, title: 'Reading it took too long', titleZh: '读取超时' },
  header_not_found: {
    status: 422,
    title: 'No header row was recognised',
    titleZh: '未识别到表头',
  },
  corrections_invalid: {
    status: 422,
    title: 'The corrections are not usable',
    titleZh: '更正内容不可用',
  },
  // Data. Where it is not the caller who gave it, HTTP answers `internal`.
  policy_invalid: { status: 422, title: 'The policy is not usable', titleZh: '规则集不可用' },
  policy_unknown: { status: 422, title: 'No such policy version', titleZh: '没有这个规则集版本' },
  checklist_invalid: {
    status: 422,
    title: 'The checklist is not usable',
    titleZh: '清单不可用',
  },
  questionnaire_invalid: {
    status: 422,
    title: 'The questionnaire is not usable',
    titleZh: '问卷不可用',
  },
  calendar_invalid: {
    status: 422,
    title: 'The calendar is not usable',
    titleZh: '日历数据不可用',
  },
  calendar_not_covered: {
    status: 422,
    title: 'The calendar does not cover this date',
    titleZh: '日历未覆盖该日期',
  },
  wording_invalid: { status: 422, title: 'The wording is not usable', titleZh: '通知文本不可用' },
  // Set-up
  config_invalid: { status: 500, title: 'The configuration is not usable', titleZh: '配置不可用' },
  data_folder_in_use: {
    status: 500,
    title: 'Another process has this data folder open',
    titleZh: '数据目录正被另一进程使用',
  },
  database_unreachable: {
    status: 503,
    title: 'The database cannot be reached',
    titleZh: '无法连接数据库',
  },
  schema_too_new: {
    status: 500,
    title: 'The database was migrated by a newer version',
    titleZh: '数据库结构来自更新的版本',
  },
  schema_missing: {
    status: 500,
    title: 'The database has not been migrated; run "rectiflow migrate"',
    titleZh: '数据库尚未迁移,请先运行 rectiflow migrate',
  },
  migration_changed: {
    status: 500,
    title: 'An applied migration differs from the file shipped now',
    titleZh: '已执行的迁移与当前文件不一致',
  },
  clock_skew: {
    status: 500,
    title: 'The clock of this machine differs from the database by more than 2 seconds',
    titleZh: '本机时钟与数据库相差超过 2 秒',
  },
  redis_evicts: {
    status: 500,
    title: 'Redis may evict queue entries: its maxmemory-policy must be noeviction',
    titleZh: 'Redis 可能丢弃队列内容,maxmemory-policy 须为 noeviction',
  },
  folder_not_empty: { status: 500, title: 'The folder is not empty', titleZh: '目标目录不是空的' },
  document_unreadable: {
    status: 422,
    title: 'The document cannot be read',
    titleZh: '文件无法读取',
  },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof errorTable;

/** A failure with a stable code. `detail` carries ids and facts, never secrets or addresses. */
export class RectiflowError extends Error {
  override readonly name = 'RectiflowError';
  readonly code: ErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail: Record<string, unknown> = {}, cause?: unknown) {
    const message =
      typeof detail['message'] === 'string' ? detail['message'] : errorTable[code].title;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.detail = detail;
  }
}
