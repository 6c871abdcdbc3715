/** What a web page puts round a document. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import type { Block } from '../paper.ts';

export function addSite(blocks: readonly Block[], { truth, scene }: Drafted, dice: Dice): Block[] {
  const { title } = truth;
  const day = `${scene.year + 1}-0${dice.int(1, 9)}-${dice.int(10, 28)}`;
  const before = dice.pick([
    [
      `当前位置：首页 > 范文大全 > 整改报告 >`,
      title,
      `时间：${day} 15:30:03 来源：${dice.pick(['公文网', '文秘网'])}`,
      `下面是小编为大家整理的${title}，供大家参考。`,
    ],
    [
      '|',
      '  • 移动版',
      '  • 网站支持IPV6',
      '当前位置： 首页>>新闻中心>>通知公告>>正文',
      title,
      `发布时间：${day}  点击量：`,
    ],
    [title, `${day} 09:03:52 ${dice.int(100, 900)}`, `联系客服提示-文库`],
    [
      `${title}.docx`,
      `上传人：b****${dice.int(1, 9)} 文档编号：${dice.int(1_000_000, 9_999_999)} 上传时间：${day} 格式：DOCX 页数：6 大小：25.29KB`,
      '下载 相关 举报',
      `《${title}.docx》由会员分享，可在线阅读，更多相关《${title}.docx（6页珍藏版）》请在文库网上搜索。`,
    ],
    [
      '您当前所在位置: 首页 > 政务公开 > 结果公开',
      title,
      '访问量：',
      `信息来源：${scene.org}  发布日期：${day}  字号：[ 大 中 小 ]  打印`,
    ],
  ]);
  const after = dice.pick([
    ['上一篇：区养老产业发展情况汇报 下一篇：返回列表', `推荐访问：${title} 整改 进展情况`],
    [
      '上一条：不动产首次登记公告 编号：0025',
      '下一条：关于开展“双随机、一公开”抽查结果的公示',
      '关闭',
      '网站标识',
    ],
    [
      '分享:',
      '微信扫一扫在手机阅读、分享本文',
      `本文标题：${title}`,
      '相关内容',
      '热门推荐',
      '联系我们',
    ],
    [
      '展开阅读全文',
      '相关资源',
      '猜你喜欢',
      'copyright@ 2008-2022 文库网网站版权所有',
      '经营许可证编号：鄂ICP备2022015515号-1',
    ],
    ['扫一扫在手机上查看当前页面', '版权所有：县人民政府办公室 主办', '【打印】 【关闭】'],
  ]);
  return [...site(...before), ...blocks, ...site(...after)];
}

const site = (...texts: string[]): Block[] => texts.map((text) => ({ kind: 'site', text }));
