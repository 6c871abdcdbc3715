import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntakeDocument } from '../../../../src/intake/index.ts';
import { maskNames, maskReading } from '../../../../src/intake/masking/mask-names.ts';
import { readTables } from '../../../../src/intake/sheets/read-tables.ts';
import { tableOf } from '../sheets/tables.ts';
import { documentAbout, maskedText } from './about.ts';

describe('a petitioner', () => {
  test('is masked by the family name, one character for one', () => {
    expect(maskedText('信访人王建国来访,投诉人李四来信,举报人欧阳志远来电。')).toBe(
      '信访人王某某来访,投诉人李某来信,举报人欧阳某某来电。',
    );
  });

  test('whose family name is not known is masked whole', () => {
    expect(maskedText('信访人:热依拉,反映子女入学;信访人阿卜杜拉·买买提反映低保。')).toBe(
      '信访人:某某某,反映子女入学;信访人某某某某某某某某反映低保。',
    );
  });

  test('is masked where only other texts say who it is, and where two spaces part the name', () => {
    const document = documentAbout({
      title: '信访人张 三反映的问题久拖不决',
      description: '2023年以来张三5次到县里。',
      measures: [
        {
          no: '1',
          text: '向张三说明政策',
          statusPhrase: '张三息访',
          responsible: null,
          due: { raw: null, precision: null, value: null },
        },
      ],
      remarks: '张三表示满意',
      requirements: ['答复张三'],
      requests: ['请县里为张三解决住房'],
      statusPhrase: '张三已息访',
      targets: [
        {
          raw: '张三满意',
          metric: '张三',
          comparison: 'at_least',
          value: 1,
          unit: null,
          claimed: { raw: '张三满意', value: 1 },
          met: true,
        },
      ],
      amounts: [{ raw: '给张三的1000元', yuan: 1000 }],
    });
    const masked = maskNames(
      {
        ...document,
        file: '张三信访件.docx',
        questions: [
          { line: 6, finding: null, about: 'document', code: 'x', message: '信访人张三？ / ?' },
        ],
        warnings: [{ line: 9, code: 'numbering_gap', message: '信访人张三之后 / after' }],
      },
      { mask: 'petitions' },
    );
    expect(JSON.stringify(masked)).not.toContain('张三');
    expect(JSON.stringify(masked)).not.toContain('张 三');
    expect(masked.aspects[0]?.findings[0]?.title).toBe('信访人张 某反映的问题久拖不决');
    expect(IntakeDocument.safeParse(masked).success).toBe(true);
  });

  test('is counted once in a warning that does not name anybody', () => {
    const description = '信访人王建国反映。王建国电话13912345678。投诉人李四来信。';
    const { warnings } = maskNames(documentAbout({ description, line: 12 }), { mask: 'petitions' });
    expect(warnings).toEqual([
      {
        line: 12,
        code: 'names_masked',
        message:
          '已隐去私人姓名2个、号码或住址1处 / Masked the names of 2 private persons, and numbers or addresses in 1 places',
      },
    ]);
  });

  test.each(['王某某', '某某某', '李某', '张先生', '刘女士', '甲某'])(
    'printed as %s stays',
    (name) => {
      const text = `信访人${name}反映门锁坏了。`;
      expect(maskedText(text)).toBe(text);
    },
  );
});

describe('who holds an office', () => {
  test.each([
    '责任人:陈明,包案领导李志强,稳控责任人王海。',
    '校长刘一民、书记张庆丰、局长赵德胜接访,王建国副局长批示。',
    '调查组由王海波、李娜、张敏组成,成员:赵亮、钱进。',
    '王海波(副校长)牵头,李娜任组长,由张敏负责包案。',
    '组 长:刘应彪 副组长:兰生云 成 员:王明辉 王克金',
    '习近平总书记关于信访工作的重要论述。',
    '《张三丰信访案例选编》、毛泽东思想。',
  ])('is not masked: %s', (text) => {
    expect(maskedText(text)).toBe(text);
  });

  test('is not masked for being named again where nothing says so', () => {
    const document = documentAbout({
      description: '信访人王建国反映待遇,李志强三次上门。',
      responsible: '李志强',
    });
    const [finding] = maskNames(document, { mask: 'petitions' }).aspects[0]?.findings ?? [];
    expect(finding?.description).toBe('信访人王某某反映待遇,李志强三次上门。');
    expect(finding?.responsible).toBe('李志强');
  });

  test('is told from a petitioner of the same name', () => {
    const document = documentAbout({ description: '信访人张伟反映待遇。', responsible: '张伟' });
    const [finding] = maskNames(document, { mask: 'petitions' }).aspects[0]?.findings ?? [];
    expect([finding?.description, finding?.responsible]).toEqual(['信访人张某反映待遇。', '张伟']);
  });
});

describe('places, organisations, laws and words', () => {
  test.each([
    '群众高度重视,方面较多,马上办理,时间紧,安全第一,学校配合,金额不大。',
    '石材厂、江宁市、白沙县、余家湾社区、金盾安保公司的信访件已办结。',
    '黄金周期间信访量上升,周边群众反映较多。',
    '赴石家庄、到江宁上访的群众已劝返。',
    '文明接访,平台畅通,公平公正,相关台账齐全,项目完成。',
  ])('are no names: %s', (text) => {
    expect(maskedText(text)).toBe(text);
  });
});

describe('what is masked', () => {
  const elsewhere = documentAbout({ title: '学生张三、李四打架', description: '家长王建国到场。' });

  test('is nothing outside petitions', () => {
    expect(maskNames(elsewhere, { mask: 'petitions' })).toBe(elsewhere);
  });

  test('is every private person where all are asked for, and nobody where none is', () => {
    expect(maskNames(elsewhere, { mask: 'all' }).aspects[0]?.findings[0]).toMatchObject({
      title: '学生张某、李某打架',
      description: '家长王某某到场。',
    });
    const petition = documentAbout({ description: '信访人王建国反映。' });
    expect(maskNames(petition, { mask: 'none' })).toBe(petition);
  });

  test('is decided by the aspect and by the title of the document too', () => {
    const parts = { title: '张三、李四的待遇', description: null };
    const [byAspect, byTitle] = [
      documentAbout(parts, '(一)关于信访工作方面问题'),
      {
        ...documentAbout(parts),
        document: { ...documentAbout(parts).document, title: '信访工作报告' },
      },
    ].map((document) => maskNames(document, { mask: 'petitions' }).aspects[0]?.findings[0]?.title);
    expect([byAspect, byTitle]).toEqual(['张某、李某的待遇', '张某、李某的待遇']);
  });

  test('covers columns of a ledger the contract has no place for', () => {
    const reading = readTables([
      tableOf([
        ['序号', '存在问题', '整改措施', '信访人', '联系电话', '责任人'],
        ['1', '信访件超期未答复', '书面答复', '王建国', '13912345678', '李志强'],
      ]),
    ]);
    const text = JSON.stringify(maskReading(reading, 'petitions'));
    expect(text).not.toContain('王建国');
    expect(text).not.toContain('13912345678');
    expect(text).toContain('王某某');
    expect(text).toContain('李志强');
  });
});

const PIECES = [
  '信访人',
  '投诉人:',
  '学生',
  '王建国',
  '李四',
  '张某某',
  '某某某',
  '欧阳志远',
  '高度重视',
  '安全',
  '反映',
  '为',
  '解决了低保',
  '校长',
  '包案领导',
  '前锋学校',
  '、',
  ',',
  '。',
  '和',
  '等3人',
  '13912345678',
  '11010119900307123X',
  '家住三号楼2单元501室',
  '(',
  ')',
  '\n',
  ' ',
  '的',
  '上访',
  '家中',
];

describe('any document', () => {
  const texts = fc
    .array(fc.constantFrom(...PIECES), { maxLength: 40 })
    .map((pieces) => pieces.join(''));
  const documents = fc
    .tuple(texts, texts, texts)
    .map(([title, description, remarks]) => documentAbout({ title, description, remarks }));

  test('keeps the length of every text, its lines, and its shape', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const masked = maskNames(document, { mask: 'all' });
        const [before] = document.aspects[0]?.findings ?? [];
        const [after] = masked.aspects[0]?.findings ?? [];
        expect(after?.title).toHaveLength(before?.title.length ?? 0);
        expect(after?.description).toHaveLength(before?.description?.length ?? 0);
        expect(after?.description?.split('\n')).toHaveLength(
          before?.description?.split('\n').length ?? 0,
        );
        expect(IntakeDocument.safeParse(masked).success).toBe(true);
      }),
    );
  });

  test('is masked once and for all', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const once = maskNames(document, { mask: 'petitions' });
        expect(maskNames(once, { mask: 'petitions' })).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  // A name that has gone lets another be seen, and so would a second reading.
  test.each(['投诉人:家中 欧阳志远学生', '信访人李四安全安全信访人', '包案领导李四为前锋学校'])(
    'is masked once and for all: %s',
    (text) => {
      const once = maskNames(documentAbout({ title: text, remarks: '李四为' }), {
        mask: 'petitions',
      });
      expect(maskNames(once, { mask: 'petitions' })).toEqual(once);
    },
  );

  test('without a word of petitions comes back as it is', () => {
    const words = PIECES.filter((piece) => !/访|投诉|反映|低保|包案/.test(piece));
    const plain = fc.array(fc.constantFrom(...words), { maxLength: 40 });
    fc.assert(
      fc.property(plain, (pieces) => {
        const document = documentAbout({ description: pieces.join('') });
        expect(maskNames(document, { mask: 'petitions' })).toBe(document);
      }),
    );
  });

  test.each([
    '信访人王建国',
    '张三、',
    '王',
    '某',
    '信访人',
    '到王',
    '13912345678',
    '家住1号楼',
    '、',
    '(',
    '王建国·',
  ])('of a hundred thousand characters of %j ends in a result', (piece) => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length));
    const masked = maskedText(`信访人王建国反映。${long}`);
    expect(masked).toHaveLength(9 + long.length);
    expect(masked.startsWith('信访人王某某')).toBe(true);
  });
});
