import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../../src/intake/text/lines.ts';
import { SIMPLIFIED } from '../../../../src/intake/text/traditional.ts';
import { contentOf, documentWith, readWell } from '../printing.ts';

const TRADITIONAL = new Map(
  [...SIMPLIFIED].map(([traditional, simplified]) => [simplified, traditional]),
);
const toTraditional = (text: string): string =>
  text.replaceAll(/[\u4e00-\u9fff]/g, (char) => TRADITIONAL.get(char) ?? char);

describe('traditional characters', () => {
  test('are folded one for one', () => {
    for (const [traditional, simplified] of SIMPLIFIED) {
      expect([traditional, simplified].map(({ length }) => length)).toEqual([1, 1]);
      expect(fold(traditional)).toBe(simplified);
    }
  });

  test('fold to characters that fold no further', () => {
    const folded = [...SIMPLIFIED.values()].map(fold);
    expect(folded).toEqual([...SIMPLIFIED.values()]);
  });

  test('of the words this folder looks for are all known', () => {
    expect(
      fold(
        '問題描述 整改進展 責任領導 牽頭單位 時限 檯賬 銷號 驗收 長期堅持 現責令 關於 總結 備註 隱患 滯後 過期 損壞',
      ),
    ).toBe(
      '问题描述 整改进展 责任领导 牵头单位 时限 台账 销号 验收 长期坚持 现责令 关于 总结 备注 隐患 滞后 过期 损坏',
    );
  });

  test('leave the text as printed and only its twin changed', () => {
    const [finding] = readWell(
      '(一)關於醫療方面問題\n1.病歷書寫不規範。缺簽名。\n整改情況:一是開展培訓。此問題已整改到位。',
    ).aspects.flatMap(({ findings }) => findings);
    expect(finding).toMatchObject({
      title: '病歷書寫不規範',
      status: 'closed',
      statusPhrase: '此問題已整改到位',
    });
  });

  test.each([
    [
      'a report',
      documentWith(
        '(一)关于医疗方面问题\n1.病历书写不规范。缺签名。(责任领导:甲某)\n整改进展:(1)开展培训;(2)抽查病历,已整改到位。',
      ),
    ],
    [
      'a list',
      '安全检查通报\n一、存在的问题\n1.灭火器过期。\n2.疏散通道堆放杂物。\n二、整改措施\n1.更换灭火器。\n2.清理通道。\n截至目前,反馈的2个问题已全部整改到位。',
    ],
    [
      'a notice',
      '整改通知书\n平安公司:\n经检查,发现你单位灭火器过期。\n现责令你单位于2024年3月20日前整改完毕。',
    ],
    ['prose', '督查报告\n一、安全\n各校制度健全,但个别学校门卫登记不规范。'],
    ['cases', '受理编号:X2024\n反映问题:夜间噪声扰民。\n处理情况:已停工。\n是否办结:是'],
  ])('read %s as simplified ones do', (_what, text) => {
    const printed = toTraditional(text);
    expect(printed).not.toBe(text);
    expect(contentOf(readWell(printed))).toEqual(contentOf(readWell(text)));
  });

  test('keep every position of any text', () => {
    const chars = fc.constantFrom(
      ...SIMPLIFIED.keys(),
      '\uff08',
      '\uff11',
      '\u3000',
      '题',
      'a',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.array(chars).map((all) => all.join('')),
        (text) => {
          expect(fold(text)).toHaveLength(text.length);
        },
      ),
    );
  });
});
