/** What ledgers call their columns. */
import type { ColumnMeaning } from './column-mapping.ts';

/** `completion` is the day something was finished, or is to be: the other columns tell which. */
export type NamedMeaning = ColumnMeaning | 'completion';

interface Names {
  readonly meaning: NamedMeaning;
  /** Names that say it by themselves, also at the end of longer ones (存在的主要问题). */
  readonly sure: string;
  /** Names that mean this only for want of a better column. */
  readonly weak?: string;
}

/** In simplified characters, without spaces. */
export const HEADER_NAMES: readonly Names[] = [
  {
    meaning: 'no',
    sure: '序号 编号 编码 顺序号 项次 序次 总序号 问题序号 问题编号 隐患编号 问题编码 台账编号 清单编号 no serialno 序',
    weak: '号 项 #',
  },
  {
    meaning: 'aspect',
    sure:
      '方面 类别 督导内容 督查内容 督导项目 督查项目 检查要点 评估指标 问题大类 一级问题 问题类型 问题类别 问题分类 问题方面 隐患类型 隐患类别 隐患分类 检查项目 检查类别 检查内容 所属方面 反馈方面 ' +
      '存在问题方面 问题领域 所属领域 涉及领域 领域 大类 板块 一级指标 专项类别 检查方面 整改方面 aspect category',
    weak: '项目 指标 类型 分类 专项 业务领域 方向',
  },
  {
    meaning: 'finding',
    sure:
      '问题 存在问题 反馈问题 发现问题 主要问题 具体问题 突出问题 问题清单 问题内容 问题标题 问题名称 问题概述 问题隐患 问题事项 ' +
      '存在的问题 巡察反馈问题 反馈意见 巡察意见 巡察反馈意见 问题点 问题详情 问题情况 个性问题 隐患 事故隐患 安全隐患 隐患内容 隐患描述 ' +
      '隐患名称 隐患标题 隐患情况 隐患问题 检查发现的问题 查摆问题 审计发现问题 审计查出问题 不符合项 整改问题 需整改问题 违规问题 ' +
      '存在不足 不足之处 存在隐患 短板弱项 差距不足 问题短板 短板 二级问题 问题及隐患 finding findings issue problem title issuedescription findingdescription observation',
    weak: '整改事项 整改内容 整改任务 整改项目 事项 内容 任务 工作任务 任务内容 反馈内容 反馈事项',
  },
  {
    meaning: 'description',
    sure:
      '具体表现 问题表现 问题描述 主要表现 表现形式 具体情况 情况描述 详细描述 问题具体表现 具体描述 违规事实 事实描述 详细情况 ' +
      '问题具体情况 突出表现 description details condition',
    weak: '表现 描述',
  },
  { meaning: 'cause', sure: '原因 原因分析 问题原因 产生原因 问题成因 成因分析 未完成原因 cause' },
  {
    meaning: 'requirement',
    sure:
      '整改要求 整改建议 意见建议 处理意见 整改意见 巡察建议 督导意见 督查意见 审计建议 检查意见 工作要求 整改标准 整改完成标准 ' +
      '治理要求 处理建议 工作建议 requirement requirements recommendation',
    weak: '要求 建议 意见 标准 验收标准',
  },
  {
    meaning: 'target',
    sure: '整改目标 预期目标 目标任务 工作目标 整改落实目标 治理目标 目标要求 预期成效 预期成果 target goal',
    weak: '目标',
  },
  {
    meaning: 'measures',
    sure:
      '整改措施 工作措施 具体措施 治理措施 主要措施 整改举措 工作举措 落实举措 落实措施 整改办法 整改计划 整改方案 治理方案 ' +
      '整改工作措施 改进措施 纠正措施 解决措施 解决办法 处理措施 防范措施 管控措施 措施 举措 对策 measures measure actions action correctiveaction correctiveactions actionplan remedialaction',
    weak: '方案 办法 计划 做法 整改思路',
  },
  {
    meaning: 'progress',
    sure:
      '整改情况 整改进展 落实情况 完成情况 整改结果 整改落实情况 整改完成情况 整改进展情况 进展情况 整改成效 整改效果 整改进度 ' +
      '工作进展 治理情况 处理情况 办理情况 目前进展 当前进展 阶段性成果 阶段成效 整改描述 整改成果 工作成效 处理结果 治理结果 ' +
      '已采取的整改措施 已采取措施 采取的措施 完成进度 工作进度 进展 推进情况 整改落实 复查情况 复查结果 复查意见 验收情况 ' +
      '验收结果 验收意见 核查情况 核查结果 验证情况 复核情况 复核意见 验收结论 复查结论 核查结论 销号意见 完成率 整改完成率 整改率 完成比例 完成百分比 ' +
      'progress result',
    weak: '情况 结果 成效 效果 进度 整改',
  },
  {
    meaning: 'status',
    sure:
      '整改状态 完成状态 当前状态 目前状态 问题状态 隐患状态 任务状态 销号状态 办理状态 销号情况 办结情况 完成与否 整改与否 ' +
      '整改完成与否 销号与否 是否完成 是否整改 是否销号 是否到位 是否办结 状态 整改状况 销号 status state',
    weak: '完成 办结',
  },
  { meaning: 'sustained', sure: '是否长期坚持 是否常态化坚持 长期坚持' },
  {
    meaning: 'class',
    sure: '整改类型 整改类别 整改分类 整改方式 整改形式 是否立行立改 整改时效 class',
    weak: '整改性质',
  },
  {
    meaning: 'grade',
    sure:
      '隐患等级 隐患级别 隐患分级 问题性质 问题等级 问题级别 严重程度 风险等级 风险级别 重要程度 问题程度 等级 级别 性质 ' +
      '是否重大隐患 风险程度 grade severity risklevel riskrating priority',
  },
  {
    meaning: 'unit',
    sure:
      '责任单位 责任部门 责任科室 责任处室 责任股室 责任主体 责任学校 责任党组织 责任支部 责任党委 牵头单位 牵头部门 牵头科室 牵头处室 ' +
      '主责单位 主责部门 主办单位 主办部门 承办单位 承办部门 承办科室 整改单位 整改部门 整改责任单位 整改主体 负责单位 负责部门 ' +
      '负责科室 实施单位 落实单位 落实部门 整改科室 责任年级 责任班级 责任车间 责任班组 整改牵头单位 responsibleunit unit department',
    weak: '部门 科室 处室 主体',
  },
  {
    meaning: 'supporting',
    sure:
      '配合单位 配合部门 配合科室 配合处室 协办单位 协办部门 协助单位 协助部门 协同单位 协同部门 参与单位 参与部门 会办单位 配合人员 配合人 协办人 协助人员 ' +
      'supportingunits supportingunit',
    weak: '配合 协办',
  },
  {
    meaning: 'leader',
    sure:
      '责任领导 分管领导 牵头领导 包案领导 包保领导 挂点领导 主管领导 督办领导 领办领导 负责领导 整改责任领导 牵头校领导 分管校领导 责任校领导 ' +
      '单位负责人 主要负责人 第一责任人 整改第一责任人 分管负责人 牵头负责人 部门负责人 责任单位负责人 协助领导 分管县领导 责任县领导 ' +
      '分管市领导 挂牌领导 领衔领导 leadofficial leader',
    weak: '领导',
  },
  {
    meaning: 'person',
    sure:
      '责任人 责任人员 经办人 承办人 整改责任人 整改人 整改负责人 具体责任人 直接责任人 具体负责人 主办人 落实人 负责人 责任人姓名 ' +
      '责任教师 经办人员 整改人员 责任岗位 person responsible responsibleperson actionowner assignee caseofficer owner',
    weak: '姓名 联系人 人员',
  },
  {
    meaning: 'due',
    sure:
      '整改时限 完成时限 整改期限 完成期限 治理期限 治理时限 办理时限 办结时限 办结期限 计划完成时间 预计完成时间 要求完成时间 拟完成时间 ' +
      '计划完成日期 预计完成日期 要求完成日期 整改完成时限 整改完成期限 整改截止时间 截止时间 截止日期 整改截止日期 整改限期 限期 限改时间 ' +
      '规定时限 最晚整改时间 完成节点 时间节点 整改节点 计划时间 计划整改时间 要求整改时间 时限 期限 时限要求 时间要求 整改时限要求 ' +
      '应完成时间 目标时限 整改到位时限 整改起止时间 起止时间 duedate due deadline targetdate plannedcompletiondate targetcompletiondate',
    weak: '时间 日期',
  },
  {
    meaning: 'completed',
    sure:
      '实际完成时间 实际完成日期 实际整改时间 实际完成 销号时间 销号日期 办结时间 办结日期 整改到位时间 实际整改完成时间 ' +
      '已完成时间 完成销号时间 闭环时间 completed completedon completiondate actualcompletiondate closeddate dateclosed closedon',
  },
  {
    meaning: 'completion',
    sure: '完成时间 完成日期 整改完成时间 整改完成日期 整改时间 整改日期 完成整改时间 治理完成时间 治理时间',
  },
  {
    meaning: 'verifier',
    sure:
      '验收人 复核人 复查人 核查人 验证人 验收人员 复查人员 核查人员 验收责任人 验收单位 复查单位 核查单位 验收部门 销号人 销号责任人 ' +
      '监督人 督办人 督办单位 监督责任人 验收组 验证人员 复核人员 督办责任人 监督单位 监管部门 主管部门 行业主管部门 verifier',
    weak: '审核人',
  },
  {
    meaning: 'verified',
    sure: '验收时间 验收日期 复查时间 复查日期 核查时间 复核时间 核验时间 verifiedon',
  },
  {
    meaning: 'inspected',
    sure:
      '被检查单位 受检单位 被巡察单位 被巡视单位 被督导单位 被督查单位 被审计单位 被检单位 存在问题单位 涉及单位 问题单位 隐患单位 ' +
      '单位名称 学校名称 企业名称 园所名称 受检学校 被检查学校 所属单位 所属部门 所属学校 所在单位 受检部门 涉及部门 被检查对象 项目名称 ' +
      '被巡察党组织 inspectedunit',
    weak: '单位 学校 名称 被检查人',
  },
  {
    meaning: 'location',
    sure:
      '隐患位置 隐患部位 隐患地点 隐患场所 隐患所在位置 所在位置 具体位置 问题位置 存在部位 检查部位 检查地点 检查位置 检查场所 检查区域 地点 ' +
      '位置 部位 场所 区域 所在区域 location place',
  },
  {
    meaning: 'amount',
    sure: '涉及金额 问题金额 涉及资金 违规金额 涉及问题金额 问题资金 金额 资金 涉及资金额 amount',
  },
  {
    meaning: 'found',
    sure:
      '检查时间 检查日期 排查时间 排查日期 发现时间 发现日期 反馈时间 反馈日期 下发时间 交办时间 登记时间 登记日期 上报时间 录入时间 ' +
      '巡察时间 督查时间 交办日期 foundon dateidentified datefound',
  },
  {
    meaning: 'source',
    sure:
      '问题来源 来源 检查来源 隐患来源 反馈来源 检查单位 检查组 巡察组 检查人 检查人员 发现人 排查人 排查人员 上报人 登记人 检查类型 检查形式 ' +
      '反馈单位 交办单位 检查名称 检查依据 法规依据 依据 政策依据 来源单位 source',
  },
  {
    meaning: 'request',
    sure: '需协调事项 需协调解决事项 需上级协调解决事项 需上级支持事项 请求事项 需解决问题 需要协调解决的问题 存在困难 困难问题 request',
  },
  {
    meaning: 'evidence',
    sure: '佐证材料 证明材料 支撑材料 印证材料 附件 照片 图片 整改前照片 整改后照片 隐患照片 整改照片 相关资料 佐证资料 材料清单 成果形式 成果材料 evidence',
  },
  {
    meaning: 'note',
    sure: '备注 说明 备注说明 附注 情况说明 其他说明 下一步计划 下一步措施 下步计划 下一步打算 下步打算 下一步工作 下步工作 下一步工作安排 下一步安排 备考 note notes remarks remark',
    weak: '其他',
  },
  {
    meaning: 'ignored',
    sure:
      '整改金额 已整改金额 追缴金额 上缴金额 退缴金额 收回金额 联系电话 电话 联系方式 手机 手机号 手机号码 签字 签名 得分 分值 扣分 权重 职务 职务职称 剩余天数 逾期天数 是否公开 ' +
      '是否重点关注 是否集中整改期完成 集中整改期完成 phone',
  },
];
