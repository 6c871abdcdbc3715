import { describe, expect, test } from 'vitest';
import { IntakeDocument } from '../../../src/intake/index.ts';
import { readDocument } from '../../../src/intake/read-document.ts';
import { documentWith, findingsOf, onlyFinding, readWell, warningsOf } from './printing.ts';

const REPORT = '(一)关于安全方面问题\n';
const BULLETIN = '(一)聚焦安全方面\n';
const texts = ({ measures }: { measures: { text: string }[] }): string[] =>
  measures.map(({ text }) => text);

describe('measures', () => {
  test.each(['整改进展', '整改情况', '整改落实情况', '整改完成情况', '整改措施', '整改结果'])(
    'are read under %s, with and without a colon',
    (label) => {
      for (const opening of [
        `${label}:(1)换锁;`,
        `${label}(1)换锁;`,
        `${label}\n(1)换锁;`,
        `【${label}】(1)换锁;`,
      ]) {
        const finding = onlyFinding(
          documentWith(`${REPORT}1.锁坏了。无人修。\n${opening}\n(2)培训。`),
        );
        expect(texts(finding)).toEqual(['换锁', '培训。']);
        expect(finding.description).toBe('无人修。');
      }
    },
  );

  test('follow the description on the same line', () => {
    const finding = onlyFinding(
      documentWith(`${BULLETIN}1.锁坏了。无人修。整改情况:一是换锁。二是培训。`),
    );
    expect([finding.description, texts(finding)]).toEqual(['无人修。', ['换锁。', '培训。']]);
  });

  test('are not cut by the words of a label in running text', () => {
    const finding = onlyFinding(
      documentWith(
        `${BULLETIN}1.锁坏了。无人修。\n整改情况:一是及时督察整改情况,确保实效。二是培训。`,
      ),
    );
    expect(texts(finding)).toEqual(['及时督察整改情况,确保实效。', '培训。']);
  });

  test('numbered like the findings are told from them', () => {
    const findings = findingsOf(
      documentWith(
        `${REPORT}1.锁坏了。无人修。\n整改措施:\n1.换锁。\n2.培训。\n整改结果:已完成整改。\n2.灯坏了。太暗。\n整改措施:\n1.换灯。\n3.墙裂了。渗水。\n整改措施:\n1.补墙。`,
      ),
    );
    expect(findings.map((finding) => [finding.no, finding.title, texts(finding)])).toEqual([
      ['(一)-1', '锁坏了', ['换锁。', '培训。']],
      ['(一)-2', '灯坏了', ['换灯。']],
      ['(一)-3', '墙裂了', ['补墙。']],
    ]);
    expect(findings[0]?.status).toBe('closed');
  });

  test('without a number are one measure without a number', () => {
    const finding = onlyFinding(
      documentWith(`${REPORT}1.锁坏了。无人修。\n整改进展:学校已换锁。此问题已整改到位。`),
    );
    expect(finding).toMatchObject({
      status: 'closed',
      measures: [{ no: null, text: '学校已换锁。' }],
    });
  });

  test('are recognised by 一是 where the label was left out', () => {
    const text = `${BULLETIN}1.锁坏了。无人修。\n一是换锁。二是培训。\n2.灯坏了。太暗。\n整改情况:一是换灯。`;
    expect(findingsOf(documentWith(text)).map(texts)).toEqual([['换锁。', '培训。'], ['换灯。']]);
  });

  test('end before the signature', () => {
    const finding = onlyFinding(
      documentWith(
        `${REPORT}1.锁坏了。无人修。\n整改进展:(1)换锁。\n青石县第三小学党支部\n2024年9月1日`,
      ),
    );
    expect(texts(finding)).toEqual(['换锁。']);
  });

  test('go on over a page number', () => {
    const finding = onlyFinding(
      documentWith(`${REPORT}1.锁坏了。无人修。\n整改进展:(1)联系厂家\n- 3 -\n更换门锁。`),
    );
    expect(texts(finding)).toEqual(['联系厂家更换门锁。']);
  });
});

describe('findings', () => {
  test('nested in an item carry its title and number', () => {
    const findings = findingsOf(
      documentWith(
        `${BULLETIN}1.管理不严。\n(1)培训少。全年没有。\n整改情况:(1)组织培训。\n(2)考核松。走过场。\n整改情况:(1)修订办法;(2)公示结果。`,
      ),
    );
    expect(findings.map((f) => [f.no, f.parentTitle, f.title, f.measures.length])).toEqual([
      ['1(1)', '管理不严', '培训少', 1],
      ['1(2)', '管理不严', '考核松', 2],
    ]);
  });

  test('with points that share their measures are one finding, and a warning says so', () => {
    const text = documentWith(
      `${BULLETIN}1.管理不严。\n(1)票据不全。\n(2)审批缺失。\n整改情况:一是补票。`,
    );
    expect(onlyFinding(text)).toMatchObject({
      no: '1',
      description: '(1)票据不全。\n(2)审批缺失。',
    });
    expect(warningsOf(text)).toEqual([[7, 'measures_shared']]);
  });

  test('are not read out of the organisational chapter or the plans', () => {
    const text = documentWith(
      `${REPORT}1.锁坏了。无人修。\n整改进展:(1)换锁。\n三、今后打算\n1.高度重视。继续抓好整改。\n2.着眼长远。`,
    ).replace('反馈意见指出', '一是统一认识。二是加强领导。\n1.反馈意见指出');
    expect(findingsOf(text)).toHaveLength(1);
  });

  test('are not read out of plans that stand under no section', () => {
    const text = documentWith(
      `${REPORT}1.锁坏了。无人修。\n整改进展:(1)换锁。\n下一步工作打算\n1.高度重视。\n2.着眼长远。`,
    );
    expect(texts(onlyFinding(text))).toEqual(['换锁。']);
  });

  test('without chapters stand under their section', () => {
    const { aspects } = readWell(documentWith('1.锁坏了。无人修。\n整改进展:(1)换锁。'));
    expect(aspects.map(({ title, findings }) => [title, findings[0]?.no])).toEqual([
      ['二、反馈问题整改情况', '二-1'],
    ]);
  });

  test('without any heading above them stand under none', () => {
    const { aspects, listed } = readWell('1.锁坏了。无人修。\n整改进展:(1)换锁。');
    expect(aspects.map(({ title, findings }) => [title, findings[0]?.no])).toEqual([[null, '1']]);
    expect(listed.aspects).toBe(0);
  });

  test('keep persons and dates apart from the text', () => {
    const finding = onlyFinding(
      documentWith(
        `${REPORT}1.锁坏了。无人修。(责任领导:张三;整改时限:2024年6月底前)\n整改进展:(1)换锁。(责任人:李四)\n(2)培训。`,
      ),
    );
    expect(finding).toMatchObject({
      description: '无人修。',
      responsible: '责任领导:张三',
      due: { raw: '2024年6月底前', precision: 'month', value: '2024-06-30' },
      measures: [{ text: '换锁。', responsible: '责任人:李四' }, { responsible: null }],
    });
  });

  test('without persons and dates have them null', () => {
    const finding = onlyFinding(documentWith(`${REPORT}1.锁坏了。无人修。\n整改进展:(1)换锁。`));
    expect(finding).toMatchObject({
      responsible: null,
      due: { raw: null, precision: null, value: null },
    });
  });
});

describe('statuses', () => {
  test.each([
    ['1.锁坏了(已整改完成)。无人修。\n整改情况:一是换锁。', 'closed', '已整改完成'],
    ['1.锁坏了。无人修。\n整改情况(基本完成):一是换锁。', 'partially_closed', '基本完成'],
    ['1.锁坏了。无人修。\n整改状态:持续推进\n整改措施:一是换锁。', 'in_progress', '持续推进'],
    ['1.锁坏了。无人修。\n整改情况:已完成整改。一是换锁。', 'closed', '已完成整改'],
    ['1.锁坏了。无人修。\n整改情况:一是换锁。\n此问题已销号。', 'closed', '此问题已销号'],
    [
      '1.锁坏了。无人修。\n整改措施:一是换锁。\n整改结果:未完成,下学期继续。',
      'not_completed',
      '未完成,下学期继续',
    ],
  ])('are read wherever they stand: %s', (body, status, statusPhrase) => {
    expect(onlyFinding(documentWith(BULLETIN + body))).toMatchObject({
      status,
      statusPhrase,
      statusLevel: 'finding',
      measures: [{ text: '换锁。' }],
    });
  });

  test('of the whole document hold for findings that state none', () => {
    const text = documentWith(
      `${REPORT}1.锁坏了。无人修。\n整改进展:(1)换锁。\n2.灯坏了。太暗。\n整改进展:(1)换灯。此问题正在整改。\n截至目前,反馈的问题已全部整改到位。`,
    );
    expect(findingsOf(text).map(({ status, statusLevel }) => [status, statusLevel])).toEqual([
      ['closed', 'document'],
      ['in_progress', 'finding'],
    ]);
  });
});

describe('warnings', () => {
  test.each([
    [
      'numbering_gap',
      9,
      '1.锁坏了。无人修。\n整改进展:(1)换锁。\n3.灯坏了。太暗。\n整改进展:(1)换灯。',
    ],
    [
      'numbering_duplicate',
      9,
      '1.锁坏了。无人修。\n整改进展:(1)换锁。\n1.灯坏了。太暗。\n整改进展:(1)换灯。',
    ],
    ['numbering_gap', 9, '1.锁坏了。无人修。\n整改进展:(1)换锁;\n(3)培训。'],
    ['text_truncated', 9, '1.锁坏了。无人修。\n整改进展:(1)换锁;\n剩余内容请登录后查看'],
    ['text_truncated', 8, '1.锁坏了。无人修。\n整改进展:(1)换锁……'],
    ['finding_without_measures', 9, '1.锁坏了。无人修。\n整改进展:(1)换锁。\n2.灯坏了。太暗。'],
    ['date_unreadable', 7, '1.锁坏了。无人修。(整改时限:2024717日)\n整改进展:(1)换锁。'],
    [
      'status_contradicted',
      7,
      '1.锁坏了。无人修。\n整改进展:(1)招聘门卫,岗位取消;(2)换锁。此问题已整改到位。',
    ],
  ])('say %s with the line', (code, line, body) => {
    expect(warningsOf(documentWith(REPORT + body))).toEqual([[line, code]]);
  });

  test('say when a document declares two different numbers', () => {
    const text = documentWith(`${REPORT}1.锁坏了。无人修。\n整改进展:(1)换锁。`).replace(
      '5个问题。',
      '5个问题。\n细化为7个具体问题。',
    );
    expect(warningsOf(text)).toEqual([[5, 'declared_conflict']]);
  });
});

describe('refusals', () => {
  test.each([
    ['empty_document', null, ' \n\n'],
    ['no_findings', 3, '学校食堂很好。\n\n师生都满意。'],
    ['no_findings', 2, '一、基本情况\n1.各学校高度重视。'],
    ['measures_before_finding', 7, documentWith(`${REPORT}整改进展:(1)换锁。\n1.锁坏了。无人修。`)],
  ])('name %s and its line', (code, line, text) => {
    const result = readDocument(text);
    expect(result).toMatchObject({ ok: false, error: { code, line } });
    expect(result.ok ? '' : result.error.message).toMatch(/[\u4e00-\u9fff].* \/ [A-Z]/);
  });
});

test('the result is the contract', () => {
  const document = readWell(documentWith(`${REPORT}1.锁坏了。无人修。\n整改进展:(1)换锁。`));
  expect(IntakeDocument.parse(document)).toEqual(document);
  expect(Object.keys(document)).toEqual([
    'document',
    'aspects',
    'listed',
    'differences',
    'warnings',
    'questions',
  ]);
});
