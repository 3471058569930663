import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as addresses from '#lib/addresses';
import { hostileStrings } from '#test/support/hostile';

function set(...texts: readonly string[]): addresses.AddressSet {
  return addresses.unionAll(
    texts.map((text) => {
      const parsed = addresses.parseAddresses(text);
      if (parsed === undefined) throw new Error(`the test names no address: ${text}`);
      return parsed;
    }),
  );
}

const v4Block = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => `${address}/${prefix}`);
const v6Block = fc
  .tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }))
  .map(([address, prefix]) => `${address}/${prefix}`);
const blocks = fc.array(fc.oneof(v4Block, v6Block), { maxLength: 12 });

describe('reading', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['192.0.2.7', '192.0.2.7/32'],
    ['203.0.113.99/16', '203.0.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255', '255.255.255.255/32'],
    ['1.2.3.4/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['::', '::/128'],
    ['::1', '::1/128'],
    ['2001:DB8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'],
    ['2001:db8:1234:1a00::/56', '2001:db8:1234:1a00::/56'],
    ['2001:db8::ffff/32', '2001:db8::/32'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0/128'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8/128'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221/128'],
  ])('%s is %s', (text, canonical) => {
    expect(addresses.formatAddresses(set(text))).toEqual([canonical]);
  });

  test.each([
    '',
    ' ',
    '*',
    'Internet',
    'example.com',
    ' 10.0.0.0/8',
    '10.0.0.0/8 ',
    '10.0.0.0 /8',
    '10.0.0.0/8\n',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/+8',
    '10.0.0.0/08',
    '10.0.0.0/8.0',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/255.0.0.0',
    '10.0.0',
    '10.0.0.0.0',
    '10.0.0.',
    '.10.0.0',
    '10..0.0',
    '010.0.0.1',
    '00.0.0.0',
    '0x0a.0.0.1',
    '167772161',
    '256.0.0.1',
    '1.2.3.1000',
    '１.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '::1::',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    '::/129',
    'fe80::1%eth0',
    '[::1]',
    '::1.2.3',
    '::01.2.3.4',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:1.2.3.4',
  ])('%j is no address', (text) => {
    expect(addresses.parseAddresses(text)).toBeUndefined();
  });

  test('an IPv4-mapped address is IPv6 and not public', () => {
    expect(set('::ffff:8.8.8.8').v4).toEqual([]);
    expect(addresses.isEmpty(addresses.publicPart(set('::ffff:0:0/96')))).toBe(true);
  });

  test('what is an address is what the platform calls one, zone ids aside', () => {
    const nearly = fc.stringMatching(/^[0-9a-f:./]{0,24}$/);
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
        fc.pre(!text.includes('/') && !text.includes('%'));
        expect(addresses.parseAddresses(text) !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 3000 },
    );
  });

  test('an IPv6 address is read and written as the URL parser does it', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const { hostname } = new URL(`http://[${text}]/`);
        expect(addresses.formatAddresses(set(text))).toEqual([`${hostname.slice(1, -1)}/128`]);
      }),
      { numRuns: 1000 },
    );
  });

  test('no string makes it throw', () => {
    for (const text of hostileStrings()) expect(addresses.parseAddresses(text)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        addresses.parseAddresses(text);
        addresses.parseAddresses(`10.0.0.0/${text}`);
        addresses.parseAddresses(`::${text}`);
      }),
    );
    expect(addresses.parseAddresses('1'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('writing', () => {
  test('what was written reads as the same set', () => {
    fc.assert(
      fc.property(blocks, blocks, (some, others) => {
        const before = addresses.subtract(set(...some), set(...others));
        const written = addresses.formatAddresses(before);
        expect(set(...written)).toEqual(before);
        expect(addresses.formatAddresses(set(...written.toReversed()))).toEqual(written);
      }),
    );
  });

  test('a range that is no block is written as the fewest blocks', () => {
    expect(addresses.formatAddresses(addresses.subtract(set('10.0.0.0/30'), set('10.0.0.0/32')))).toEqual([
      '10.0.0.1/32',
      '10.0.0.2/31',
    ]);
    expect(addresses.formatAddresses(set('10.0.1.0/24', '10.0.0.0/24', '2001:db8::/33', '2001:db8:8000::/33'))).toEqual(
      ['10.0.0.0/23', '2001:db8::/32'],
    );
  });
});

describe('algebra', () => {
  const sets = blocks.map((texts) => set(...texts));
  test('a set is the disjoint union of what it shares with another and what it does not', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const shared = addresses.intersect(a, b);
        const rest = addresses.subtract(a, b);
        expect(addresses.union(shared, rest)).toEqual(a);
        expect(addresses.isEmpty(addresses.intersect(shared, rest))).toBe(true);
        expect(addresses.countV4(shared) + addresses.countV4(rest)).toBe(addresses.countV4(a));
        expect(addresses.countV6(shared) + addresses.countV6(rest)).toBe(addresses.countV6(a));
      }),
    );
  });

  test('union is the least set that covers both', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const both = addresses.union(a, b);
        expect(addresses.covers(both, a) && addresses.covers(both, b)).toBe(true);
        expect(addresses.subtract(addresses.subtract(both, a), b)).toEqual(addresses.nobody);
        expect(addresses.union(b, a)).toEqual(both);
        expect(addresses.unionAll([b, a, b])).toEqual(both);
      }),
    );
  });

  test('everyone covers all, nobody covers only nobody', () => {
    fc.assert(
      fc.property(sets, (a) => {
        expect(addresses.covers(addresses.everyone, a)).toBe(true);
        expect(addresses.covers(addresses.nobody, a)).toBe(addresses.isEmpty(a));
      }),
    );
  });

  test('one family does not cover the other', () => {
    expect(addresses.covers(set('0.0.0.0/0'), set('::1'))).toBe(false);
    expect(addresses.covers(set('::/0'), set('10.0.0.1'))).toBe(false);
  });

  test('a set with very many ranges is merged, not refused', () => {
    const many = Array.from({ length: 200_000 }, (_, at) => ({ v4: [{ from: at * 2, end: at * 2 + 1 }], v6: [] }));
    expect(addresses.countV4(addresses.unionAll(many))).toBe(200_000);
  });
});
