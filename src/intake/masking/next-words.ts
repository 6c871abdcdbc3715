/** Tells whether another word begins behind what may be a name. */

export const NOWHERE = 0;
export const PERHAPS = 1;
export const LIKELY = 2;
export const SURELY = 3;
export type Certainty = 0 | 1 | 2 | 3;

/** From {@link NOWHERE} to {@link SURELY}: the end of a text and marks are sure, 的 and 在 are likely. */
export function wordBeginsAt(text: string, at: number): Certainty {
  const rest = text.slice(at, at + LOOK_AHEAD);
  if (rest === '' || GOES_ON.test(rest)) return SURELY;
  if (PARTICLES.has(rest.charAt(0))) return LIKELY;
  return MAY_GO_ON.has(rest.charAt(0)) ? PERHAPS : NOWHERE;
}

/** The longest of the words below. */
const LOOK_AHEAD = 4;

/** Marks, and words a sentence goes on with behind a person. */
const GOES_ON = new RegExp(
  `^(?:${[
    '[^\\u3400-\\u9fff]|等[\\d一二两三四五六七八九十多几名人位户]',
    '进行|安置|慰问|申办|报名|参[加与]|入[学住院园职]|毕业|就[读业医诊]|死亡|去世|受伤|出[院生走国]|离[婚职家异]|上[学班]|失[踪业联]|自愿|常[年常]|长年|一直|从未|近[年期日]|去年|今年|上[午月周]|下[午岗]|原[系是为]|向[县市校镇乡区省]|修[缮建理]|发生|转[学出入院校交来]|补[发贴助偿缴]|打[伤电架骂人]|银行|账[户号]|打入|反馈|于\\d|说[明称]|解释|通过|反映|投诉|举报|检举|控告|起诉|申[请诉领报]|要求|诉[求称说讼]|[提指]出|表[示达]|认为|请求|希望|索[要赔]|拒[绝不]|扬言|声称|联[系名]|反复|同意|接受|撤[回诉]|求助|质疑',
    '来[信访电校园院局镇县市我人]|到[校园院局镇县市区省京北我乡村现学办会场]|[上信走缠闹接家回下]访|越级|进京|赴京|信访|息[诉访]|罢访|拨打|致电|前往|进入|返[回乡]',
    '不[服满同愿能予再接]|同志|老[师人]|先生|女士|大[爷妈娘伯嫂哥]|奶奶|爷爷|阿姨|叔叔|师傅|同学|小朋|夫[妇妻]|家长',
    '一[家户案行事直次同]|[两二三][人户名]|全家|本人|家[中里属庭人长境贫住]|之[父母子女妻夫]|父[亲母子女]|母[亲子女]|兄[弟妹]|姐[妹弟]|[两二三四五六七]人',
    '多[次年]|长期|再次|再三|先后|连续|当[面场天日时]|分别|随后|目前|现[已在住]|曾[经因多于在]|已[经于将被向]|达成|签[订字署收]|领[取到]',
    '[男女](?:[,、。]|$)|低保|户籍|生[活病]|患[有病癌重]|住[院在]|残疾|退休|辞退|所[述诉称反]|讨[要薪]|违[规反法纪]|办理|解决|发放|落实|享受|获得',
    '[书园校局县镇区市厅部处科股院所站队组会][记长]|副[书园校局县镇区市处科主组]|主[任席]|经理|负责|牵头|包[案保]|担任|任[组副校书]|代表',
  ].join('|')})`,
);

/** Words of one character that follow names, and are seldom part of one. */
const PARTICLES: ReadonlySet<string> = new Set(
  '被未已因自将由向对与给为从在的是等户也均都就患住和及系诉到仍',
);

const MAY_GO_ON: ReadonlySet<string> = new Set(
  '于同把去来不无有没系即又还要可能说称讲问经随前后所做领享获得属现正仍先且以按应需会愿让请使两三一二四五六七' +
    '八九十年月日男女本夫父母子时其虽但而各个办签承发收参',
);
