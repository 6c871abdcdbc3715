/** What neighbours complain of, what is found when somebody goes and looks, and what is done about it. */
import { lines } from './lines.ts';

export interface Complaint {
  readonly text: string;
  /** {n} and the like are filled in. */
  readonly measures: readonly string[];
}

const kindsOfComplaint: readonly (readonly [complaints: string, measures: string])[] = [
  [
    `
夜间施工噪声扰民
广场舞音响音量过大影响休息
冷却塔噪声大，居民无法入睡
装卸货物噪声扰民，凌晨尤为突出`,
    `
责令该单位在夜间22时至次日6时停止产生噪声的作业
对噪声源加装隔声屏障{N}米，经监测昼夜噪声均达标
组织{n}户居民代表与负责人面对面协商，签订承诺书
安排执法人员夜间巡查{n}次，劝导纠正{m}起
将该点位纳入重点监管，每周开展噪声监测{k}次`,
  ],
  [
    `
生产废水直排附近沟渠
污水井盖破损，污水横流
洗车废水未经处理排入路面
雨水管网混入生活污水
养殖粪污外溢，臭气熏天`,
    `
封堵直排口{n}处，立案调查{k}起，处罚款{w}万元
疏通清淤管网{N2}米，更换破损井盖{n}个
新建沉淀池{k}座，废水经处理后排入市政管网
抽取水样{n}份送检，结果均达标
责令养殖户限期清理粪污，建设收集池{m}座`,
  ],
  [
    `
厂区粉尘污染严重，周边农作物受损
货车运输抛洒，道路扬尘大
建筑材料露天堆放，大风天尘土飞扬
破坏林地违规采石，粉尘弥漫`,
    `
责令企业停产整治，建设封闭料棚{N2}平方米
安装喷淋设施{n}套，每日洒水降尘不少于{m}次
对运输车辆加盖篷布，出入口安装洗车台{k}座
查处抛洒车辆{n}辆，罚款{y}元
恢复植被{N}亩，补种树苗{N2}株`,
  ],
  [
    `
油烟直排，异味刺鼻
露天焚烧废旧物品，冒黑烟
喷漆作业无防护，气味难闻
锅炉烟囱排放超标，衣物沾染黑灰`,
    `
责令经营者清洗更换油烟净化器，经检测排放达标
扑灭露天焚烧点{n}处，对当事人批评教育
安装活性炭吸附装置{k}套，作业间实行密闭管理
拆除燃煤锅炉{k}台，改用天然气
开展“回头看”检查{n}次，未发现异味扰民现象`,
  ],
  [
    `
生活垃圾随意堆放，夏季蚊蝇滋生
建筑垃圾偷倒在河边空地
违规占用河道堆放砂石
废旧轮胎长期堆放，存在火灾隐患`,
    `
出动人员{N}人次、车辆{n}台次，清运垃圾{N}吨
增设垃圾桶{N}个，落实专人每日清运
设置禁止倾倒警示牌{n}块，安装监控{m}个
对违规堆放的{k}名当事人立案查处
恢复河道原貌{N2}米，明确村级管护人员{k}名`,
  ],
];

export const COMPLAINTS: readonly Complaint[] = kindsOfComplaint.flatMap(([complaints, measures]) =>
  lines(complaints).map((text) => ({ text, measures: lines(measures) })),
);

export const CHECKED = lines(`
经现场核查，该点位手续齐全，但{n}处设施运行不正常
经查，群众反映的情况属实，现场有{n}处未落实防治措施
联合调查组到现场核实，群众反映的情况基本属实，监测结果超标{k}倍
走访周边居民{N}户，{n}户反映确有影响
经核实，该场所建于{oldyear2}年，距最近居民楼约{N}米，确有扰民现象
调阅监控和台账发现，{oldyear}年以来该处被投诉{n}次`);
