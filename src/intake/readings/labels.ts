/** Recognises the labels that open a part of a finding: 整改情况:, 责任领导:, 整改时限: and their kin. */
import { readMark } from '../text/numbering.ts';

/**
 * `problem` opens what is wrong · `inquiry` what looking into it has shown · `progress` measures or a
 * result · `requirement` what the inspectors ask for · `request` what the unit asks of its superiors ·
 * `target` an aim · `attributes` who and when.
 */
export type LabelKind =
  | 'problem'
  | 'inquiry'
  | 'progress'
  | 'requirement'
  | 'request'
  | 'target'
  | 'attributes';

export interface Label {
  readonly kind: LabelKind;
  /** The words of the label; for attributes the first of them. */
  readonly name: string;
  /** A status printed inside the label: 整改情况(已完成):. */
  readonly status: string | null;
  /** Where the label begins, and where the text it opens begins. */
  readonly start: number;
  readonly end: number;
}

const JOINED =
  '(?:(?:及其?|和|与|、|/)(?:整改)?(?:(?:进展|落实|完成)(?:情况)?|情况|措施|结果|成效|成果|效果|状态))?';
const NOUN = '(?:情况|措施|举措|结果|成效|成果|进度|状态)';
const STAGE = '(?:进展|落实|完成|推进)';
/** Full labels can stand without a colon at the head of a line; short ones need it. */
const FULL = `(?:具体|主要)?整改(?:工作)?(?:${STAGE}${NOUN}?|${NOUN})${JOINED}`;
const SHORT =
  `整改|(?:工作)?${STAGE}(?:情况|结果)|完成状态|采取(?:的)?(?:主要|具体)?措施|(?:具体|工作|改进|治理|防控|管控)措施|措施|` +
  '(?:处理|办理|处置|查处|调处|化解)(?:(?:及|和|与|、)?(?:整改|落实|办理|化解))?(?:情况|结果|进展|状态|意见及结果)|' +
  '(?:是否)?(?:办结|销号|整改到位|办结销号)(?:情况|状态)?|是否(?:完成|完成整改|已?整改)|(?:目前|当前|工作|办理|处理|完成|进展|落实|推进|处置){0,2}(?:状态|进度|进展)';
const TARGET = '(?:整改|工作)(?:目标|任务)|预期(?:目标|效果)|目标任务';
const PROBLEM =
  '(?:存在|反馈|发现|查摆|检查发现|审计发现|交办|巡[察视]反馈|督导反馈)?的?(?:主要|具体|突出|安全)?(?:问题|隐患|不足)(?:(?:及|和|与|、)(?:问题|隐患|不足))?(?:描述|表现|内容|情况|基本情况|简述|事实)?' +
  '|(?:具体|主要)(?:表现|问题表现)|(?:群众|来信|来电|来访|信访人?|举报人?|投诉人?)?(?:反映|信访|投诉|举报|诉求)的?(?:主要)?(?:问题|内容|情况|事项|诉求)(?:摘要|概要)?|交办(?:件|事项)内容|检查发现';
const INQUIRY =
  '(?:调查)?(?:核查|核实|调查|查证)(?:核实|处理|了解)?(?:情况|结果|结论)|(?:举报|投诉|反映)?是否属实|(?:责任)?(?:人员?|单位)?(?:被)?(?:问责|追责)(?:问责|处理)?情况|责任(?:人员?|单位)?(?:被)?(?:处理|查处)(?:问责|处理)?情况' +
  '|(?:取得|工作|主要)的?(?:成效|实效)|(?:问题|产生|存在|主要|深层次?)?的?原因(?:分析|剖析)?';
const REQUIREMENT =
  '(?:整改|工作|有关|具体|督办|处理|督[导查]|检查组?|巡[察视]组?|审计)(?:要求|建议|意见|意见和?建议)|要求';
const REQUEST =
  '(?:需要?|提请|恳请|请求)(?:上级|市级?|区级?|县级?|有关部门)?(?:部门)?(?:协调|支持|帮助|解决|研究)(?:解决|支持)?的?(?:事项|问题|困难)|(?:对上级的?|意见)?建议事项|请求事项';

const PERSON = '(?:领导|人员?|单位|科室|处室|股室|部门|主体|同志|校长|园长)';
/** Names of the people and units in charge. */
export const RESPONSIBLE_NAME =
  `(?:整改|主要|具体|直接|第一|牵头|配合|协助)?(?:责任|负责)(?:校|园|院|局)?${PERSON}` +
  `|(?:牵头|配合|分管|包案|主责|主办|协办|经办)(?:校|园|院|局)?${PERSON}`;
/** Names of the date somebody is held to. */
export const DUE_NAME =
  '(?:(?:整改|完成|办理|办结|预计|计划|拟){1,3}(?:时限|期限|时间|日期)|时限|期限)';

const WITH_COLON = new RegExp(
  `\\[?(?:(?<attributes>${RESPONSIBLE_NAME}|${DUE_NAME})|(?<requirement>${REQUIREMENT})|(?<request>${REQUEST})|(?<target>${TARGET})|` +
    `(?<inquiry>${INQUIRY})|(?<progress>${FULL}|${SHORT})|(?<problem>${PROBLEM}))` +
    '(?:如下)?(?:\\((?<status>[^()]{1,20})\\))?(?:\\]\\s?:?|\\s?:)\\s{0,4}',
  'g',
);
const AT_LINE_START = new RegExp(
  `(${FULL}|${STAGE}情况)(?:\\(([^()\\d一二三四五六七八九十][^()]{0,19})\\))?(?:。|\\s{0,4})`,
  'y',
);

/**
 * All labels of a folded line from `from` on, in order. Running text that only mentions one is
 * left alone. Behind a number (`from` above 0) a label needs its colon: 二、整改情况 is a heading.
 */
export function findLabels(folded: string, from = 0): Label[] {
  const hasMark = /[:\]]/.test(folded);
  if (!hasMark && !BARE_BEGINS.test(folded)) return [];
  const bare = from === 0 ? bareLabel(folded) : null;
  const labels: Label[] = bare === null ? [] : [bare];
  const depth = depthCounter(folded);
  if (!hasMark) return labels;
  for (const match of folded.matchAll(WITH_COLON)) {
    const { status, ...names } = match.groups ?? {};
    if (match.index < (bare?.end ?? from)) continue;
    if (depth(match.index) > 0) continue;
    if (match.index !== from && !isBoundary(folded, match.index)) continue;
    const kind = KINDS.find((of) => names[of] !== undefined) ?? 'progress';
    labels.push({
      kind,
      name: names[kind] ?? '',
      status: status ?? null,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return labels;
}

/** What a label without a colon begins with. */
const BARE_BEGINS = /^[具主整进落完推]/;

const KINDS = [
  'problem',
  'inquiry',
  'progress',
  'requirement',
  'request',
  'target',
  'attributes',
] as const satisfies LabelKind[];

/** 整改情况 without a colon is a label only when it is the whole line or a list begins after it. */
function bareLabel(folded: string): Label | null {
  AT_LINE_START.lastIndex = 0;
  const match = AT_LINE_START.exec(folded);
  if (match?.[1] === undefined) return null;
  const end = match[0].length;
  const isWholeLine = end === folded.length;
  const list = readMark(folded, end);
  const opensList = list !== null && list.value === 1 && list.style !== 'section';
  const spaceFollows = /\s$/.test(match[0]) && !folded.includes(':');
  // 整改情况。一是…: a full stop in the place of the colon.
  const isStopped = match[0].endsWith('。');
  // 进展情况 needs its list to be one.
  if (!match[1].includes('整改') && !opensList) return null;
  if (!isWholeLine && !opensList && !spaceFollows && !isStopped) return null;
  return { kind: 'progress', name: match[1], status: match[2] ?? null, start: 0, end };
}

function isBoundary(folded: string, at: number): boolean {
  return /[\s。;!?”)\]]/.test(folded.charAt(at - 1));
}

/** (责任人:甲某。责任部门:办公室): full stops inside a bracket. */
function closesSoon(folded: string, from: number): boolean {
  CLOSES.lastIndex = from;
  return CLOSES.test(folded);
}

const CLOSES = /[^()]{1,80}\)/y;

/** Bracket depth at growing positions; an unclosed bracket counts only to the end of its sentence. */
function depthCounter(folded: string): (at: number) => number {
  let position = 0;
  let depth = 0;
  return (at) => {
    for (; position < at; position += 1) {
      const char = folded.charAt(position);
      if (char === '(') depth += 1;
      else if (char === ')') depth = Math.max(0, depth - 1);
      else if (char === '。' && !closesSoon(folded, position + 1)) depth = 0;
    }
    return depth;
  };
}

/** Labels that report how things came out, as opposed to what was done. */
export const RESULT_NAME = /结果|成效|成果|状态|完成|效果/;
