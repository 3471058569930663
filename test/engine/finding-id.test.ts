import { describe, expect, it } from 'vitest';
import { findingId } from '#engine/finding-id';
import { defineRule, pass } from '#rule';
import { about } from './shop.ts';

const rule = defineRule({ ...about, id: 'door-closed', evaluate: () => pass() });

describe('the id of a finding', () => {
  it('is short', () => {
    expect(findingId(rule, 'a', undefined)).toMatch(/^f-[0-9a-z]{10}$/);
  });
  it('stays when the rule is renamed, and when it is renamed again', () => {
    const once = { ...rule, id: 'door-shut', aliases: ['door-closed'] };
    const twice = { ...rule, id: 'door-locked', aliases: ['door-closed', 'door-shut'] };
    expect(findingId(once, 'a', 'x')).toBe(findingId(rule, 'a', 'x'));
    expect(findingId(twice, 'a', 'x')).toBe(findingId(rule, 'a', 'x'));
  });
  it('is another one for each rule, resource and key', () => {
    const ids = [
      findingId(rule, 'a', undefined),
      findingId({ ...rule, id: 'other' }, 'a', undefined),
      findingId(rule, 'b', undefined),
      findingId(rule, 'a', 'b'),
      findingId(rule, 'ab', undefined),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
