import { describe, expect, it } from 'vitest';
import { isInAny, isInVersions, isVersionRange } from '#lib/version-range';

describe('a range of versions', () => {
  it('holds a minor with its patches', () => {
    for (const version of ['1.29', '1.29.4', 'v1.29.0-eksbuild.2', '1.29.2-gke.1182003'])
      expect(isInVersions(version, '1.29'), version).toBe(true);
    for (const version of ['1.290', '1.2', '1.30', '11.29']) expect(isInVersions(version, '1.29'), version).toBe(false);
    expect(isInVersions('1.29.4', '=1.29.4')).toBe(true);
    expect(isInVersions('1.29.41', '1.29.4')).toBe(false);
  });
  it('compares numbers and no letters, as far as the limit goes', () => {
    const answers = (version: string) =>
      ['<1.30', '<=1.30', '>1.30', '>=1.30', '< 1.30'].map((range) => isInVersions(version, range));
    expect(answers('1.9.9')).toEqual([true, true, false, false, true]);
    expect(answers('1.30.4')).toEqual([false, true, false, true, false]);
    expect(answers('1.31')).toEqual([false, false, true, true, false]);
  });
  it('holds what meets every part', () => {
    expect(['1.27', '1.28', '1.29.9', '1.30'].map((it) => isInVersions(it, '>=1.28 <1.30'))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(isInVersions('1.28', '>=1.28,<1.30')).toBe(true);
  });
  it('says nothing of what is no version, and of what is no range', () => {
    expect(isInVersions('latest', '1.29')).toBeUndefined();
    expect(isInVersions('1.29', 'new')).toBeUndefined();
    expect(['', ' ', '~1.2', '1.x', '<', '1.29 ||'].filter(isVersionRange)).toEqual([]);
    expect(isInAny('latest', ['1.29'])).toBe(false);
    expect(isInAny('1.29', ['1.28', '1.29'])).toBe(true);
  });
});
