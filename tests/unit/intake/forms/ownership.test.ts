import { expect, test } from 'vitest';
import { findLabelsBelow } from '../../../../src/intake/forms/ownership.ts';
import { tokenise } from '../../../../src/intake/forms/tokens.ts';
import { splitLines } from '../../../../src/intake/lines.ts';

test('a label belongs to every heading above it that no equal heading cuts off', () => {
  const tokens = tokenise(
    splitLines(
      '(一)安全\n1.管理不严。\n(1)票据不全。\n(2)审批缺失。\n整改情况:补票。\n2.锁坏了。\n(二)教学',
    ),
  );
  const labelBelow = findLabelsBelow(tokens);
  const owned = tokens.flatMap((token, index) =>
    token.kind === 'heading' ? [[token.text, labelBelow(index, token.style)]] : [],
  );
  expect(owned).toEqual([
    ['安全', '整改情况'],
    ['管理不严。', '整改情况'],
    ['票据不全。', null],
    ['审批缺失。', '整改情况'],
    ['锁坏了。', null],
    ['教学', null],
  ]);
});
