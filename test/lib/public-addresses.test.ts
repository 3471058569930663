import { describe, expect, test } from 'vitest';
import * as addresses from '#lib/addresses';

function set(...texts: readonly string[]): addresses.AddressSet {
  return addresses.unionAll(texts.map((text) => addresses.parseAddresses(text) ?? addresses.nobody));
}

describe('the public part', () => {
  test.each([
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.2.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '255.255.255.255',
    '192.0.0.0/29',
    '::',
    '::1',
    '64:ff9b:1::/48',
    '100::/64',
    '2001:2::/48',
    '2001:10::/28',
    '2001:db8::/32',
    '3fff::/20',
    '5f00::/16',
    'fc00::/7',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
    '4000::/2',
  ])('%s has none', (text) => {
    expect(addresses.formatAddresses(addresses.publicPart(set(text)))).toEqual([]);
  });

  test.each([
    '8.8.8.8/32',
    '9.0.0.0/8',
    '11.0.0.0/8',
    '100.128.0.0/9',
    '172.32.0.0/11',
    '192.0.0.9/32',
    '192.88.99.0/24',
    '223.255.255.0/24',
    '2001::/32',
    '2001:4860::/32',
    '2002::/16',
    '2600::/12',
    '2620:4f:8000::/48',
    '3ffe::/16',
  ])('%s is public as a whole', (text) => {
    expect(addresses.publicPart(set(text))).toEqual(set(text));
  });

  test('it is what surrounds the reserved block', () => {
    expect(addresses.formatAddresses(addresses.publicPart(set('10.0.0.0/7')))).toEqual(['11.0.0.0/8']);
    expect(addresses.formatAddresses(addresses.publicPart(set('172.0.0.0/11')))).toEqual(['172.0.0.0/12']);
  });

  test('the public IPv4 addresses are as many as the registries leave', () => {
    const reserved = 5 * 2 ** 24 - 2 * 2 ** 24; // 0/8, 10/8, 127/8
    const smaller = 2 ** 22 + 2 * 2 ** 16 + 2 ** 20 + 2 ** 17 + 4 * 2 ** 8;
    const upper = 2 ** 29; // 224/4 and 240/4
    expect(addresses.countV4(addresses.publicPart(addresses.everyone))).toBe(
      2 ** 32 - reserved - smaller - upper + 2, // the two anycast addresses inside 192.0.0.0/24
    );
  });
});

describe('the whole internet', () => {
  const noPrivate = addresses.subtract(set('0.0.0.0/0'), set('10.0.0.0/8', '192.168.0.0/16'));
  test.each([
    ['0.0.0.0/0', set('0.0.0.0/0')],
    ['::/0', set('::/0')],
    ['2000::/3', set('2000::/3')],
    ['two halves', set('0.0.0.0/1', '128.0.0.0/1')],
    ['four quarters of IPv6', set('::/2', '4000::/2', '8000::/2', 'c000::/2')],
    ['everything but private space', noPrivate],
    ['only what is public', addresses.publicPart(set('0.0.0.0/0'))],
  ])('%s is', (_, all) => {
    expect(addresses.isWholeInternet(all)).toBe(true);
    expect(addresses.coversHalf(all)).toBe(true);
  });

  test.each([
    ['nobody', addresses.nobody],
    ['all but one address', addresses.subtract(set('0.0.0.0/0'), set('8.8.8.8'))],
    ['one half', set('0.0.0.0/1')],
    ['half of 2000::/3', set('2000::/4')],
    ['all IPv6 that is not allocated', set('4000::/2', '8000::/1')],
  ])('%s is not', (_, part) => {
    expect(addresses.isWholeInternet(part)).toBe(false);
  });
});

test.each([
  ['128.0.0.0/1', true],
  ['128.0.0.0/2', false],
  ['2000::/4', true],
  ['3000::/4', true],
  ['2000::/5', false],
  ['8000::/1', false],
])('%s covers half: %s', (text, half) => {
  expect(addresses.coversHalf(set(text))).toBe(half);
});

test('one address less than half is not half', () => {
  expect(addresses.coversHalf(addresses.subtract(set('0.0.0.0/1'), set('1.1.1.1')))).toBe(false);
  expect(addresses.coversHalf(addresses.subtract(set('2000::/4'), set('2000::1')))).toBe(false);
});

test.each([
  [['::/0'], 0],
  [['2001:db8::/48'], 48],
  [['2001:db8::/48', '2001:db8:1::/48'], 47],
  [['2001:db8::/48', '2001:db8:1::/48', '2001:db8:2::/48'], 47],
  [['2001:db8:1::/48', '2001:db8:2::/48'], 47],
  [['2001:db8::/48', '2001:db8:5::/48'], 48],
  [['2001:db8::/64', '2001:dc8::/56', '10.0.0.0/8'], 56],
  [['::1'], 128],
  [['10.0.0.0/8'], undefined],
])('the widest IPv6 range of %j is /%s', (texts, prefix) => {
  expect(addresses.widestV6Prefix(set(...texts))).toBe(prefix);
});

test('counts are of addresses, once each', () => {
  expect(addresses.countV4(set('10.0.0.0/24', '10.0.0.128/25', '10.0.2.1'))).toBe(257);
  expect(addresses.countV6(set('2001:db8::/64', '::1', '10.0.0.1'))).toBe((1n << 64n) + 1n);
  expect(addresses.countV4(addresses.everyone)).toBe(2 ** 32);
  expect(addresses.countV6(addresses.everyone)).toBe(1n << 128n);
});
