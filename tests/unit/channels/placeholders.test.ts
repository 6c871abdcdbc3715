import { describe, expect, test } from 'vitest';
import {
  checkedText,
  fill,
  placeholderNames,
  type PlaceholderValues,
} from '../../../src/channels/placeholders.ts';

const values = Object.fromEntries(
  placeholderNames.map((name) => [name, `<${name}>`]),
) as PlaceholderValues;

describe('a text with placeholders', () => {
  test('is filled in wherever they stand, however often', () => {
    expect(fill('{{number}} {{title}}{{number}}', values)).toBe('<number> <title><number>');
  });

  test('takes a value as it is, even one that looks like a placeholder or a replacement pattern', () => {
    const tricky = { ...values, title: '{{number}} $& $1 {{evil}}' };
    expect(fill('{{title}}', tricky)).toBe('{{number}} $& $1 {{evil}}');
  });

  test.each([
    '{{nummer}}',
    '{{constructor}}',
    '{{__proto__}}',
    '{{ number }}',
    '{{number}',
    'a }} b',
  ])('is refused when it asks for what nobody fills in: %s', (text) => {
    expect(() => checkedText(text)).toThrow(TypeError);
  });

  test('passes when all of its placeholders are on the list', () => {
    const text = placeholderNames.map((name) => `{{${name}}}`).join(' ');
    expect(checkedText(text)).toBe(text);
  });
});
