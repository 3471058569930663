import { describe, expect, test } from 'vitest';
import { narrowest, widest, widthOfLiteral, widthOfPattern, type Width } from '#clouds/aws/iam/role/subject-pattern';

const patterns: Readonly<Record<string, Width>> = {
  '*': 'any',
  '**': 'any',
  '?*': 'any',
  'system:*': 'any',
  'system:serviceaccount:*': 'any',
  'system:serviceaccount:*:*': 'any',
  'system:serviceaccount:*:orders': 'any',
  'system:serviceaccount:*-api': 'any',
  '*:orders': 'any',
  '*serviceaccount*': 'any',
  'system:serviceaccount:prod-*': 'namespaces',
  'system:serviceaccount:prod-*:*': 'namespaces',
  'system:serviceaccount:prod-*:orders': 'namespaces',
  'system:serviceaccount:*-prod:orders': 'namespaces',
  'system:serviceaccount:?rod:orders': 'namespaces',
  'system:serviceaccount:shop*': 'namespaces',
  '*:shop:orders': 'exact',
  'system:*:shop:*': 'names',
  'system:serviceaccount:shop:*': 'names',
  'system:serviceaccount:shop:orders-?': 'names',
  'system:serviceaccount:shop:orders*': 'names',
  'system:serviceaccount:shop:orders': 'exact',
  'system:serviceaccount:shop:orders.v2': 'exact',
  'system:serviceaccount:shop:': 'none',
  'system:serviceaccount:shop': 'none',
  'system:serviceaccount:Shop:*': 'none',
  'system:serviceaccount:shop:orders:more': 'none',
  'system:serviceaccount:${*}': 'none',
  'system:serviceaccount:shop:${*}': 'none',
  'system:serviceaccount:shop:${?}': 'none',
  'system:serviceaccount:shop:${$}': 'none',
  '${aws:userid}': 'unsure',
  'system:serviceaccount:${aws:PrincipalTag/team}': 'unsure',
  'system:serviceaccount:shop:${*}${aws:userid}': 'unsure',
  'system:serviceaccount:shop:${': 'unsure',
  'repo:acme/*': 'none',
  '': 'none',
};

describe('the width of a pattern', () => {
  test.each(Object.entries(patterns))('%s is %s', (pattern, width) => {
    expect(widthOfPattern(pattern)).toBe(width);
  });

  test('a long run of wildcards is one', () => {
    expect(widthOfPattern(`system:serviceaccount:${'*?'.repeat(500)}`)).toBe('namespaces');
    expect(widthOfPattern(`system:serviceaccount:${'*'.repeat(5000)}`)).toBe('any');
  });
});

test('in a literal value wildcards stand for themselves', () => {
  expect(widthOfLiteral('system:serviceaccount:shop:*')).toBe('none');
  expect(widthOfLiteral('system:serviceaccount:shop:orders')).toBe('exact');
  expect(widthOfLiteral('system:serviceaccount')).toBe('none');
  expect(widthOfLiteral('system:serviceaccount:shop:${$}')).toBe('none');
  expect(widthOfLiteral('${aws:userid}')).toBe('unsure');
});

test('of several widths the widest and the narrowest are told apart', () => {
  expect(widest(['none', 'names', 'namespaces'])).toBe('namespaces');
  expect(narrowest(['any', 'names', 'namespaces'])).toBe('names');
  expect([widest(['unsure', 'namespaces']), widest(['unsure', 'any'])]).toEqual(['unsure', 'any']);
  expect([narrowest(['unsure', 'namespaces']), narrowest(['unsure', 'any'])]).toEqual(['namespaces', 'unsure']);
  expect(widest([])).toBe('none');
  expect(narrowest([])).toBe('any');
});
