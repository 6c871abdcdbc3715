/** Made-up inspection documents of any size, for bench/intake-text.mjs: the same size, the same text. */
import { Buffer } from 'node:buffer';

const things = [
  '陪餐制度',
  '消防器材',
  '会议记录',
  '差旅费',
  '安全培训',
  '信访台账',
  '采购手续',
  '值班记录',
];
const lacks = ['执行不严格', '落实不到位', '记录不完整', '管理不规范', '更新不及时', '流于形式'];
const done = [
  '此问题已整改到位',
  '目前正在持续推进中',
  '该问题已整改到位，并长期坚持',
  '尚未完成整改',
];
const states = ['已完成', '整改中', '已完成，长期坚持', '未完成'];

export const shapes = ['report', 'blocks', 'table', 'one-line'];

/** Text of `shape` that is `bytes` long in UTF-8, but for the rest of its last finding, and how many it lists. */
export function documentOf(shape, bytes) {
  const parts = [headOf(shape)];
  let size = Buffer.byteLength(parts[0]);
  for (let no = 0; size < bytes; no += 1) {
    const part = findingOf(shape, no);
    parts.push(part);
    size += Buffer.byteLength(part);
  }
  return { text: parts.join(''), listed: parts.length - 1 };
}

/** Documents as offices send them, some 12 KB each, together `bytes` long. */
export function documentsOf(shape, bytes, each = 12 * 1024) {
  return Array.from({ length: Math.max(1, Math.round(bytes / each)) }, () =>
    documentOf(shape, each),
  );
}

function headOf(shape) {
  const title = '云溪县实验小学关于巡察整改进展情况的报告\n';
  const lead =
    '根据县委统一部署，2024年3月4日至4月12日，县委第三巡察组对云溪县实验小学进行了巡察。2024年5月16日反馈了巡察意见。现将整改情况报告如下。\n';
  if (shape === 'table')
    return `${title}序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 | 完成情况 |\n`;
  return `${title}${lead}一、反馈问题整改进展情况\n`;
}

function findingOf(shape, no) {
  const thing = `${things[no % things.length]}${no}`;
  const title = `${thing}${lacks[no % lacks.length]}`;
  const told = `抽查${(no % 40) + 11}份资料，有${(no % 7) + 2}份内容不全；有关人员对${thing}重视不够，满足于照抄照转，没有结合实际细化，影响了工作的正常开展。`;
  const measures = [
    `修订完善${thing}，进一步明确责任主体、办理流程和考核办法`,
    `2024年6月${(no % 27) + 1}日，组织相关人员专题学习${(no % 5) + 2}次，开展测试，合格率达到100%`,
    `建立月报告机制，每季度开展一次抽查，抽查结果在例会上通报`,
  ];
  const due = `2024年${(no % 12) + 1}月底前`;
  const state = states[no % states.length];
  const inline = measures.map((text, index) => `（${index + 1}）${text}；`).join('');
  if (shape === 'table') {
    return `${no + 1} | ${title}。${told} | ${inline} | 王建国 | ${due} | ${state} |\n`;
  }
  if (shape === 'blocks') {
    return `问题：${title}。${told}\n整改措施：${inline}\n责任人：王建国\n整改时限：${due}\n整改状态：${state}\n`;
  }
  const item = (no % 200) + 1;
  const aspect =
    item === 1
      ? `（${chinese(((no / 200) % 99) + 1)}）关于${things[no % things.length]}方面问题`
      : '';
  const lines = [
    ...(aspect === '' ? [] : [aspect]),
    `${item}.${title}问题。${told}`,
    `整改进展：（1）${measures[0]}；`,
    `（2）${measures[1]}；`,
    `（3）${measures[2]}。${done[no % done.length]}。`,
  ];
  return shape === 'one-line' ? lines.join('') : `${lines.join('\n')}\n`;
}

function chinese(value) {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const [tens, ones] = [Math.floor(value / 10), Math.floor(value) % 10];
  if (tens === 0) return digits[ones];
  return `${tens === 1 ? '' : digits[tens]}十${digits[ones]}`;
}
