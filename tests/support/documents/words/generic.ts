/** What is done about anything, what comes of it, and how measures begin. */
import type { Kind } from './kinds.ts';
import { lines } from './lines.ts';

export const genericMeasures = lines(`
{leader}主持召开专题会议，对照反馈意见逐条剖析原因，研究整改措施{n}条
组织全体干部职工开展警示教育，以案为鉴、举一反三，排查同类问题{n}个
成立由{leader}任组长的整改专班，明确{dept}具体负责，每{period}调度一次进展
开展“回头看”检查{n}次，对发现的{m}个苗头性问题及时纠正
{leader}与{dept}负责人开展谈心谈话{n}人次，指出存在的差距和不足
外出考察学习先进单位经验{k}次，形成学习借鉴清单{n}条
设置意见箱{n}个，公开监督电话，广泛听取意见建议{N}条
将该项工作纳入{dept}重点任务清单，实行周汇报、月通报
举一反三开展自查，梳理完善管理制度{n}项，堵塞管理漏洞
邀请业务专家到单位现场指导{n}次，解答疑难问题{N}个
由{dept}牵头制定整改任务书，挂图作战、逐项销号
对相关责任人{n}名进行批评教育，责令作出书面检查
建立健全常态化督查机制，{dept}不定期开展抽查，全年不少于{n}次
印发《关于进一步规范有关工作的通知》，从{n}个方面提出明确要求
开展业务技能培训{n}期，培训{N}人次，提升规范化管理水平
利用宣传栏、微信公众号等载体宣传政策{N}次，营造良好氛围`);

/** Follow a measure after a comma. */
export const effects = lines(`
有效防止类似问题再次发生
管理水平得到明显提升
干部职工责任意识明显增强
切实堵塞了管理漏洞
形成了齐抓共管的工作格局
做到底数清、情况明
确保各项要求落到实处
群众满意度进一步提高
工作效率明显提高
从源头上消除了隐患`);

/** What comes of a finding: of any, or of those of one kind. */
export const consequences: Readonly<Partial<Record<Kind, readonly string[]>>> & {
  readonly always: readonly string[];
} = {
  always: lines(
    '影响了工作的正常开展 与上级要求还有较大差距 制约了整体水平的提升 工作被动应付 没有起到应有的作用',
  ),
  facility: lines('容易引发安全事故 难以满足实际需要'),
  site: lines('容易引发安全事故 群众反映强烈'),
  service: lines('群众对此反映较多 企业意见较大'),
  money: lines('存在一定的廉政风险 资金安全存在隐患'),
  project: lines('存在一定的廉政风险 未能及时发挥效益'),
  duty: lines('压力传导层层递减 “上热中温下冷”现象依然存在'),
  study: lines('学用脱节现象较为突出 理论指导实践不够'),
};
