/** Made-up places and people. */
import { lines } from './lines.ts';

export const places = lines(
  '云溪县 南岭县 青河县 白沙县 临泽县 石桥县 平湖区 东湾区 北塔区 新城区 松江县 长岭县 丰山县 永宁县 海棠区 龙泉县',
);
export const cities = lines('兴州市 安平市 江宁市 庆阳市 和川市 宁远市 泰和市');
export const families = lines(
  '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧',
);
export const given = lines(
  '建国 志强 秀英 海燕 晓明 文斌 丽华 国庆 春梅 德胜 永刚 玉兰 立新 学军 红霞 振华 家豪 思远 雅琴 俊杰 明 芳 伟 静 磊 敏 涛 娟 勇 超',
);
export const villages = lines(
  '李家村 上河村 大柳树村 新民社区 幸福里小区 向阳路 民主街 金鑫砖厂 宏达石材厂 龙腾家具厂 永盛养殖场 花园小区 滨河路 工业大道',
);
