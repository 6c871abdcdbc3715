/** Turns a status phrase into a normalised status. Which thing it speaks of is decided elsewhere. */
import { fold } from '../text/lines.ts';

/** Statuses of the intake contract, from the least to the most finished; `unstated` is silence. */
export const STATUSES = [
  'identified',
  'planned',
  'in_progress',
  'partially_closed',
  'not_completed',
  'pending_closure',
  'closed',
  'closed_ongoing',
  'unstated',
] as const;

export type Status = (typeof STATUSES)[number];

const LONGEST_PHRASE = 200;

/** The status a phrase states, or null where it states none. */
export function classifyStatus(phrase: string): Status | null {
  const text = fold(phrase.slice(0, LONGEST_PHRASE))
    .replaceAll(/\s/g, '')
    .replaceAll(PURPOSE, '')
    .replaceAll(QUALIFIER, '');
  if (DEMAND.test(text)) return null;
  if (PENDING_CLOSURE.test(text) && !/(?:已|完成)销号/.test(text)) return 'pending_closure';
  if (NOT_STARTED.test(text)) return 'identified';
  // 预计2024年底前全部完成 says what is hoped for.
  const told = text.replaceAll(FORECAST, '');
  const done = DONE.test(told);
  if (done && REMAINDER.test(told)) return 'partially_closed';
  if (SAID_DONE.test(told) && (NOT_YET.test(text) || FAILED.test(text))) return 'partially_closed';
  if (FAILED.test(text)) return 'not_completed';
  if (NOT_YET.test(text)) return UNDER_WAY.test(text) ? 'in_progress' : 'not_completed';
  if (PARTLY.test(text)) return 'partially_closed';
  const isUnderWay = UNDER_WAY.test(text);
  if (SCHEDULED.test(text) && !isUnderWay) return 'planned';
  if (STARTED.test(text)) return 'in_progress';
  if (done) return SUSTAINED.test(text) ? 'closed_ongoing' : 'closed';
  if (isUnderWay) return 'in_progress';
  if (told !== text) return 'planned';
  // A standing duty is a flag on a closed finding, not a lower state.
  if (STANDING_DUTY.test(text)) return 'closed_ongoing';
  return SUSTAINED.test(text) ? 'in_progress' : null;
}

/** True for phrases saying that something was tried or asked and has not been achieved. */
export const statesFailure = (phrase: string): boolean =>
  classifyStatus(phrase) === 'not_completed';

// What is aimed at (确保整改到位) has not been reached.
const PURPOSE = /(?:确保|力争|争取|直至|督促|要求|务必)[^,。;]+/g;

// 尚未整改到位的问题 names a thing, it does not say how the thing stands.
const QUALIFIER =
  /[^,。;]{0,40}的(?=问题|任务|事项|单位|学校|部门|班级|项目|工作|人员|内容|措施|隐患)/g;

const PENDING_CLOSURE =
  /公示(?:中|期内|期间|期$)|正在公示|待(?:销号|验收|核查|核验|复核)|(?:申请|提请|报请)(?:予以)?(?:销号|验收)/;
const NOT_STARTED = /待整改|(?:未|没有)(?:启动|开始)(?:整改)?(?!的)/;

const ACHIEVED = '(?:完成|整改|销号|落实|解决|到位|办结|完毕)';

const NOT_YET = new RegExp(
  `(?:未|没有)(?:全部|完全|彻底|按期|按时|得到|有效)*${ACHIEVED}+(?!${ACHIEVED}|的)` +
    '|(?:尚|仍|暂|还|一直)(?:未|没有|没)(?!出现|发现|发生|再)[^的,。;]{1,15}(?=[,。;]|$)',
);
const FAILED = new RegExp(
  '(?:未能|不能|无法|难以)(?:马上|立即|按期|按时|如期|及时|有效|彻底|全部)*' +
    `(?:${ACHIEVED}|实现|实施|到岗)+(?!${ACHIEVED}|的)` +
    '|(?:岗位|项目|计划|招标|采购|招聘)(?:被|已)?(?:取消|搁置|终止|中止|流标)(?!的)|流标(?!的)',
);

const PARTLY = new RegExp(
  `(?:基本|部分|初步)(?:实现|得到)?${ACHIEVED}+(?!${ACHIEVED}|的)` +
    '|阶段性(?:办结|完成|整改|成效|成果|进展|目标|任务)|大部分[^,。;]{0,10}(?:完成|整改|解决)(?!的)',
);
const REMAINDER = /剩余|其余|其他|另有|尚有|还有|正在(?!公示)|(?:推进|整改|进行|办理|实施)中/;

const SCHEDULED =
  /^(?:拟|计划|准备|待|尚待)(?:近期|下步|逐步)?(?:整改|实施|推进|解决|落实)|(?:制定|拟定|明确)[^,。;]{0,12}(?:方案|计划)$|(?:列入|纳入)[^,。;]{0,15}(?:计划|预算|规划|安排)|(?:计划|拟|预计|将)(?:于|在)[^,。;]{1,20}(?:完成|实施|启动|开工|整改)/;
// 2025年3月27日前整改到位 is what is asked for.
const DEMAND =
  /^(?:请|须|应|务必|限|于|在){0,3}(?:\d{4}年|\d{1,2}月|[本今明]年|年底)[^,。;已]{0,16}前[^,。;已]{0,8}(?:整改|完成|到位|办结|销号|解决)[^,。;]{0,6}$/;
const FORECAST =
  /(?:计划|拟|预计|将)(?:于|在|到|至|(?=\d|[本今明]年|年[底末]|月底))[^,。;]{0,60}(?:完成|整改|销号|办结|到位|解决)[^,。;]{0,60}/g;
const STARTED = /已(?:经)?(?:全面|正式)?(?:启动|开展|着手|组织|开始|部署)[^,。;]{0,10}$/;

const REACHED =
  '(?:(?:整改)?(?:到位|完成|完毕|结束|销号|落实|解决|办结|纠正)+(?!的)|整改(?=$|[,。;、并且\\d]))';
// 已加快推进整改 has begun, and is not done.
const SAID_DONE = new RegExp(
  `(?:已|均|全部|都|完全)(?:(?!加快|推进|推动|启动|抓紧|着手|开展|部署|督促|要求|纳入)[^,。;的未]){0,16}?${REACHED}`,
);
const DONE = new RegExp(
  [
    SAID_DONE.source,
    `^(?:按期|按时|如期)?${REACHED}(?:整改|销号)?(?=$|[,。;、并且])`,
    '已(?:经)?(?:立行立改|立改立行|即知即改)',
    '(?:达到|符合)(?:了)?整改(?:要求|目标)',
    '整改(?:到位|完成|完毕)(?=$|[,。;、并且])',
  ].join('|'),
);

const SUSTAINED =
  /长期(?:坚持|抓好|执行|落实|整改)|持续(?:坚持|落实|巩固|推进|推动|抓好|深化|加强|用力|发力|跟进|整改|开展|保持|改进|提升|做好|关注|监督|督促|跟踪)|常态化|常抓不懈|长抓不懈/;

const STANDING_DUTY = /长期(?:坚持|执行)|常态化(?:坚持|落实|开展)?$|常抓不懈|长抓不懈/;

const UNDER_WAY = new RegExp(
  [
    '正(?:在|按|持续|积极|有序|稳步|加快|抓紧)[^。;的]{0,16}' +
      '(?:推进|整改|进行|办理|实施|落实|协调|申报|招标|建设|筹备|完善|采购|施工|编制|修订)',
    '(?:推进|整改|进行|办理|实施|落实|建设|招标|采购|处理|施工)中(?!的|存在|发现)',
    '(?:持续|有序|稳步|加快|逐步|深入|积极|接续|扎实|继续|序时)(?:推进|整改|推动|进行|落实|实施)',
    '将继续|取得了?(?:明显|初步|积极|较好|一定)的?(?:成效|进展)|未到(?:期|整改时限)',
  ].join('|'),
);
