/** Knows words that end in a character that is a family name too: 由于, 调解, 资金. */

/** Each family name with the characters before it that make a word of both. */
const TAILS = `
  衡均平权制抗失 钟警分时闹点敲 储存仓积 祖佛 山矿火登江 班全校上下本分跟加换各大小 印打复盖影
  扶帮搀 弓弯 滑光圆 富丰财致 束约结拘 籍国户书学 阴光 闻新听见 越超优跨穿 融金交通
  益公权利收效受 官法检军教 井水矿油 海上沿大东南北出 皮头 诸付 曲歌戏弯 惠普实优受互
  于低关对由属位高大小等用便易处至鉴基限源敢善勇甘乐忠适趋早晚始终过出归疏急在致
  解了化调讲理缓分和谅劝疏破误见消注求排纾 焦聚对 范规防示模师典风就
  金资基现奖租助问恤老证押学积罚定本年税佣薪款保利股黄合 展开发进扩拓参施伸画会
  明严文说证声申表查写注列阐透鲜简照聪光发黎标言载清公分 周每一本上下两三四数前后首近 全安健完齐保成周
  计审统累共合预会设估总 师教老律医程名导讲药 强加增坚顽自 应相反对供响适效回感
  程工过流课章进全日议路教规历里养 高提最较偏拔崇过更不
  方地双对各多校警官资劳厂院园工乙甲处平立四单三配北南东西远后 常日正经通异平非时家往
  时适及按限当同临小随实课学定平超准即届有何历延工暂顿费 易容交贸简轻不 向方面导意走双倾趋指定转流志
  平水公和生太不 单名清简菜订账工办孤保存 付支应拨交对兑垫赔预缴 边周身旁一路手两海 楼学大舍公验号层
  房住用危库机厨病楼平营 车校公货客汽停用托动黑租乘火堵 项事各专单款逐一两多强奖义选 党入全我政 连相接
  游旅上下 商招协经发应包厂电智客 万数几百千十上近 文公发语中论行条明作人下收 康健小
  水饮用供排污废雨来薪风洪 路道公马一思铁线电网出让问 关有相机攻海把开无事公
  管监主分保尽不城高代托接共水 严从威尊戒 查检督调抽核排自复巡审清普稽倒彻筛追考 温体气高升 余其剩多业
  包承发书打外分面 任责主担信现时离胜兼聘历委留 成完形促组达构造建养变收生赞现责赔落 华精中升 祝庆
  章规印公盖文签违 申重 简精 占侵抢霸多 席出主缺列 史历党 段阶手时路片地 白明空坦 洪防抗 宗大一
  林森园造 景背场情前愿风全 符相不 荣光 伍队退入 施设措实 谢感 许允也或准 顾照兼回
  门部专校大出上入热有 修整维检选必进装 习学复练实补陋恶 索线探摸 厉严 廉清 容内形笑从 盖覆掩涵
  石宝岩 马人 江长 木树 毛皮 田农 古考 代时年当新替取交现 和总饱平 尚高 战备实抗 智明
  线一战路网管曲底 农支三 卫保防环 仇报 甘不 敬尊 封信密查 钱花省赚
`;

const BEFORE_SURNAME: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  TAILS.trim()
    .split(/\s+/)
    .map((entry): [string, ReadonlySet<string>] => [entry.charAt(0), new Set(entry.slice(1))]),
);

/** Things are counted in them: 8周, 3项, 两包. */
const COUNTED = '周万余元项段钟包石张米班席宗章楼车门';

/** Whether the family name at a place of a text is the end of an ordinary word. */
export function endsWord(text: string, at: number): boolean {
  const [before, surname] = [text.charAt(at - 1), text.charAt(at)];
  if (BEFORE_SURNAME.get(surname)?.has(before) === true) return true;
  return COUNTED.includes(surname) && /[\d一二两三四五六七八九十几数]/.test(before);
}
