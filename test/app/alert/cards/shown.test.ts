import { describe, expect, it } from 'vitest';
import { shown } from '#app/alert/cards/shown';

describe('a value as people read it', () => {
  it.each<readonly [string, unknown, string]>([
    ['text as it is', '0.0.0.0/0', '0.0.0.0/0'],
    ['a switch', false, 'false'],
    ['what is null', null, 'null'],
    ['what is not there', undefined, 'nothing'],
    ['a list with commas', ['a', 1, true], 'a, 1, true'],
    ['an empty list and an empty object as they are', { from: [], to: {} }, 'from: []; to: {}'],
    ['an object by its keys in order', { ports: ['22', '80'], access: 'Allow' }, 'access: Allow; ports: 22, 80'],
    [
      'objects within in brackets',
      { allowed: [{ ports: ['22'], protocol: 'tcp' }] },
      'allowed: (ports: 22; protocol: tcp)',
    ],
    ['what is too deep as JSON', { a: { b: { c: { d: { e: {} } } } } }, '{"a":{"b":{"c":{"d":{"e":{}}}}}}'],
  ])('%s', (_name, value, words) => expect(shown(value)).toBe(words));

  it('a long one is cut', () => expect(shown('x'.repeat(400))).toHaveLength(300));
  it('a secret within an object is left out', () => {
    expect(shown({ token: 'xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx' })).not.toContain('abcdefghijkl');
  });
});
