import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedAddress } from '../../../src/channels/mail-address.ts';

describe('a mail address', () => {
  test.each([
    ['li@school.example', 'li@school.example'],
    ['li.ming+zg@mail.school.example', 'li.ming+zg@mail.school.example'],
    ["o'neil_x@school.example", "o'neil_x@school.example"],
    ['10086@qq.example', '10086@qq.example'],
    ['Li@School.EXAMPLE', 'Li@school.example'],
    ['office@localhost', 'office@localhost'],
    ['李明@school.example', '李明@school.example'],
    ['office@学校.example', 'office@xn--48s290a.example'],
  ])('%s is taken', (text, address) => {
    expect(checkedAddress(text)).toBe(address);
  });

  test.each([
    '',
    '@',
    'li',
    'li@',
    '@school.example',
    'li@@school.example',
    'li@school@example',
    'li ming@school.example',
    'li@school .example',
    'li,eve@school.example',
    'li@school.example,eve@elsewhere.example',
    'li@school.example;eve@elsewhere.example',
    '"li"@school.example',
    'li(comment)@school.example',
    'li@[192.0.2.1]',
    'li@192.0.2.1',
    'li@school..example',
    'li@-school.example',
    '.li@school.example',
    'li.@school.example',
    'li..ming@school.example',
    'eve%elsewhere.example@school.example',
    'elsewhere!eve@school.example',
    'Li <li@school.example>',
    'li@school.example\n',
    'li@sch\r\nool.example',
    'li@school.example\u0000',
    'li@school.example\u202E',
    'li\u2028@school.example',
    'li@school.example>',
    'undisclosed:;',
    `${'a'.repeat(65)}@school.example`,
    `li@${'a.'.repeat(130)}example`,
  ])('%j is not one', (text) => {
    expect(checkedAddress(text)).toBeNull();
  });

  test('what passes never holds anything that could end it or start another', () => {
    const parts = fc.array(
      fc.constantFrom(
        'li',
        '@',
        'school',
        '.',
        ',',
        ';',
        '<',
        '>',
        ' ',
        '\r',
        '\n',
        '"',
        ':',
        '学',
        '(',
        '\\',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(parts, (pieces) => {
        const address = checkedAddress(pieces.join(''));
        return address === null || /^[^\s,;<>"():\\@]+@[a-z0-9.-]+$/u.test(address);
      }),
      { numRuns: 2_000 },
    );
    expect(checkedAddress('li@school')).not.toBeNull();
  });
});
