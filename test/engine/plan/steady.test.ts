import { expect, test } from 'vitest';
import { steady, valueAt } from '#engine/plan/steady';

const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['ecr:BatchGetImage'], Rate: '50%' }],
};

test('a document is the same in whatever text a provider keeps it', () => {
  const texts = [
    JSON.stringify(document),
    JSON.stringify(document, null, 2),
    encodeURIComponent(JSON.stringify(document)),
  ];
  for (const text of texts) expect(steady({ Policy: text })).toEqual(steady({ Policy: document }));
});

test('text that only begins as a document stays what it is', () => {
  for (const text of ['{', '{{ .Values }}', '%7B', '%7B%']) expect(steady(text)).toBe(text);
});

test('a list of named things on the way is taken by their names, whatever their order', () => {
  const pools = [{ name: 'user', ports: [80] }, { name: 'system' }, { name: 'more', ports: [81] }];
  const expected = { user: [80], more: [81] };
  expect(valueAt({ pools }, 'pools.ports')).toEqual(expected);
  expect(valueAt({ pools: pools.toReversed() }, 'pools.ports')).toEqual(expected);
  expect(valueAt({ pools: [{ ports: [80] }] }, 'pools.ports')).toBeUndefined();
});
