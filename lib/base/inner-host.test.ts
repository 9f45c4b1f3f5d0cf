import { BlockList, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInnerAddress, isInnerHost, isLoopback } from './inner-host.ts';

it('knows the addresses at which a company keeps its own machines, in every way of writing them', () => {
  const inner =
    '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 ' +
    ':: ::1 fe80::1 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1 ' +
    'fe80::1%eth0 not-an-address 1.2.3 1.2.3.256 1:2:3 1::2::3';
  expect(inner.split(' ').filter((address) => !isInnerAddress(address))).toEqual([]);
});

it('lets the open internet be called', () => {
  const open =
    '8.8.8.8 1.1.1.1 172.15.0.1 172.32.0.1 192.169.0.1 223.255.255.255 2606:4700:4700::1111 2a00:1450:4003:80d::200e 2800:3f0::1';
  expect(open.split(' ').filter(isInnerAddress)).toEqual([]);
});

it('agrees with the list of Node on random addresses of both kinds', () => {
  const [listed4, listed6] = [new BlockList(), new BlockList()];
  const four =
    '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 ' +
    '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3';
  for (const [address = '', bits] of four.split(' ').map((range) => range.split('/'))) listed4.addSubnet(address, Number(bits), 'ipv4');
  for (const range of '::/3 4000::/2 8000::/1 2002::/16 2001::/23 2001:db8::/32 3fff::/20'.split(' ')) {
    const [address = '', bits] = range.split('/');
    listed6.addSubnet(address, Number(bits), 'ipv6');
  }
  const near = fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 223, 224);
  const v4 = fc.tuple(fc.oneof(near, fc.nat(255)), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
  const v6 = fc
    .tuple(
      fc.constantFrom(0, 0x64, 0x2001, 0x2002, 0x2606, 0x3fff, 0xfe80),
      fc.oneof(fc.constantFrom(0, 0xdb8, 0x1ff, 0x200), fc.nat(0xffff)),
      fc.nat(0xffff),
    )
    .map((groups) => `${groups.map((group) => group.toString(16)).join(':')}::1`);
  fc.assert(
    fc.property(fc.oneof(v4, v6), (address) => {
      // One list for each kind: Node holds an address of IPv4 for the mapped one of IPv6 as well.
      expect(isInnerAddress(address)).toBe(isIPv6(address) ? listed6.check(address, 'ipv6') : listed4.check(address, 'ipv4'));
    }),
    { numRuns: 5_000 },
  );
});

it('sees in the host of a URL what is inside, however the number is written', () => {
  const host = (url: string) => new URL(url).hostname;
  const inner = [
    'https://localhost/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
  ];
  for (const url of [...inner, 'https://db/', 'https://a.localhost./', 'https://metadata.google.internal/'])
    expect(isInnerHost(host(url))).toBe(true);
  for (const url of ['https://example.com/', 'https://8.8.8.8/', 'https://[2606:4700::1]/', 'https://local.example/'])
    expect(isInnerHost(host(url))).toBe(false);
});

it('tells this very machine from the rest of what is inside', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1'].map(isLoopback)).toEqual([true, true, true]);
  expect(['10.0.0.1', '::', '::2', '::ffff:127.0.0.1', 'x'].map(isLoopback)).toEqual([false, false, false, false, false]);
});
