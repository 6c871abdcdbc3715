/** Knows the lines that web sites, printers and paywalls put around and into a document. */

/** Page numbers on a line of their own, which can stand in the middle of a sentence. */
export const isPageFurniture = (folded: string): boolean =>
  /^[-—–·\s]*\d{1,4}[-—–·\s]*$/.test(folded) ||
  /^第?\s?\d{1,4}\s?页\s?[,/]?\s?(?:共\s?\d{1,4}\s?页)?$/.test(folded) ||
  /^(?:page\s)?\d{1,4}\s?(?:\/|of)\s?\d{1,4}$/i.test(folded.trim());

/** A notice that the rest can be read only after paying or logging in. */
export const isPaywall = (folded: string): boolean =>
  folded.length <= 60 &&
  /(?:登录|注册|会员|付费|购买|下载|点击).{0,12}(?:查看|阅读|全文|继续|完整)|(?:剩余|还剩).{0,8}(?:未读|页|%)|(?:展开|阅读|查看)(?:全文|更多|剩余)|未完待续|内容已?(?:隐藏|截断)/.test(
    folded,
  );

/** The text breaks off: …… or ... at the end of a line. */
export const breaksOff = (folded: string): boolean => /(?:…|\.{3})[。"”)]?$/.test(folded);

/** Lines that end the text of a finding: links, calls for comments, remarks on the whole. */
export const endsFinding = (folded: string): boolean =>
  SITE_LINE.test(folded) || CLOSING_LINE.test(folded) || REFERRALS.test(folded);

const SITE_LINE =
  /^(?:上一[篇条页则]|下一[篇条页则]|推荐访问|相关(?:文章|阅读|链接|新闻|附件)|责任编辑|编辑:|来源:|作者:|发布(?:时间|日期|人)|点击(?:量|数)|浏览(?:量|次数)|\[?打印|\[?关闭|分享到|版权(?:所有|声明)|扫一扫|返回|网站(?:标识|地图)|主办单位)/;
const CLOSING_LINE =
  /^(?:(?:根据|依据|依照)《[^》]{2,60}》[^。]{0,60}(?:责令|限你|限期|现要求)|(?:现|特此)?(?:责令|请|限|要求)(?:你|贵|各|以上|上述)|(?:对|针对)?(?:以上|上述)(?:问题|隐患)[^。]{0,30}(?:请|限|责令|须|务必|要求|应)|逾期|(?:请|须|应)(?:于|在)\d|整改(?:完成|完毕|结束)后|欢迎|如有意见|联系(?:电话|方式|人)|监督电话|公示(?:时间|期限?|单位)[:为]|电子邮箱|邮政|邮编|特此(?:报告|通报|公告)|附件?[:\d一二三]|(?:下一步|下步|今后|后续)[^。,;]{0,20}$|截至目前,?[^,。]{0,20}(?:[\d一二三四五六七八九十全各]|反馈)[^,。]{0,6}问题)/;
/** What the inspectors handed over besides the findings, said of the whole inspection. */
const REFERRALS =
  /^(?:(?!对|就|针对)[^。,]{1,24}(?:巡[察视]|督[导查察]|检查|审计|考核|评估)组(?:没有|未|共|已|向|移交)|本轮(?:巡[察视]|督[导查察]|检查|审计)|(?:巡[察视]|督[导查察]|检查|审计|考核|评估)期间|此外)[^。]{0,60}(?:移交|(?<=组移交))[^。]{0,30}(?:信访|线索|立行立改)/;

const DATE_LINE =
  /^(?:\d{4}|[〇零一二三四五六七八九]{4}|\d{2}[Xx×]{2})年(?:\d{1,2}|[Xx×]{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[Xx×]{1,2}|[一二三四五六七八九十]{1,3})日$/;
const ORG_LINE =
  /^[^\s,。;:、(]{2,36}(?:委员会|党委|党组|总支|支部|学校|中学|小学|幼儿园|机关园|学院|大学|医院|卫生院|保健院|局|办公室|中心|政府|公司|集团|酒店|宾馆|饭店|商场|超市|银行|养老院|敬老院|福利院|管委会|管理办公室|街道办事处|[督检巡][导查察]组|监察组|审计组|厂|[分支]队)$/;

/** A date alone on a line, as a signature has it. */
export const isDateLine = (folded: string): boolean => DATE_LINE.test(folded.replaceAll(/\s/g, ''));

/** True for a date or the name of an organisation alone on a line. */
export const isSignature = (folded: string): boolean => isDateLine(folded) || ORG_LINE.test(folded);
