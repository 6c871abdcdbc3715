/** Chinese family names, and which of them begin ordinary words too. */

/** Seldom the first character of anything but a name; the last line in traditional characters. */
const CLEAR =
  '王李张刘陈杨赵吴周徐孙朱胡郭林何罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田' +
  '姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟段雷钱汤尹黎武乔贺赖龚庞樊殷施陶翟倪芦俞鲁葛韦尤焦聂邢褚柯柳覃骆霍屈詹' +
  '饶敖晏佟耿裴阮鲍冉卜滕苗甘岳喻苟臧涂卓靳穆戚郎粟颜梅庄柴蒲牟窦邝邬卞凌谷翁莫邸闵仇伍洪隋宗荣幸肖闫仝禹匡' +
  '佘鞠冀史龙马江黄金毛欧艾麦池桑蓝兰景符吉齐娄郁祁邰竺缪冼蔺阚郗邴芮羿储汲糜巴湛茅庾暨沃蔚阙瞿厉丛晁寇岑廉' +
  '仉郜郄郏郇鄢鄞亓莘贲逄谌谯訾扈胥刁栗宿栾荆索鹿綦桓巢茹苑楚岐伊揭薄亢逯厍鄂佴蒯' +
  '虞裘杭嵇钮荀甄戎姬郦雍璩桂濮蓟贡慕宦戈衡乜毋夔隗宓蓬仲惠乌昝曲寿禄浦巫' +
  '葉劉楊趙吳孫鄭謝韓馮蕭鄧許呂蘇盧蔣賈閻鍾譚鄒陸顧錢湯賴龔龐聶駱閔';

/** As often a word or part of one: these need a given name that is clearly one. */
const WORDY =
  '高方石白余常安任曾成程向单华平时易古阳包代丰于付计师强边楼衣房云麻水燕沙原相查木温严章申巩祝管纪舒路辛关' +
  '盛简占米车项封花左席党连游解应商全明万文康尚宁宫双牛屠冷盖冶宣容战展智门修银线英红习农勾皮官井海劳诸祖山班印扶弓牧滑羊富束籍阴闻越融益';

const COMPOUND: ReadonlySet<string> = new Set(
  (
    '欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 司徒 令狐 长孙 宇文 轩辕 端木 呼延 ' +
    '东郭 闻人 濮阳 淳于 单于 太叔 申屠 公羊 赫连 澹台 宗政 公冶 仲孙 钟离 鲜于 闾丘 司空 亓官 司寇 颛孙 巫马 公西 ' +
    '漆雕 乐正 拓跋 夹谷 谷梁 段干 羊舌 梁丘 左丘 纳兰 完颜 范姜'
  ).split(' '),
);

export interface Surname {
  /** In characters: 1 or 2. */
  readonly length: number;
  /** Begins ordinary words as often as names. */
  readonly isWordy: boolean;
}

const SINGLE = new Map<string, Surname>([
  ...Array.from(WORDY, (char): [string, Surname] => [char, { length: 1, isWordy: true }]),
  ...Array.from(CLEAR, (char): [string, Surname] => [char, { length: 1, isWordy: false }]),
]);
const DOUBLE: Surname = { length: 2, isWordy: false };

/** The family name that begins at a place of a text, the longest there is; null where none does. */
export function surnameAt(text: string, at: number): Surname | null {
  if (COMPOUND.has(text.slice(at, at + 2))) return DOUBLE;
  return SINGLE.get(text.charAt(at)) ?? null;
}
