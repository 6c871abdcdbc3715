/** Parts a finding's heading into its title and the description that follows. */
import { fold } from '../text/lines.ts';
import { statesFault } from './faults.ts';
import { fullSentences, joinLines, withoutEnd } from '../text/sentences.ts';

export interface TitleAndDescription {
  readonly title: string;
  /** Printed in one sentence, a finding has the same words for title and description. */
  readonly description: string;
  /** True where no safe place to part them was found and the title may hold more than a title. */
  readonly isDoubtful: boolean;
}

/** `lines` are the printed lines from behind the number to the first label. */
export function splitTitle(lines: readonly string[]): TitleAndDescription {
  const [first = '', ...rest] = lines;
  if (rest.length > 0 && (isHeadingLine(first) || namesField(first, rest[0] ?? ''))) {
    return { title: withoutEnd(first), description: joinLines(rest), isDoubtful: false };
  }
  const text = joinLines(lines);
  const end = titleEnd(text);
  const sentence = fullSentences(text)[0]?.end ?? text.length;
  const title = withoutEnd(text.slice(0, end ?? sentence));
  const remainder = text.slice(end ?? sentence).trim();
  return {
    title,
    description: remainder === '' ? text : remainder,
    isDoubtful: end === null && title.length > LONGEST_SURE_TITLE,
  };
}

const LONGEST_SURE_TITLE = 50;
const TITLE_REACH = 60;

// How the title of a finding ends: what is wrong, said in a few set words.
const SHORTCOMING =
  '不够(?:有力|到位|扎实|深入|严格|规范|严谨|完善|健全|及时|彻底|充分|明显|紧密|牢固|有效|强|高|深|实|严|细|足|好)' +
  '|不(?:到位|扎实|深入|严格|规范|严谨|完善|健全|及时|彻底|充分|明显|紧密|牢固|合理|落实|重视|全面|均衡|严不实|严不细|深不透|深不实|力|严|实|足|够|强|高|深|细|牢|全)' +
  '|有(?:差距|漏洞|偏差|短板|欠缺|缺失|不足|待加强|待提高)|存在(?:差距|漏洞|偏差|短板|不足|隐患|风险)' +
  '|[抓落管树学压]得不[紧实牢严深够细]|不(?:紧|清|多|佳|密|主动|积极|经常|具体|精准|系统|平衡)' +
  '|缺乏[\\u4e00-\\u9fff]{1,4}性|薄弱|缺失|缺位|欠缺|滞后|松懈|混乱|偏低|较弱|弱化|淡化|虚化|流于形式|走过场|意识淡薄|严重';

// What a description begins with once the title has said its word: somebody or something new.
const NEW_SUBJECT =
  '(?:党(?:总支|支部|委|组|员|组织)|学校|我[校园院局]|[校园院局](?:领导|党|内|班子|务|办|方)|[全该本][校园院局]|幼儿园|医院|单位|支部|领导|班子|中层|分管|负责人|主要负责人|校长|园长|院长|书记|教研组|备课组|年级组|班主任|门卫|保安|医生|护士|医务人员|家长|工会|团委|后勤|办公室|处室|科室|部分|个别|少数|一些|有的|基层|教师|教职工|学生|干部|职工|工作人员|管理人员|相关|各|对|在|未|没有|存在|经查|检查|巡察|截至|\\d{4}年|如)';

const GLUED = new RegExp(`(?:${SHORTCOMING}|的?问题)(?=${NEW_SUBJECT})`, 'g');
const ENDS_LIKE_TITLE = new RegExp(`(?:${SHORTCOMING}|问题|方面|报告|通报|公告|通知)$`);

/** Whether words end the way titles of findings or documents do. */
export const endsLikeTitle = (text: string): boolean =>
  ENDS_LIKE_TITLE.test(fold(withoutEnd(text)));

/** A line that is a title by itself, with the description on the lines below. */
function isHeadingLine(line: string): boolean {
  const sentences = fullSentences(line);
  if (sentences.length !== 1) return false;
  return /[。!?]$/.test(fold(line)) || endsLikeTitle(line);
}

/**
 * 伙房及食品留样, and a sentence in the line below. A printer breaks no line that early that lets the next
 * be twice as long.
 */
const namesField = (line: string, next: string): boolean =>
  FIELD.test(fold(line)) && next.length >= Math.max(12, 2 * line.length) && OPENS.test(fold(next));

const FIELD = /^[\u3400-\u9fff、]{2,12}(?<![的和与及或在对把被将为从向于了不未])$/;
const OPENS = /^[\u3400-\u9fff“《\d(]/;

/** Where the title ends inside the first sentence, or null: then the sentence is the title. */
function titleEnd(text: string): number | null {
  const sentence = fullSentences(text)[0];
  const folded = fold(text.slice(0, Math.min(sentence?.end ?? 0, TITLE_REACH)));
  return endAtColonOrSpace(folded) ?? endAtNewSubject(folded, sentence?.end ?? 0);
}

function endAtColonOrSpace(folded: string): number | null {
  const match = /^([^,。:\s]{4,40})(?::|\s+)(?=\S)/.exec(folded);
  const before = match?.[1];
  if (match === null || before === undefined) return null;
  const isShort = match[0].endsWith(':') && before.length <= LONGEST_BEFORE_COLON;
  if (!ENDS_LIKE_TITLE.test(before) && !(isShort && !INTRODUCES.test(before))) return null;
  // 存在以下问题: introduces a list and is no title.
  return /如下|以下|下列/.test(before) ? null : match[0].length;
}

/** 急诊协同短板:…; longer words before a colon are told by how they end. */
const LONGEST_BEFORE_COLON = 20;
/** 主要表现:, 检查发现:, 消防安全情况: announce what is wrong and do not name it. */
const INTRODUCES =
  /(?:情况|方面|要求|规定|责任|时间|[校园院局办委厅处组部所站队]|[中小]学|公司|中心|医院|政府)$|存在|发现|反映|指出|表现|包括|例如|比如|^主要|^具体|其中|\d/;

/**
 * 政治建设不够有力党总支…学习不扎实,…: the printer dropped the full stop. Parted only where the
 * first clause goes on with a new subject and finds fault a second time, and where what comes
 * before cannot be a qualifier itself (对整改不力学校…).
 */
function endAtNewSubject(folded: string, sentenceEnd: number): number | null {
  const clause = folded.split(',', 1)[0] ?? '';
  if (/^(?:对|存在|在|因|由于)/.test(clause)) return null;
  for (const match of clause.matchAll(GLUED)) {
    const end = match.index + match[0].length;
    const after = clause.slice(end);
    if (match[0].endsWith('问题') && !clause.startsWith('关于')) continue;
    const findsFaultAgain =
      /^(?:部分|个别|少数|有的|一些)/.test(after) ||
      new RegExp(SHORTCOMING).test(after) ||
      statesFault(after);
    if (end >= 4 && end <= 40 && after.length >= 4 && sentenceEnd - end >= 8 && findsFaultAgain) {
      return end;
    }
  }
  return null;
}
