import { describe, expect, test } from 'vitest';
import { findingsOf, onlyFinding, readWell, toFullWidth, contentOf } from '../printing.ts';

const numbersOf = (text: string): [string, string][] =>
  findingsOf(text).map(({ no, title }) => [no, title]);

describe('findings that a chapter lists without labels', () => {
  const LIST =
    '县实验小学安全检查情况通报\n一、基本情况\n检查组查看了校舍。\n二、存在的问题\n(一)消防安全方面\n1.灭火器过期。三楼五具已过期。\n2.疏散通道堆放杂物。\n(二)食品安全方面\n1.留样不足48小时。';

  test('stand under the chapter’s own chapters, and are named by these', () => {
    expect(numbersOf(LIST)).toEqual([
      ['(一)-1', '灭火器过期'],
      ['(一)-2', '疏散通道堆放杂物'],
      ['(二)-1', '留样不足48小时'],
    ]);
    expect(readWell(LIST)).toMatchObject({
      document: { form: 'finding-list' },
      listed: { aspects: 2, items: 3, findings: 3, measures: 0 },
    });
  });

  test('are identified as far as the document says, and a person is asked', () => {
    const { aspects, questions } = readWell(LIST);
    expect(aspects[0]?.findings[0]).toMatchObject({
      status: 'identified',
      statusLevel: 'none',
      description: '三楼五具已过期。',
    });
    expect(questions.map(({ code, finding }) => [code, finding])).toContainEqual([
      'status_uncertain',
      '(一)-1',
    ]);
  });

  test('are read alike in full width', () => {
    expect(contentOf(readWell(toFullWidth(LIST)))).toEqual(contentOf(readWell(LIST)));
  });

  test('are not read out of the chapters before and behind', () => {
    const text = `一、主要成效\n1.制度健全。\n2.台账齐全。\n二、不足\n1.实验室通风不足。\n三、下一步打算\n1.加强通风。\n2.落实责任。`;
    expect(onlyFinding(text).title).toBe('实验室通风不足');
  });

  test('carry the name of the item whose points they are', () => {
    const findings = findingsOf(
      '一、存在的问题\n(一)病案管理方面\n1.书写不规范\n(1)入院记录缺签名。\n(2)手术记录晚于三天。\n2.归档不及时。超过七天。',
    );
    expect(findings.map(({ no, title, parentTitle }) => [no, title, parentTitle])).toEqual([
      ['(一)-1(1)', '入院记录缺签名', '书写不规范'],
      ['(一)-1(2)', '手术记录晚于三天', '书写不规范'],
      ['(一)-2', '归档不及时', null],
    ]);
  });

  test('counted in running text with 一是 are findings each', () => {
    expect(
      numbersOf('一、存在的不足\n一是处方书写不规范。二是药品存放混乱。\n三是登记不全。'),
    ).toEqual([
      ['1', '处方书写不规范'],
      ['2', '药品存放混乱'],
      ['3', '登记不全'],
    ]);
  });

  test.each([
    ['首先,处方书写不规范。其次,药品存放混乱。', 2],
    ['①处方书写不规范。\n②药品存放混乱。\n③登记不全。', 3],
    ['●处方书写不规范。\n●药品存放混乱。', 2],
    ['1)处方书写不规范;\n2)药品存放混乱。', 2],
    ['其一,处方书写不规范;其二,药品存放混乱。', 2],
    ['第一,处方书写不规范。第二,药品存放混乱。', 2],
  ])('are counted by any mark: %s', (list, count) => {
    expect(findingsOf(`一、存在的不足\n${list}`)).toHaveLength(count);
  });
});

describe('findings counted on one line', () => {
  test.each([
    '一、存在的问题\n(1)处方书写不规范;(2)药品存放混乱;(3)登记不全。',
    '一、存在的问题\n1.处方书写不规范。2.药品存放混乱。3.登记不全。',
    '一、存在的问题\n①处方书写不规范;②药品存放混乱;③登记不全。',
    '检查发现以下问题:(1)处方书写不规范;(2)药品存放混乱;(3)登记不全。',
    '检查报告\n存在的问题:1)处方书写不规范;2)药品存放混乱;3)登记不全。',
  ])('are findings each: %s', (text) => {
    expect(findingsOf(text)).toHaveLength(3);
  });
});

describe('chapters that are findings themselves: 关于…的问题', () => {
  test('take their text for the description', () => {
    const text =
      '整改情况说明\n一、关于食堂采购未招标的问题。采购合同直接签订。\n二、关于校车超载的问题。早高峰超员5人。';
    expect(numbersOf(text)).toEqual([
      ['一', '关于食堂采购未招标的问题'],
      ['二', '关于校车超载的问题'],
    ]);
    expect(findingsOf(text).map(({ description }) => description)).toEqual([
      '采购合同直接签订。',
      '早高峰超员5人。',
    ]);
  });

  test('turn to what is done at 目前, 学校已…', () => {
    const [first] = findingsOf(
      '整改情况说明\n一、关于食堂采购未招标的问题。采购合同直接签订。学校已重新招标。\n二、关于校车超载的问题。早高峰超员5人。目前已增加班次。',
    );
    expect(first).toMatchObject({
      description: '采购合同直接签订。',
      measures: [{ text: '学校已重新招标。' }],
    });
  });

  // 针对此问题 is taken for a statement of fault, for the sake of its 问题.
  test('turn to what is done at 针对此问题', () => {
    const [first] = findingsOf(
      '整改情况说明\n一、关于食堂采购未招标的问题。采购合同直接签订。针对此问题,已重新招标。\n二、关于校车超载的问题。早高峰超员5人。',
    );
    expect(first?.measures).toHaveLength(1);
  });
});

test('a full stop announces a list too, and its chapters named by a field are findings', () => {
  const text =
    '镇中心校对12所小学进行了排查,发现部分学校存在以下问题。\n一、伙房及留样\n有的留样柜没有上锁,记录断断续续。\n二、门卫\n夜间有时没有人值守,登记也不规范。\n具体要求:\n各校对照检查,限期整改。';
  expect(findingsOf(text).map(({ no, title }) => [no, title])).toEqual([
    ['一', '伙房及留样'],
    ['二', '门卫'],
  ]);
});

test('chapters that end with 隐患 list findings, and sentences that do are findings', () => {
  const text =
    '自查情况\n一、校园周边存在的隐患:\n1.路口没有警示牌。\n2.摊点占道。\n二、校内不安全隐患:\n1.栏杆高度不够。\n2.学生骑车上学,同样存在着交通隐患。\n3.食堂也存在隐患。\n';
  expect(findingsOf(text).map(({ title }) => title)).toEqual([
    '路口没有警示牌',
    '摊点占道',
    '栏杆高度不够',
    '学生骑车上学,同样存在着交通隐患',
    '食堂也存在隐患',
  ]);
  expect(readWell(text).aspects.map(({ title }) => title)).toEqual([
    '一、校园周边存在的隐患',
    '二、校内不安全隐患',
  ]);
});

test('an audit names the fault again to say that it is gone', () => {
  const [finding] = findingsOf(
    '一、部门预算审计查出问题的整改情况\n(一)关于违规发放补贴的问题。6家单位已全部清退违规发放的补贴86.5万元。\n(二)关于预算编制不完整的问题。12家单位已将结余资金编入预算。',
  );
  expect(finding?.measures.map(({ text }) => text)).toEqual([
    '6家单位已全部清退违规发放的补贴86.5万元。',
  ]);
});

test('a sentence on how the whole stands is no description', () => {
  const [finding] = findingsOf(
    '一、具体整改情况\n(一)部分企业治理设施运行不规范。该问题正在整改。一是现场帮扶12家。二是责令3家于2023年6月30日前完成改造。',
  );
  expect(finding).toMatchObject({
    description: '部分企业治理设施运行不规范。',
    status: 'in_progress',
    statusLevel: 'finding',
    statusPhrase: '该问题正在整改',
  });
  expect(finding?.measures).toHaveLength(2);
});

test('what somebody says behind the list is no part of its last entry', () => {
  const findings = findingsOf(
    '县委第三巡察组向县档案馆反馈巡察情况\n巡察发现了一些问题,主要有:一是理论学习不够深入;二是支部工作不够扎实。\n县纪委负责人强调:\n要认领问题,不敷衍整改。',
  );
  expect(findings.map(({ title, description }) => [title, description])).toEqual([
    ['理论学习不够深入', '理论学习不够深入'],
    ['支部工作不够扎实', '支部工作不够扎实。'],
  ]);
});

test('last year’s findings are none of these, and their closing closes none', () => {
  const text =
    '对照检查材料\n一、上年度整改情况\n上年度查摆的6个问题已全部整改完成。\n二、存在的主要问题\n1.学习不够系统。\n2.创新意识不强。';
  expect(findingsOf(text).map(({ status }) => status)).toEqual(['identified', 'identified']);
  expect(readWell(text).document.declared.findings).toBeNull();
});

test('an audit’s headings are findings where each has its line to itself', () => {
  const text =
    '审计整改结果公告\n一、关于预算编制不细化的问题\n县水利局已按要求细化编制。\n二、关于超标准列支接待费的问题\n已责令相关责任人退回超标准部分0.86万元。';
  expect(findingsOf(text).map(({ title, measures }) => [title, measures.length])).toEqual([
    ['关于预算编制不细化的问题', 1],
    ['关于超标准列支接待费的问题', 1],
  ]);
});

test('as many answers as findings, announced and numbered alike, are one for each', () => {
  const text =
    '整改报告\n区市场监管局:\n贵局对我园食堂进行检查,提出以下问题:\n1、食品未离地存放。\n2、生熟未分开。\n我园高度重视,逐项整改:\n1、已购置货架4组。\n2、已购置冷藏柜1台。\n今后我园将严格落实责任。\n阳光幼儿园\n2024年3月18日';
  expect(findingsOf(text).map(({ measures }) => measures.map((measure) => measure.text))).toEqual([
    ['已购置货架4组。'],
    ['已购置冷藏柜1台。'],
  ]);
});

test('an order’s legal clause is no description, and its date holds for all', () => {
  const text =
    '责令限期改正通知书\n云溪县某宾馆:\n经检查,发现你单位存在下列第1、2项违法行为:\n1.疏散通道被占用;\n2.消火栓缺少水带2盘。\n根据《中华人民共和国消防法》有关规定,责令你单位于2024年5月23日前改正。';
  expect(findingsOf(text).map(({ description, due }) => [description, due.value])).toEqual([
    ['疏散通道被占用;', '2024-05-23'],
    ['消火栓缺少水带2盘。', '2024-05-23'],
  ]);
});

test('a report of what is done behind the findings is one answer for each, on one line too', () => {
  const lines = [
    '关于义务教育均衡发展存在问题的整改报告',
    '我校进行了自查,检查中发现还存在以下问题:',
    '1、教室光线不够充足;',
    '2、旱厕蹲位少,卫生条件差。',
    '针对以上问题,我校立即成立领导小组,现将整改情况报告如下:',
    '1、总务处加装灯管,保证2018年7月底完成整改;',
    '2、总务处改造旧厕。',
    '在今后的工作中,我们将继续努力。',
  ];
  for (const text of [lines.join('\n'), `${lines[0]}\n${lines.slice(1).join(' ')}`]) {
    expect(findingsOf(text).map(({ measures }) => measures.map((measure) => measure.text))).toEqual(
      [['总务处加装灯管,保证2018年7月底完成整改;'], ['总务处改造旧厕。']],
    );
  }
});

test('what is wrong in each department is one finding, all of it', () => {
  const text =
    '通报\n各科室:\n医务科抽查了病历,发现以下问题:\n内科:3份记录超时;1份缺上级医师签字。\n儿科:书写规范,未发现问题。\n外科:2份手术记录未按时完成。';
  expect(findingsOf(text).map(({ description, measures }) => [description, measures])).toEqual([
    ['内科:3份记录超时;1份缺上级医师签字。', []],
    ['外科:2份手术记录未按时完成。', []],
  ]);
});

test('a list inside the only sentence of its chapter has its findings, and 存在问题 may lack its full stop', () => {
  const text =
    '自查报告\n一、基本情况 全县190所学校完成自查,现将情况报告。\n二、存在问题 18个隐患点可分为两类,一是校门口路段未设置减速带;二是围墙外山体存在滑坡隐患。\n三、整改措施 一是设置减速带。二是加固山体。';
  expect(findingsOf(text).map(({ title, measures }) => [title, measures[0]?.text])).toEqual([
    ['校门口路段未设置减速带', '设置减速带。'],
    ['围墙外山体存在滑坡隐患', '加固山体。'],
  ]);
});

test('反馈意见整改情况 holds findings called 关于…的问题, which are no chapters', () => {
  const text =
    '整改进展报告\n一、县委第四巡察组反馈意见整改情况\n(一)聚焦水环境方面\n1、关于污水管网老化破损的问题。管网长期闲置。\n此项整改正在有序推进。一是列入预算;二是张贴责任牌。';
  expect(
    findingsOf(text).map(({ title, status, measures }) => [title, status, measures.length]),
  ).toEqual([['关于污水管网老化破损的问题', 'in_progress', 2]]);
});

test('chapters that count faults list findings, whatever their headings announce', () => {
  const text =
    '在中学党委巡察情况反馈会议上的讲话\n一、聚焦教育方针,政治引领作用有待强化\n巡察发现,存在知行不一的现象。\n一是理论学习表层化,未能融入办学治校。学习内容与学校结合不够紧密。\n二是立德树人有偏差。重智育轻德育。\n二、聚焦从严治党\n一是责任压得不实。谈话流于形式。\n二是廉政风险防控薄弱。\n三、整改要求\n一要提高站位。\n二要压实责任。';
  expect(findingsOf(text).map(({ title }) => title)).toEqual([
    '理论学习表层化,未能融入办学治校',
    '立德树人有偏差',
    '责任压得不实',
    '廉政风险防控薄弱',
  ]);
});

test('fields with their lists behind them, and the answers alike, are paired', () => {
  const text =
    '自查自纠报告\n一、排查情况\n(一)制度建设方面。1.食品安全总监未按月调度;2.陪餐记录漏签3次。\n(二)操作规范方面。1.添加剂未专柜存放。\n二、整改情况\n(一)制度建设方面。1.从9月起每月调度;2.重新排定陪餐表。\n(二)操作规范方面。1.购置专柜1个。';
  expect(findingsOf(text).map(({ title, measures }) => [title, measures[0]?.text])).toEqual([
    ['食品安全总监未按月调度', '从9月起每月调度;'],
    ['陪餐记录漏签3次', '重新排定陪餐表。'],
    ['添加剂未专柜存放', '购置专柜1个。'],
  ]);
});

test('a list goes on behind a sentence that ends like a heading', () => {
  const text =
    '自查报告\n一、自查情况\n经查,我校存在的问题:\n(一)外墙瓷砖脱落;\n(二)校门口三轮车拉人,存在交通隐患。\n(三)灯管损坏。';
  expect(findingsOf(text).map(({ no }) => no)).toEqual(['(一)', '(二)', '(三)']);
});

test('chapters that each name their 存在的问题 are aspects, and praise none of theirs', () => {
  const text =
    '督查报告\n一、教学管理\n主要成绩:开齐课程。\n存在的问题:1.集体备课流于形式。2.作业批改不及时。\n二、后勤管理\n主要成绩:留样齐全。\n存在的问题:学生宿舍拥挤。\n三、工作建议\n1.加强检查。\n2.限期整改。';
  expect(readWell(text).aspects.map(({ title, findings }) => [title, findings.length])).toEqual([
    ['一、教学管理', 2],
    ['二、后勤管理', 1],
  ]);
});

test('整改落实情况 holds the findings where no chapter lists them apart', () => {
  const text =
    '一、基本情况\n概况。\n二、反馈问题整改情况\n(一)处方书写不规范。已开展处方点评。\n(二)药品存放混乱。已重新分区。';
  expect(findingsOf(text).map(({ title }) => title)).toEqual(['处方书写不规范', '药品存放混乱']);
});
