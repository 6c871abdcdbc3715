import { describe, expect, test } from 'vitest';
import { sameFile } from '../../../src/signals/same-file.ts';
import { aFile, elsewhere, facts, finding, nextDoor, piece } from './facts.ts';

const otherFile = 'b'.repeat(64);

describe('The signal of one file for several things', () => {
  test('names the findings that have it too, and whether they are of another unit', () => {
    const files = [
      { ...nextDoor, sha256: aFile },
      { ...elsewhere, sha256: aFile },
    ];
    expect(sameFile(facts({ evidence: [piece('e-1')] }, { files }))).toEqual([
      {
        kind: 'sameFile',
        about: { measureNo: 1, evidenceId: 'e-1', seq: null },
        others: [
          { ...nextDoor, measureNo: null },
          { ...elsewhere, measureNo: null },
        ],
        likeness: null,
        question: {
          zh: '佐证材料“e-1.pdf”与XC-2024-02-003(其他单位)、XC-2023-04-007所附的是同一份文件。这份文件分别说明了什么?',
          en: 'The file “e-1.pdf” is also attached to XC-2024-02-003 (another unit), XC-2023-04-007. What does it show for each of them?',
        },
      },
    ]);
  });

  test('is given once for a file of several measures, about the piece attached last', () => {
    const evidence = [piece('e-1'), piece('e-2', { measureNo: 2 }), piece('e-3', { measureNo: 3 })];
    const [signal, ...more] = sameFile(facts({ evidence }));
    expect(more).toEqual([]);
    expect(signal?.about).toEqual({ measureNo: 3, evidenceId: 'e-3', seq: null });
    const { id: findingId, number, unit } = finding;
    expect(signal?.others).toEqual(
      [1, 2].map((measureNo) => ({ findingId, number, unit, measureNo })),
    );
    expect(signal?.question.zh).toContain('本问题措施 1、本问题措施 2');
  });

  test('is none where each file proves one thing, as often as it is attached', () => {
    const evidence = [piece('e-1'), piece('e-2', { sha256: otherFile, measureNo: 2 })];
    expect(sameFile(facts({ evidence }))).toEqual([]);
    expect(sameFile(facts({ evidence: [piece('e-1'), piece('e-2')] }))).toEqual([]);
    const files = [{ ...elsewhere, sha256: 'c'.repeat(64) }];
    expect(sameFile(facts({ evidence }, { files }))).toEqual([]);
  });

  test('says how many more there are where it does not name all', () => {
    const files = Array.from({ length: 30 }, (_, at) => ({
      ...elsewhere,
      findingId: `o-${at}`,
      sha256: aFile,
    }));
    const [signal] = sameFile(facts({ evidence: [piece('e-1')] }, { files }));
    expect(signal?.others).toHaveLength(20);
    expect(signal?.question.zh).toContain('等 30 处');
    expect(signal?.question.en).toContain('and 27 more');
  });

  test('does not take a unit nobody knows for another one', () => {
    const files = [{ ...elsewhere, unit: null, sha256: aFile }];
    const [signal] = sameFile(facts({ evidence: [piece('e-1')] }, { files }));
    expect(signal?.question.zh).not.toContain('其他单位');
  });
});
