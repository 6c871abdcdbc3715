import { describe, expect, test } from 'vitest';
import type { LedgerEvent } from '../../../src/engine/ports.ts';
import { evidenceAfterClaim } from '../../../src/signals/evidence-after-claim.ts';
import { aFile, facts, piece, recorded } from './facts.ts';

const complete: LedgerEvent = { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' };
const redo: LedgerEvent = { type: 'ADVANCE_MEASURE', no: 1, step: 'REDO' };
const submit: LedgerEvent = { type: 'SUBMIT' };
const returned: LedgerEvent = { type: 'RETURN', reasonCode: 'evidenceMissing', reason: '缺材料' };

function attach(madeOn?: string): LedgerEvent {
  const evidence = { id: 'e-1', kind: 'photo' as const, name: '现场.jpg', sha256: aFile, bytes: 9 };
  const dated = madeOn === undefined ? evidence : { ...evidence, madeOn };
  return { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: dated };
}

const after = (...events: readonly (readonly [string, LedgerEvent])[]) =>
  evidenceAfterClaim(
    facts({ evidence: [piece('e-1', { name: '现场.jpg' })], events: recorded(...events) }),
  );

describe('The signal of evidence from after the claim', () => {
  test('speaks of evidence attached on a later day than its measure was said to be done', () => {
    expect(after(['05-16', complete], ['05-20', attach()])).toEqual([
      {
        kind: 'evidenceAfterClaim',
        about: { measureNo: 1, evidenceId: 'e-1', seq: null },
        others: [],
        likeness: null,
        question: {
          zh: '措施 1 于 2024-05-16 报告完成,佐证材料“现场.jpg”提交于 2024-05-20。当时依据什么认为已完成?',
          en: 'Measure 1 was said to be done on 2024-05-16; the evidence “现场.jpg” is attached on 2024-05-20. What showed then that it was done?',
        },
      },
    ]);
  });

  test('is none where the evidence comes on the same day, or before', () => {
    expect(after(['05-16', complete], ['05-16', attach()])).toEqual([]);
    expect(after(['05-15', attach()], ['05-16', complete], ['05-20', submit])).toEqual([]);
    expect(after(['05-15', attach()])).toEqual([]);
  });

  test('goes by the day the evidence itself bears, whenever it was attached', () => {
    const [late] = after(['05-16', complete], ['05-16', attach('2024-05-18')]);
    expect(late?.question.zh).toContain('形成于 2024-05-18');
    expect(after(['05-16', attach('2024-05-18')], ['05-17', complete])).toHaveLength(1);
    expect(after(['05-16', complete], ['05-16', attach('2024-05-16')])).toEqual([]);
    expect(after(['05-15', attach('2024-05-30')], ['05-20', submit])[0]?.question.zh).toContain(
      '本问题于 2024-05-20 提请核查',
    );
  });

  test('is none once the step was taken back, by the unit or by the checker', () => {
    const first = ['05-16', complete] as const;
    expect(after(first, ['05-17', redo], ['05-20', attach()], ['05-20', complete])).toEqual([]);
    expect(after(first, ['05-16', submit], ['05-18', returned], ['05-20', attach()])).toEqual([]);
    const reopened: LedgerEvent = { type: 'REOPEN', reasonCode: 'relapse', reason: '反弹' };
    expect(after(first, ['05-18', reopened], ['05-20', attach()])).toEqual([]);
  });

  test('speaks of the measure the evidence is for, and of the cycle under way', () => {
    const other: LedgerEvent = { type: 'ADVANCE_MEASURE', no: 2, step: 'COMPLETE' };
    expect(after(['05-16', other], ['05-20', attach()])).toEqual([]);
    const events = recorded(['05-16', complete], ['05-20', attach()]);
    expect(evidenceAfterClaim(facts({ cycle: 2, evidence: [piece('e-1')], events }))).toEqual([]);
  });
});
