import { describe, expect, test } from 'vitest';
import { turnOf } from '../../../../src/intake/forms/paragraphs.ts';
import { findingsOf, onlyFinding, readWell } from '../printing.ts';

const OPENING =
  '关于省评价反馈问题的整改情况\n一、对反馈问题的整改情况\n根据省厅反馈意见,我区对照清单逐项整改。\n';
const SEATS =
  '公办学位不足,公办率仅20%。为此,我区采取以下措施:1.新建幼儿园3所;2.回收小区园2所;3.2022-2025年,改建4所。';

const told = (intent: string): unknown =>
  onlyFinding(`${OPENING}师资不足,缺编40人。为此,${intent}:1.公开招聘;2.购买服务。`).status;

describe('a paragraph that begins with what is wrong', () => {
  test('is a finding, with the measures it lists', () => {
    const finding = onlyFinding(OPENING + SEATS);
    expect(finding.title).toBe('公办学位不足,公办率仅20%');
    expect(finding.measures.map(({ no, text }) => [no, text])).toEqual([
      ['1', '新建幼儿园3所'],
      ['2', '回收小区园2所'],
      ['3', '2022-2025年,改建4所。'],
    ]);
  });

  test('is read as self-assessment, one finding to a paragraph', () => {
    const text = `${OPENING}${SEATS}\n大班额未消除,个别学校超过60人。下一步将通过扩建校舍解决。\n二、重点工作推进情况\n全区教育事业稳步发展。`;
    expect(readWell(text).document.form).toBe('self-assessment');
    expect(findingsOf(text).map(({ no, status }) => [no, status])).toEqual([
      ['1', 'unstated'],
      ['2', 'planned'],
    ]);
  });

  test('keeps what is hoped for at its end out of the measures', () => {
    const finding = onlyFinding(`${OPENING}${SEATS}力争到2025年底前,公办率达到50%以上。`);
    expect(finding.measures.at(-1)?.text).toBe('2022-2025年,改建4所。');
    expect(finding.remarks).toContain('公办率达到50%以上');
    expect(finding.targets).toContainEqual(
      expect.objectContaining({ comparison: 'at_least', value: 50, unit: '%' }),
    );
  });

  // 到2025 is read as at least 2025 of something.
  test('takes no year for a figure to be reached', () => {
    const { targets } = onlyFinding(`${OPENING}${SEATS}力争到2025年底前,公办率达到50%以上。`);
    expect(targets.map(({ value }) => value)).toEqual([50]);
  });

  // A field without a name is printed with the colon that would stand behind the name.
  test('keeps what is hoped for as it is printed', () => {
    const { remarks } = onlyFinding(`${OPENING}${SEATS}力争到2025年底前,公办率达到50%以上。`);
    expect(remarks?.split('\n').at(-1)).toBe('力争到2025年底前,公办率达到50%以上。');
  });

  test('says what is meant to be done where that is all it says of it', () => {
    expect(told('将采取以下措施')).toBe('planned');
    expect(told('现已多措并举')).toBe('in_progress');
  });
});

describe('turnOf', () => {
  test('parts a text where it turns to what is done', () => {
    expect(turnOf('宿舍插座老化,存在隐患。学校已更换插座。')).toEqual({
      fault: '宿舍插座老化,存在隐患。',
      response: '学校已更换插座。',
      isListed: false,
    });
  });

  test('is null for what opens a chapter, for praise and for the empty text', () => {
    expect(turnOf('根据检查组指出的台账不规范等问题,我校逐项整改。')).toBeNull();
    expect(turnOf('对照问题清单,逐项整改落实,解决了设施不足的问题。')).toBeNull();
    expect(turnOf('各校高度重视,制度健全。')).toBeNull();
    expect(turnOf('')).toBeNull();
  });

  test('turns to a list of what is done, even where no fault is named', () => {
    expect(turnOf('关于校车管理,采取以下措施:一是换车。二是培训。')).toMatchObject({
      fault: '关于校车管理,',
      isListed: true,
    });
  });

  test('loses no character', () => {
    const text = '图书登记不全,编号重复。为此,学校安排专人补录,限期完成。';
    const turn = turnOf(text);
    expect((turn?.fault ?? '') + (turn?.response ?? '')).toBe(text);
  });
});
