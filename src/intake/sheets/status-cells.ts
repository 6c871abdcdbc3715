/** What a short entry in a column of statuses says: 已完成, √, 是, 80%. */
import { classifyStatus, type Status } from '../readings/status-phrases.ts';
import { fold } from '../text/lines.ts';
import { headerText, simplified } from './header-text.ts';

export interface StatedStatus {
  readonly status: Status;
  /** As printed; ticks with the words over their column. */
  readonly phrase: string;
}

const YES = /^(?:是|√|✓|✔|✅|☑|■|●|已|对|y|yes|true)$/i;
const NO = /^(?:否|×|✗|✘|❌|x|未|n|no|false)$/i;
const YES_BOXED = /[☑√✓✔■]\s?是|是\s?[(]?[☑√✓✔■]/;
const NO_BOXED = /[☑√✓✔■]\s?否|否\s?[(]?[☑√✓✔■]/;

// Entries of status columns that are no sentences; the rest is read as phrases of running text are.
const ENTRIES: Readonly<Partial<Record<Status, string>>> = {
  closed:
    '闭环 已闭环 消除 已消除 已治理 治理完成 已处理 已办 办毕 合格 验收合格 复查合格 复核合格 验收通过 通过 已验收 达标 关闭 已关闭 ' +
    '结案 已结案 已改 已整治 整治完成 整改合格 已核销 核销 已完结 完结 closed done completed complete finished resolved rectified',
  in_progress:
    '正常推进 按计划推进 按序时推进 序时推进 正常 在办 在改 推进 处理中 正在处理 跟踪 持续整改 未到期 部分推进 ' +
    'inprogress ongoing open working',
  identified:
    '待处理 待办 待整治 新增 待分办 待确认 未启动 未开展 待治理 notstarted new pending identified',
  planned: '计划中 拟整改 planned',
  not_completed:
    '未闭环 未消除 不合格 验收不合格 复查不合格 未通过 逾期 已逾期 超期 已超期 逾期未改 逾期未整改 超时 未治理 未处理 未改 overdue failed notcompleted incomplete',
  pending_closure:
    '待复查 待审核 待闭环 待核销 待审批 待确认销号 已提交 已上报待销号 复查中 验收中 pendingclosure',
  partially_closed: '部分 部分闭环 基本闭环 基本消除 partial partiallyclosed',
  closed_ongoing: '长期坚持 closedongoing',
};

const STATUS_OF = new Map(
  Object.entries(ENTRIES).flatMap(([status, entries]) =>
    entries.split(' ').map((entry): [string, string] => [entry, status]),
  ),
);

/** `header` is the lowest level over the column. Null for what states no status. */
export function statusInCell(printed: string, header: string): StatedStatus | null {
  const text = plainEntry(printed);
  if (text === '') return null;
  const { words } = headerText(header);
  const asked = /是否|与否|有无/.test(words);
  const labelled = `${header.replaceAll(/\s/g, '')}\uff1a${printed.trim()}`;
  const ofColumn = asked ? null : classifyStatus(words);
  if (isYes(text) || (text === '1' && (asked || ofColumn !== null))) {
    return { status: ofColumn ?? 'closed', phrase: labelled };
  }
  // A cross under 已完成 says only what it is not.
  if (isNo(text) || (text === '0' && asked)) {
    return ofColumn === null ? { status: 'not_completed', phrase: labelled } : null;
  }
  const status = shareDone(text) ?? entryStatus(text) ?? classifyStatus(printed);
  if (status !== null) return { status, phrase: printed.trim() };
  const answer = asked ? /^([是否])[,;(、。]/.exec(text)?.[1] : undefined;
  if (answer === undefined) return null;
  return { status: answer === '是' ? 'closed' : 'not_completed', phrase: labelled };
}

/** Ticks, shares and the set words of status columns; not what a sentence says. */
export function isEntry(printed: string): boolean {
  const text = plainEntry(printed);
  return isYes(text) || isNo(text) || (shareDone(text) ?? entryStatus(text)) !== null;
}

const plainEntry = (printed: string): string =>
  simplified(printed)
    .replaceAll(/\s/g, '')
    .replace(/[。;,.]{1,5}$/, '');

const isYes = (text: string): boolean =>
  YES.test(text) || (YES_BOXED.test(text) && !NO_BOXED.test(text));
const isNo = (text: string): boolean =>
  NO.test(text) || (NO_BOXED.test(text) && !YES_BOXED.test(text));

function shareDone(text: string): Status | null {
  const share = /^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(text)?.[1];
  if (share === undefined) return null;
  const done = Number(share);
  return done >= 100 ? 'closed' : done === 0 ? 'identified' : 'in_progress';
}

function entryStatus(text: string): Status | null {
  const plain = fold(text)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
  const status = STATUS_OF.get(plain);
  return status === undefined ? null : (KNOWN.find((each) => each === status) ?? null);
}

const KNOWN: readonly Status[] = [
  'identified',
  'planned',
  'in_progress',
  'partially_closed',
  'not_completed',
  'pending_closure',
  'closed',
  'closed_ongoing',
];

export const isClosed = (status: Status): boolean =>
  status === 'closed' || status === 'closed_ongoing';
