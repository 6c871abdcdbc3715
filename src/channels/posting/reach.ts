/** Whither an IP address leads: the open net, a private network, or where nothing of ours may ever go. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

export type Reach = 'public' | 'private' | 'never';

const privateV4 = subnets('ipv4', [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  // Benchmarking; also what proxies with made-up addresses answer for every name.
  '198.18.0.0/15',
]);

const neverV4 = subnets('ipv4', [
  '0.0.0.0/8',
  // Link-local, and with it most clouds' metadata; the three after it are further clouds' services.
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.0/24',
  // Documentation and the former 6to4 relays: nobody answers there by right.
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

const privateV6 = subnets('ipv6', ['::1/128', 'fc00::/7']);
const publicV6 = subnets('ipv6', ['2000::/3']);
/** Parts of the two above: clouds' metadata, tunnels that carry an IPv4 address within, documentation. */
const neverV6 = subnets('ipv6', [
  'fd00:ec2::/32',
  'fd20:ce::/32',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);

/** Of an address in text form; whatever is not one leads nowhere. */
export function reachOf(address: string): Reach {
  if (isIPv4(address)) return reachOfV4(address);
  // An address with a zone (fe80::1%eth0) is link-local, and is none to URL.
  if (!isIPv6(address) || address.includes('%')) return 'never';
  const within = mappedV4(address);
  if (within !== null) return reachOfV4(within);
  if (neverV6.check(address, 'ipv6')) return 'never';
  if (privateV6.check(address, 'ipv6')) return 'private';
  return publicV6.check(address, 'ipv6') ? 'public' : 'never';
}

function reachOfV4(address: string): Reach {
  if (neverV4.check(address)) return 'never';
  return privateV4.check(address) ? 'private' : 'public';
}

/** The IPv4 address in `::ffff:a.b.c.d`, however it is spelt; null for any other. */
function mappedV4(address: string): string | null {
  const [, high, low] =
    /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/u.exec(new URL(`http://[${address}]`).hostname) ??
    [];
  if (high === undefined || low === undefined) return null;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
}

function subnets(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', prefix = ''] = range.split('/');
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}
