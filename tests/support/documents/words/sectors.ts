/** Who is inspected: how such places are called, who works there, and what is looked into. */
import type { Area } from './area.ts';
import * as affairs from './affairs-areas.ts';
import * as education from './education-areas.ts';
import * as health from './health-areas.ts';
import * as party from './party-areas.ts';
import * as safety from './safety-areas.ts';
import { lines } from './lines.ts';

export interface Sector {
  readonly id: string;
  /** After the place: 云溪县 + 实验小学. */
  readonly orgs: readonly string[];
  /** Its name for itself: 我校. */
  readonly we: string;
  readonly short: string;
  readonly who: readonly string[];
  readonly dept: readonly string[];
  /** Its parts in general: 科室. */
  readonly depts: string;
  readonly leader: readonly string[];
  readonly place: readonly string[];
  readonly areas: readonly Area[];
}

const partyAreas = Object.values(party);
const money = [affairs.reimbursement, affairs.procurement, affairs.assets];

export const sectors: readonly Sector[] = [
  {
    id: 'kindergarten',
    orgs: lines('第一幼儿园 中心幼儿园 机关幼儿园 阳光幼儿园 育英幼儿园'),
    we: '我园',
    short: '园所',
    who: lines('个别教师 部分保育员 少数班级 园领导班子 个别班级'),
    dept: lines('保教处 后勤处 安全办 园务办公室 保健室'),
    depts: '班级',
    leader: lines('园长 分管副园长 党支部书记'),
    place: lines('活动室 寝室走廊 厨房操作间 门厅'),
    areas: [
      education.canteen,
      education.campusSafety,
      education.kindergartenCare,
      education.teacherTeam,
      education.enrolment,
      party.partyLife,
      safety.fire,
      affairs.reimbursement,
    ],
  },
  {
    id: 'school',
    orgs: lines('实验小学 第二中学 初级中学 职业高级中学 第三小学 特殊教育学校 九年一贯制学校'),
    we: '我校',
    short: '学校',
    who: lines('个别教师 部分年级组 少数班主任 学校领导班子 个别教研组'),
    dept: lines('教务处 政教处 总务处 办公室 安全办 团委'),
    depts: '处室',
    leader: lines('校长 党总支书记 分管副校长'),
    place: lines('教学楼走廊 实验楼 学生宿舍 食堂 图书馆'),
    areas: [
      education.canteen,
      education.campusSafety,
      education.teaching,
      education.teacherTeam,
      education.enrolment,
      safety.fire,
      ...partyAreas,
      affairs.reimbursement,
      affairs.procurement,
    ],
  },
  {
    id: 'hospital',
    orgs: lines('人民医院 中医医院 妇幼保健院 第二人民医院 中心卫生院 疾病预防控制中心'),
    we: '我院',
    short: '医院',
    who: lines('个别科室 部分医务人员 少数护理人员 院领导班子 个别临床医师'),
    dept: lines('医务科 护理部 院感科 财务科 医保办 设备科 后勤保障部'),
    depts: '科室',
    leader: lines('院长 党委书记 分管副院长'),
    place: lines('门诊大厅 住院部走廊 配药室 急诊科'),
    areas: [...Object.values(health), safety.fire, ...partyAreas, ...money],
  },
  {
    id: 'bureau',
    orgs: lines(
      '住房和城乡建设局 农业农村局 民政局 交通运输局 市场监督管理局 水利局 文化和旅游局 行政审批局 人力资源和社会保障局',
    ),
    we: '我局',
    short: '局机关',
    who: lines('个别股室 少数干部 部分下属单位 局领导班子 个别班子成员'),
    dept: lines('办公室 人事股 财务股 法规股 机关党委 执法大队'),
    depts: '股室',
    leader: lines('局长 党组书记 分管副局长'),
    place: lines('办事大厅 档案室 办公楼走廊'),
    areas: [
      ...partyAreas,
      ...money,
      affairs.hall,
      affairs.petitions,
      affairs.archives,
      affairs.rural,
      affairs.elderly,
      safety.food,
      safety.construction,
    ],
  },
  {
    id: 'township',
    orgs: lines('青石镇 柳河乡 城关镇 临江街道 白鹭镇 东风街道 双桥镇'),
    we: '我镇',
    short: '本镇',
    who: lines('个别村 部分村干部 少数社区 镇领导班子 个别站所'),
    dept: lines('党政办 社会事务办 应急办 农业综合服务中心 财政所 综合执法队'),
    depts: '站所',
    leader: lines('镇长 党委书记 分管领导'),
    place: lines('便民服务大厅 村部 集镇农贸市场'),
    areas: [
      affairs.rural,
      affairs.petitions,
      affairs.water,
      affairs.air,
      affairs.hall,
      affairs.reimbursement,
      affairs.procurement,
      safety.traffic,
      safety.fire,
      safety.production,
      party.partyLife,
      party.discipline,
      party.style,
      party.theory,
    ],
  },
  {
    id: 'company',
    orgs: lines(
      '城市建设投资集团有限公司 水务集团有限公司 公共交通有限责任公司 粮油购销有限公司 热力有限公司 文化旅游投资有限公司',
    ),
    we: '公司',
    short: '公司',
    who: lines('个别部门 部分班组 少数中层干部 公司领导班子 个别子公司'),
    dept: lines('综合管理部 安全环保部 财务管理部 工程技术部 人力资源部 党群工作部'),
    depts: '部门',
    leader: lines('总经理 党委书记 分管副总经理'),
    place: lines('生产车间 施工现场 值班室 维修间'),
    areas: [
      safety.production,
      safety.fire,
      safety.construction,
      safety.traffic,
      ...partyAreas,
      ...money,
      affairs.archives,
    ],
  },
  {
    id: 'environment',
    orgs: lines('经济技术开发区管委会 生态环境分局 工业园区管理办公室 城市管理局'),
    we: '我单位',
    short: '辖区',
    who: lines('个别企业 部分网格员 少数乡镇 班子成员 有关部门'),
    dept: lines('环境监察大队 水环境股 大气环境股 综合办公室 执法中队'),
    depts: '中队',
    leader: lines('主任 党组书记 分管副主任'),
    place: lines('厂区 堆场 排口周边'),
    areas: [
      affairs.water,
      affairs.air,
      safety.production,
      safety.construction,
      party.style,
      party.discipline,
      affairs.petitions,
      affairs.archives,
    ],
  },
];
