/** What can be wrong with a thing, by the kind of thing it is. */
import { lines } from './lines.ts';

export const KINDS = [
  'rule',
  'record',
  'facility',
  'staff',
  'money',
  'study',
  'service',
  'site',
  'project',
  'duty',
] as const;
export type Kind = (typeof KINDS)[number];

export interface KindWords {
  /** Follow the thing: 陪餐制度 + 执行不严格. */
  readonly shortcomings: readonly string[];
  /** Praise in the same place: 陪餐制度 + 执行到位. */
  readonly merits: readonly string[];
  /** Sentences that describe it, without the full stop. */
  readonly descriptions: readonly string[];
  /** What is done about it, without punctuation at the end. */
  readonly measures: readonly string[];
  /** What inspectors ask for. */
  readonly requirements: readonly string[];
}

export const kinds: Readonly<Record<Kind, KindWords>> = {
  rule: {
    shortcomings: lines(
      '执行不严格 落实不到位 执行打折扣 落实有差距 流于形式 坚持得不够好 执行不到位 不健全 不够完善 修订更新不及时 执行存在偏差 约束力不强 刚性不足',
    ),
    merits: lines('健全完善 执行到位 落实有力 运行良好 得到较好落实'),
    descriptions: lines(`
{who}对{thing}的重要性认识不足，满足于照抄照转，没有结合实际细化
{thing}印发后没有组织学习，抽查{n}人，有{m}人说不清具体要求
{thing}沿用{oldyear}年的版本，部分条款与现行规定不一致
{who}以工作忙为由不按规定办，{thing}成了“墙上制度”
对违反{thing}的行为提醒多、处理少，{oldyear}年以来没有一次纳入考核
{thing}缺少配套的操作流程，责任主体、办理时限均不明确
查阅{oldyear}年以来的资料，{thing}有{n}个月没有执行痕迹
督促检查以听汇报为主，{thing}落实情况底数不清
个别环节存在先办后批的现象，{thing}的约束作用没有发挥出来`),
    measures: lines(`
修订完善{thing}，进一步明确责任主体、办理流程和考核办法
组织{dept}及相关人员专题学习{thing}，开展测试{n}次，合格率达到100%
将{thing}执行情况纳入{dept}年度目标考核，与评先评优挂钩
由{dept}牵头，每{period}对{thing}执行情况开展一次抽查，抽查结果在例会上通报
对照上级最新要求，对现行制度进行“废改立”，新建制度{n}项、修订{m}项、废止{k}项
{leader}对落实不力的{n}名责任人进行提醒谈话，督促其严格按制度办事
编制{thing}操作手册{N}份，发放至每个岗位
建立{thing}执行情况月报告机制，做到有部署、有检查、有反馈
制定印发《{short}{thing}实施细则》，把原则性要求细化为{n}条具体规定`),
    requirements: lines(`
健全{thing}，明确责任人和操作流程，确保执行到位
对{thing}执行情况开展一次全面自查，补齐短板
严格执行{thing}，不得以任何理由变通处理`),
  },
  record: {
    shortcomings: lines(
      '填写不规范 内容不完整 更新不及时 缺项漏项较多 存在事后补记现象 内容雷同 归档不及时 管理混乱 登记不实 数据前后不一致',
    ),
    merits: lines('规范齐全 内容详实 分类清晰 更新及时'),
    descriptions: lines(`
抽查{N}份{thing}，有{n}份签字栏空白，有{m}份日期前后矛盾
{thing}由一人集中填写，笔迹、内容高度一致
{oldyear}年{mon}月至{mon2}月的{thing}缺失，经办人无法说明原因
{thing}与实际情况不符，账上{N}件，现场清点只有{n}件
{who}图省事，{thing}只记结果不记过程，无法追溯
{thing}没有专人保管，散落在{n}个办公室
电子版与纸质版{thing}不一致，审核把关形同虚设`),
    measures: lines(`
统一{thing}格式，设置必填项{n}项，由{dept}每周审核一次
对{oldyear}年以来的{thing}逐份核对，补充完善{N}份
明确{dept}专人负责{thing}的登记、保管和移交
举办{thing}填写规范培训{n}期，参训{N}人次
对存在问题的{N}份{thing}退回重做，并对{n}名经办人予以批评教育
推行{thing}电子化管理，做到随办随录、全程留痕
建立{thing}三级审核制度，经办人、科室负责人、分管领导逐级签字`),
    requirements: lines(`
规范{thing}，做到内容真实、要素齐全、及时归档
安排专人负责{thing}，定期检查更新
对缺失的{thing}限期补齐，对弄虚作假的严肃处理`),
  },
  facility: {
    shortcomings: lines(
      '配备不足 老化破损 维护保养不及时 超期使用 数量不达标 损坏后维修不及时 未按规定定期检测 标识缺失 布局不合理 形同虚设',
    ),
    merits: lines('配备齐全 运行正常 维护及时 完好有效'),
    descriptions: lines(`
现场查看，{thing}共{N}处，其中{n}处已无法正常使用
{thing}购置于{oldyear2}年，已超过规定使用年限，故障频发
{thing}没有检修记录，最近一次保养时间为{oldyear}年{mon}月
{place}{thing}被杂物遮挡，紧急情况下难以发挥作用
{who}不会操作{thing}，日常检查只看外观不试运行
按照标准应配备{thing}{N}套，实际仅有{n}套
{thing}采购后长期闲置，{n}台至今未拆封`),
    measures: lines(`
投入资金{w}万元，更换{thing}{n}处，新增{m}处
委托有资质的第三方机构对{thing}进行全面检测，出具检测报告{n}份
与维保单位签订协议，每{period}对{thing}维护保养一次，并做好记录
对{place}遮挡{thing}的杂物进行彻底清理，划定警戒区域
建立{thing}“一物一档”，逐台张贴责任牌，明确管理人员{n}名
组织{thing}使用操作培训{n}场，{N}人通过现场考核
将{thing}更新改造列入{year}年度预算，分批次实施`),
    requirements: lines(`
立即对{thing}进行维修更换，确保完好有效
配齐{thing}，并定期检测、维护
清除{place}障碍物，保证{thing}随时可用`),
  },
  staff: {
    shortcomings: lines(
      '配备不足 结构不合理 持证率偏低 培训不到位 力量薄弱 责任心不强 流动性较大 业务能力不适应 年龄老化',
    ),
    merits: lines('配备到位 精神面貌好 履职尽责 业务熟练'),
    descriptions: lines(`
按编制标准应配{thing}{N}名，现有{n}名，缺口较大
{thing}中{pct}%为临时聘用人员，工作积极性不高
{n}名{thing}未取得相应资格证书即上岗
{thing}身兼数职，精力分散，日常工作疲于应付
近三年流失{thing}{n}名，新进人员经验不足
{thing}中50岁以上人员占{pct}%，青黄不接问题突出
对{thing}重使用、轻培养，{oldyear}年仅组织业务培训{k}次`),
    measures: lines(`
积极向上级争取编制，{year}年公开招聘{thing}{n}名，现已全部到岗
组织{n}名未持证的{thing}参加专业培训，并取得资格证书
制定{thing}培养计划，采取跟岗学习、以老带新等方式开展培训{n}次
完善{thing}绩效考核办法，拉开分配档次，调动工作积极性
通过内部调剂充实{thing}{n}名，缓解人手不足的压力
对责任心不强的{n}名{thing}进行调整，并约谈{dept}负责人
建立{thing}轮训制度，每年脱产培训时间不少于{N}学时`),
    requirements: lines(`
配齐配强{thing}，做到持证上岗
加强{thing}教育培训，提高履职能力
明确{thing}岗位职责，严格考核`),
  },
  money: {
    shortcomings: lines(
      '管理不规范 审核把关不严 拨付不及时 清理不彻底 使用效益不高 列支依据不充分 公示不到位 核算不准确 结余较大 监管存在漏洞',
    ),
    merits: lines('管理规范 使用合规 审核严格'),
    descriptions: lines(`
{oldyear}年{thing}中有{n}笔共计{w}万元缺少审批手续
{thing}长期挂账，最早一笔发生于{oldyear2}年，金额{w}万元
查阅凭证发现，{thing}存在以领代报、白条入账等情况，涉及金额{w}万元
{thing}到账后滞留{n}个月才拨付到位，影响了使用效益
{who}对财务政策不熟悉，{thing}超范围、超标准列支{y}元
{thing}没有实行专账核算，与日常经费混用
{dept}对{thing}只管拨、不管用，绩效评价走过场`),
    measures: lines(`
对{oldyear}年以来的{thing}进行全面清理，补齐审批手续{n}份
追回违规列支的{thing}{w}万元，已全部上缴财政专户
修订财务管理制度，明确{thing}的开支范围、标准和审批权限
组织财务人员和{dept}工作人员学习财经法规{n}次
对{thing}实行专账管理、专款专用，每{period}公示一次使用情况
约谈{thing}经办人{n}名，责令作出书面检查{k}份
聘请会计师事务所对{thing}开展专项审计，对审计提出的{n}条意见逐一落实`),
    requirements: lines(`
规范{thing}管理，严格审批程序
对违规使用的{thing}限期追缴，并追究相关人员责任
定期公开{thing}使用情况，接受监督`),
  },
  study: {
    shortcomings: lines(
      '不深入 不扎实 形式单一 针对性不强 覆盖面不广 重形式轻效果 联系实际不紧密 频次不够 吸引力不强 计划性不强',
    ),
    merits: lines('扎实开展 形式多样 富有成效 入脑入心'),
    descriptions: lines(`
{thing}以读文件、念稿子为主，研讨交流少
{oldyear}年计划开展{thing}{N}次，实际开展{n}次
{who}参加{thing}不积极，{n}人全年缺席{m}次以上
{thing}笔记照搬照抄，{n}人的心得体会大段雷同
{thing}与业务工作“两张皮”，学用脱节
现场抽问{N}人，{n}人对{thing}的主要内容答不上来
{thing}没有年度计划，临时动议多，随意性较大`),
    measures: lines(`
制定{year}年{thing}计划，明确学习专题{n}个、研讨{m}次
采取专家辅导、现场教学、交流研讨等形式开展{thing}{n}场次
{leader}带头讲授专题课{n}次，带动{N}名干部职工参与{thing}
建立{thing}考勤和测试制度，对无故缺席的{n}人进行通报
对雷同的{n}份心得体会退回重写，并对当事人批评教育
把{thing}与业务工作同部署、同检查、同考核，形成调研报告{n}篇
开通线上学习专栏，推送{thing}资料{N}期`),
    requirements: lines(`
扎实开展{thing}，做到计划、人员、内容、效果四落实
创新{thing}方式方法，增强针对性
加强对{thing}的检查指导，防止走过场`),
  },
  service: {
    shortcomings: lines(
      '效率不高 响应不及时 流程繁琐 便民措施不足 满意度不高 反馈不及时 主动性不强 质量有待提高 标准不统一',
    ),
    merits: lines('高效便捷 热情周到 明显改善 群众评价较好'),
    descriptions: lines(`
{thing}环节多、材料多，群众往返{n}次才能办成
{oldyear}年涉及{thing}的投诉{N}件，较上年增加{n}件
工作时间{n}个窗口无人值守，{thing}出现排长队现象
{who}对政策不熟悉，{thing}一次性告知不到位
{thing}超出承诺时限{n}天，且未向当事人说明原因
问卷调查显示，对{thing}表示不满意的占{pct}%
{thing}信息公开不全面，群众不知道找谁办、怎么办`),
    measures: lines(`
优化{thing}流程，压减环节{n}个、减少材料{m}份，办理时限由{N}个工作日缩短至{n}个工作日
增设综合窗口{n}个，配备导办人员{m}名，方便群众办事
开展{thing}专题培训{n}期，推行首问负责、一次告知制度
对{oldyear}年以来的{N}件投诉逐一回访，满意率达到{hi}%
建立{thing}“好差评”制度，对差评实行{n}日内整改反馈
公布{thing}监督电话，安排专人接听，做到有诉必应
推行{thing}网上办、掌上办，上线办理事项{N}项`),
    requirements: lines(`
优化{thing}流程，提高办理效率
落实首问负责制，改进{thing}作风
公开{thing}标准和时限，接受群众监督`),
  },
  site: {
    shortcomings: lines(
      '存在安全隐患 杂物堆放较多 日常巡查不到位 环境卫生较差 管理存在盲区 秩序混乱 防护措施不到位 权责不清',
    ),
    merits: lines('整洁有序 管理规范 秩序良好 面貌一新'),
    descriptions: lines(`
现场检查发现，{thing}堆放易燃杂物{n}处，通行宽度不足
{thing}墙面开裂、渗水，{n}处警示标志脱落
{thing}没有明确责任人，保洁、巡查互相推诿
{thing}监控存在盲区{n}处，夜间照明不足
{thing}私拉乱接电线，插座超负荷使用
巡查记录显示，{oldyear}年{mon}月以来对{thing}仅巡查{n}次
雨季{thing}积水严重，影响正常通行`),
    measures: lines(`
对{thing}开展集中整治，清运杂物{n}车，拆除私拉电线{m}处
在{thing}增设警示标志{n}块、监控探头{m}个，消除管理盲区
明确{thing}责任人，实行“定人、定岗、定责”，每日巡查{k}次
协调资金{w}万元，对{thing}进行修缮加固
与{dept}签订责任书，将{thing}纳入日常考核
联合有关部门对{thing}开展夜间巡查{n}次，劝导纠正不规范行为{N}起
绘制{thing}风险分布图，张贴应急疏散指引{N}张`),
    requirements: lines(`
立即清理{thing}杂物，消除安全隐患
明确{thing}责任人，加强日常巡查
设置警示标志，落实{thing}防护措施`),
  },
  project: {
    shortcomings: lines(
      '进度滞后 手续不完备 过程监管不到位 未按期完工 竣工验收不及时 变更程序不规范 前期论证不充分 建成后闲置 质量把关不严',
    ),
    merits: lines('有序推进 按期完工 质量可控 建设规范'),
    descriptions: lines(`
{thing}原定{oldyear}年{mon}月完工，检查时仅完成工程量的{pct}%
{thing}未取得施工许可即开工建设
{thing}设计变更{n}次，其中{k}次未履行审批手续
{thing}招标文件设置不合理条件，竞争不充分
{thing}完工后{n}个月未组织验收，资产未移交
监理日志缺失{N}天，{thing}隐蔽工程没有影像资料
{thing}投资{w}万元，建成后使用率不足{pct}%`),
    measures: lines(`
成立{thing}工作专班，倒排工期、挂图作战，每周调度一次
补办{thing}用地、规划、施工等手续{n}项
对{thing}施工单位负责人进行约谈，下达催办函{n}份
组织有关单位对{thing}进行竣工验收，验收发现的{n}处缺陷已全部修复
修订工程变更管理办法，明确单项变更{w}万元以上须集体研究
引入第三方对{thing}开展质量抽检{n}次，合格率{hi}%
将{thing}承建单位不良行为记入信用档案，扣除履约保证金{w}万元`),
    requirements: lines(`
加快{thing}进度，倒排工期，按期完工
补齐{thing}相关手续，规范建设程序
加强{thing}质量监管，及时组织验收`),
  },
  duty: {
    shortcomings: lines(
      '压得不实 履行不到位 传导有落差 落实不力 抓得不够紧 存在层层递减现象 研究部署不够 担当不足 检查考核不严',
    ),
    merits: lines('压紧压实 层层落实 履行到位'),
    descriptions: lines(`
{oldyear}年以来会议研究{thing}仅{n}次，且多为传达文件
{who}认为{thing}是分管领导的事，存在等靠思想
{thing}清单照搬上级，{n}个{depts}的内容完全一致
对{thing}落实情况督促检查少，{oldyear}年没有开展一次专项检查
{thing}与业务工作结合不紧，安排多、跟踪问效少
班子成员对分管领域{thing}抓得不细，谈话提醒全年仅{n}人次
{thing}考核权重偏低，结果运用不充分`),
    measures: lines(`
召开专题会议{n}次研究{thing}，形成会议纪要{m}份
制定{thing}清单，细化任务{N}条，逐条明确责任人和完成标准
{leader}与{depts}负责人签订责任书{N}份，层层传导压力
每{period}听取一次{thing}落实情况汇报，对推进缓慢的{n}个{depts}进行督促
将{thing}纳入年度述职评议内容，考核权重由{k}%提高到{n}%
班子成员结合分管工作开展谈心谈话{N}人次，推动{thing}落地见效
开展{thing}专项督查{n}轮，通报典型问题{m}起`),
    requirements: lines(`
压实{thing}，把责任落实到岗到人
定期研究{thing}，加强督促检查
强化考核问责，推动{thing}落细落实`),
  },
};
