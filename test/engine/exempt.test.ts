import { describe, expect, it } from 'vitest';
import type { AnyRule } from '#engine/any-rule';
import { exemptionsOf } from '#engine/exempt';
import { subjectOf } from '#engine/subject';
import type { Resource, Type } from '#model';
import { notApplicable, defineRule, pass } from '#rule';
import { about, aDoor, aLock, door, lock } from './shop.ts';

const spaces = defineRule({ ...about, id: 'spaces', exempts: 'namespaces', evaluate: () => pass() });
const images = { ...spaces, exempts: 'images' } as const;
const plain = defineRule({ ...about, id: 'plain', evaluate: () => pass() });
const set = (rule: AnyRule, params: Record<string, unknown>) => ({
  ...{ rule, params, severity: 'high' as const },
});
const exemption = (given: ReturnType<typeof set>, type: Type, it: Resource) =>
  exemptionsOf(given)(subjectOf(() => [], type, it));
const painted = { ...door, images: ({ wall }: { wall?: string }) => wall?.split(' ') ?? [] };
const yard = aDoor('a', { wall: 'yard' });

describe('an exemption', () => {
  it('is of a namespace by its exact name', () => {
    const params = { exemptNamespaces: ['yard'] };
    expect(exemption(set(spaces, params), door, yard)).toEqual(notApplicable('Policy exempts the namespace yard.'));
    for (const wall of ['yard2', 'yar', 'Yard', '']) {
      expect(exemption(set(spaces, params), door, aDoor('a', { wall }))).toBeUndefined();
    }
  });
  it('is of what runs exempt images only', () => {
    const params = { exemptImages: ['red', 'blue'] };
    const answer = (wall?: string) =>
      exemption(set(images, params), painted, aDoor('a', wall === undefined ? {} : { wall }))?.why;
    expect(answer('red')).toBe('Policy exempts all of its images.');
    expect(answer('red blue')).toBe('Policy exempts all of its images.');
    expect(answer('red green')).toBeUndefined();
    expect(answer()).toBeUndefined();
  });
  it('asks no object for its images where none are exempt', () => {
    const shy = {
      ...door,
      images: () => {
        throw new Error('asked');
      },
    };
    expect(exemption(set(images, { exemptImages: [] }), shy, aDoor('a'))).toBeUndefined();
    expect(() => exemption(set(images, { exemptImages: ['red'] }), shy, aDoor('a'))).toThrow('asked');
  });
  it('is of nothing that has neither a namespace nor images', () => {
    const params = { exemptNamespaces: ['yard'], exemptImages: ['red'] };
    expect(exemption(set(spaces, params), lock, aLock('l', 'yard'))).toBeUndefined();
    expect(exemption(set(spaces, params), door, aDoor('a'))).toBeUndefined();
  });
  it('is of nothing where the rule or its parameters speak of none', () => {
    expect(exemption(set(plain, { exemptNamespaces: ['yard'] }), door, yard)).toBeUndefined();
    expect(exemption(set(spaces, {}), door, yard)).toBeUndefined();
    expect(exemption(set(spaces, { exemptNamespaces: 'yard' }), door, yard)).toBeUndefined();
  });
});
