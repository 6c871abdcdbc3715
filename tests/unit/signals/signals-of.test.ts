import { describe, expect, test } from 'vitest';
import { reportedAgain } from '../../../src/signals/reported-again.ts';
import { signalsOf } from '../../../src/signals/signals-of.ts';
import { aFile, elsewhere, facts, measure, nextDoor, piece, recorded } from './facts.ts';

const closed = { ...elsewhere, likeness: 0.62, closedOn: '2023-06-30' };

describe('The signal of being reported again', () => {
  test('names the most alike that was closed before, and how many more there were', () => {
    const closedBefore = [closed, { ...closed, findingId: 'f-9', likeness: 0.4 }];
    const [signal] = reportedAgain(facts({}, { closedBefore }));
    expect(signal).toMatchObject({
      kind: 'reportedAgain',
      about: { measureNo: null, evidenceId: null, seq: null },
      likeness: 0.62,
    });
    expect(signal?.others.map(({ findingId }) => findingId)).toEqual(['f-2', 'f-9']);
    expect(signal?.question.zh).toBe(
      '同一单位的相似问题 XC-2023-04-007 已于 2023-06-30 销号(相似度 62%),另有 1 个。这次是新的情况,还是同一问题再次出现?',
    );
  });

  test('is none where nothing was closed before', () => {
    expect(reportedAgain(facts())).toEqual([]);
  });
});

describe('All signals of a finding', () => {
  const text = '修订采购管理办法,报局党组审定后印发执行,并组织全体采购人员学习。';
  const all = facts(
    {
      evidence: [piece('e-1')],
      deeds: [measure(1, text)],
      events: recorded(
        ['05-16', { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' }],
        [
          '05-20',
          {
            type: 'ATTACH_EVIDENCE',
            measureNo: 1,
            evidence: { id: 'e-1', kind: 'photo', name: 'x', sha256: aFile, bytes: 1 },
          },
        ],
      ),
    },
    {
      files: [{ ...nextDoor, sha256: aFile }],
      texts: [{ ...nextDoor, deeds: [measure(1, text)] }],
      closedBefore: [closed],
    },
  );

  test('come in one order, the same for the same facts', () => {
    expect(signalsOf(all).map(({ kind }) => kind)).toEqual([
      'reportedAgain',
      'sameFile',
      'evidenceAfterClaim',
      'nearSameText',
    ]);
    expect(signalsOf(all)).toEqual(signalsOf(all));
  });

  test('are questions in both languages, Chinese in the one and none in the other', () => {
    for (const { question } of signalsOf(all)) {
      expect(question.zh).toMatch(/\p{sc=Han}.*?$/u);
      expect(question.en).toMatch(/^[A-Z][^\p{sc=Han}]+\?$/u);
      expect(question.zh + question.en).not.toMatch(/造假|虚假|弄虚|敷衍|责任|fake|fraud|false/iu);
    }
  });

  test('are none of a finding about which nothing stands out', () => {
    expect(signalsOf(facts())).toEqual([]);
  });
});
