/** Tells persons something is done for or with (为…解决低保, 与…见面, 到…家中) by the words on both sides. */

/** Both sides are folded, and short. */
export function isDealtWith(before: string, after: string): boolean {
  return FRAMES.some(([left, right]) => left.test(before) && right.test(after));
}

/** 为甲、乙镇为乙解决: what is done may stand behind the next name. */
const WITH =
  '^(?:、[^,。;]{1,16})?(?:同志|老师|老人|一家|家庭|家属|家|本人|等|户|两户|\\d{1,3}户|\\d{1,3}人){0,3}的?';

const FOR = new RegExp(
  `${WITH}(?:解决|发放|办理|申请|申报|落实|协调|争取|提供|送去|送上|筹集|筹措|减免|安排|缴纳|购买|补缴|补发|补助|补办|支付|拨付|讨回|追回|修缮|修建|改造|捐|垫付|兑现|出具|开具|找到|联系)`,
);

const ABOUT = new RegExp(
  `${WITH}(?:进行|开展|予以|给予|实施|采取|见面|联系|沟通|谈话|谈心|座谈|交流|达成|签订|商谈|协商|说明|解释|答复|反馈|道歉|致歉|赔礼|宣传|当面|书面|讲[清解]|做(?:好|了|思想)|思想|诉求|送达|告知|承诺|赔偿|补偿|退[还回]|核实|了解|询问|回访|家访|稳控|慰问|帮扶|救助|资助|疏导|安抚|教育|劝导|批评)`,
);

const HOME = /^(?:同志|老师|老人|等){0,2}的?(?:家|住处|住所|病房|户)/;

const SAYS = /^(?:同志|老师|本人)?(?:反映|称|说|介绍|陈述|讲)/;

const FRAMES: readonly (readonly [RegExp, RegExp])[] = [
  [/(?:[为给替帮向]|给予)$/, FOR],
  [/[向对与和同跟将]$/, ABOUT],
  [/[到去赴往入进在]$/, HOME],
  [/[据经]$/, SAYS],
];
