/** Where addresses lead, in every spelling they come in. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reachOf } from '../../../../src/channels/posting/reach.ts';

describe('An address', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '223.255.255.255',
    '2400:3200::1',
    '2606:4700:4700::1111',
    '2001:200::1',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
  ])('%s of the open net is public', (address) => {
    expect(reachOf(address)).toBe('public');
  });

  test.each([
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fc00::1',
    'fdff:ffff::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::FFFF:C0A8:0101',
    '0:0:0:0:0:ffff:10.1.2.3',
  ])('%s is private', (address) => {
    expect(reachOf(address)).toBe('private');
  });

  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::ffff:0.0.0.0',
    '::ffff:0:a9fe:a9fe',
    '::127.0.0.1',
    '::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:0:7f00:1::',
    '2001:db8::1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '3fff::1',
    '5f00::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'ff02::1',
  ])('%s is never to be reached', (address) => {
    expect(reachOf(address)).toBe('never');
  });

  test.each(['', 'localhost', '127.1', '0x7f.1', '2130706433', '1.1.1.1.1', '1.1.1.1 ', '[::1]'])(
    'that is none (%j) is never to be reached',
    (address) => {
      expect(reachOf(address)).toBe('never');
    },
  );

  test('leads the same way when it is written as IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const bytes = address.split('.').map(Number);
        const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
        const [one, two, three, four] = hex;
        expect(reachOf(`::ffff:${address}`)).toBe(reachOf(address));
        expect(reachOf(`::ffff:${one}${two}:${three}${four}`)).toBe(reachOf(address));
        expect(reachOf(`0:0:0:0:0:FFFF:${one}${two}:${three}${four}`)).toBe(reachOf(address));
      }),
    );
  });

  test('of IPv6 outside 2000::/3 is never public', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const canonical = new URL(`http://[${address}]`).hostname.slice(1);
        const [first = ''] = canonical.split(':');
        const unicast = Number.parseInt(first === '' ? '0' : first, 16) >> 13 === 1;
        const mayBePublic = unicast || canonical.startsWith('::ffff:');
        expect(mayBePublic || reachOf(address) !== 'public').toBe(true);
      }),
    );
  });
});
