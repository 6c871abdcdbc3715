/** What the words before a name say of whom it names. */
import { CASES, DUTIES, PERSONS, PLIGHTS, POSTS } from './roles.ts';

/**
 * `private`: somebody who asks for something · `somebody`: a person of no office, if it is a person
 * at all · `met`: something is done for or said of them · `school`: a place comes first.
 */
export type Before = 'official' | 'private' | 'somebody' | 'met' | 'school' | 'none';

/** `before` is folded, and short. */
export const whoBefore = (before: string): Before =>
  KINDS.find(([, pattern]) => pattern.test(before))?.[0] ?? 'none';

/** How much text these patterns look at, in characters. */
export const BEFORE = 28;

const THEN = '(?:中|代表|即|为|是|系|如|有|包括|分别为|分别是|姓名)?[:("“‘ ]{0,2}$';

const KINDS: readonly (readonly [Before, RegExp])[] = [
  [
    'private',
    new RegExp(
      `(?:(?:${CASES})(?:重点)?(?:人|者|人员|户|老户|对象|代表|当事人|${PERSONS})|当事人|当事双方|双方当事人|孤儿|烈属|` +
        `(?:${PLIGHTS})(?:民办|代课|原民办|原代课)?(?:人员|对象|军人|士兵|家庭|户|生|教师|老师|${PERSONS})|` +
        `(?:帮扶|慰问|救助|资助|稳控)(?:对象|户|${PERSONS})|(?:退休|困难|病故|已故|患病|生病)(?:干部|党员))\\d{0,2}${THEN}`,
    ),
  ],
  [
    'official',
    new RegExp(
      `(?:${POSTS}|${DUTIES})(?:同志)?(?:即|为|是|系|由|有|分别为|分别是|分别由|和|兼)?[:("“\\] ]{0,2}$`,
    ),
  ],
  // 指派、抽调: whoever is named next has got something to do.
  [
    'official',
    /(?:指派|安排|选派|抽调|派出(?!所)|派遣|指定|责成|委派|组成)(?:(?!走访|慰问|看望|答复|帮助|资助|救助|[与对向为给])[^,。;]){0,10}$/,
  ],
  ['somebody', new RegExp(`(?:${PERSONS})${THEN}`)],
  [
    'met',
    /(?:反映|举报|投诉|控告|检举)[^,。;]{0,8}(?:教师|老师|医生|医师|护士|司机)$|(?:慰问|看望|走访|包联|包保|探望|探视|约见|接访|接待|回访|家访|稳控|劝返|安抚|资助|救助|帮扶|扶助|帮助|协助|告知|答复|回复|通知|补偿|赔偿|补发|拨付|反映|举报|投诉|控告|检举|状告|送达|反馈|转来|接到|收到)(?:了|过|给|到)?[“ ]?$/,
  ],
  [
    'school',
    /(?:学校|小学|中学|国小|国中|中心校|完小|初中|高中|职中|幼儿园|教学点|学院|医院|卫生院|公司|单位|村|社区|小区|[\d一二三四五六七八九十]组|镇|乡|街道)的?[:( ]?$/,
  ],
];
