import { describe, expect, test } from 'vitest';
import { rereadAt, touchedIn } from '#app/changes/re-read';
import type { Cloud, Reading, Resource, Touched, Type } from '#model';
import { aDoor, door, places, snapshot } from '../../engine/shop.ts';

const key = { ...door, name: 'key', byReference: true as const };
const cluster: Type = { ...door, name: 'eks.cluster' };
const types: readonly Type[] = [door, key, cluster];
const touched = (type: string, id?: string, target = places.one): Touched => ({
  ...{ target, type },
  ...(id !== undefined && { id }),
});
const of = (type: string, id: string, config = {}): Resource => ({ ...aDoor(id, config), type });
const stood: Reading = snapshot([aDoor('a'), of('key', 'k')]);
const nowhere: Reading = { ...stood, target: { ...stood.target, scopes: [] }, resources: [] };

describe('what a change touched in a target', () => {
  test('is what is in it', () => {
    const all = [touched('door', 'a'), touched('door'), touched('door', 'z', places.two)];
    expect(touchedIn(stood, all, types)).toEqual(all.slice(0, 2));
  });
  test('of objects that are read by reference is what stands there, wherever its home is', () => {
    const all = [touched('key', 'k'), touched('key', 'k', places.two), touched('key', 'other'), touched('key')];
    expect(touchedIn(stood, all, types)).toEqual([all[0], all[1], all[3]]);
    expect(touchedIn(stood, [touched('key', undefined, places.two)], types)).toEqual([]);
    expect(touchedIn({ ...stood, resources: [] }, all, types)).toEqual([]);
  });
  test('where no cluster was is a cluster, and nothing else', () => {
    const all = [touched('eks.cluster', 'c'), touched('door', 'a'), touched('eks.cluster', 'c', places.two)];
    expect(touchedIn(nowhere, all, types)).toEqual(all.slice(0, 1));
  });
});

describe('a new cluster', () => {
  const whole: Reading = { ...stood, resources: [aDoor('everything')] };
  const cloudWith = (found: Resource) => {
    const calls: string[] = [];
    const cloud: Cloud = {
      provider: 'aws',
      discover: () => Promise.resolve({ targets: [], gaps: [] }),
      collect: () => (calls.push('all'), Promise.resolve(whole)),
      reread: (target) => (calls.push('part'), Promise.resolve({ ...stood, target, resources: [found] })),
    };
    return { cloud, calls };
  };
  const asked = [touched('eks.cluster', 'c')];

  test('is read with all that surrounds it', async () => {
    const { cloud, calls } = cloudWith(of('eks.cluster', 'c'));
    expect(await rereadAt({ cloud, stood, types }, asked)).toMatchObject({ reading: whole, whole: true });
    expect(calls).toEqual(['part', 'all']);
  });
  test.each<[string, Resource, Reading]>([
    ['that is still being made', of('eks.cluster', 'c', { state: 'HANGING' }), stood],
    ['that stood before', of('eks.cluster', 'c'), { ...stood, resources: [of('eks.cluster', 'c')] }],
    ['where none was: its whole target has just been read', of('eks.cluster', 'c'), nowhere],
    ['that is none', of('door', 'c'), stood],
  ])('%s is not', async (_, found, before) => {
    const { cloud, calls } = cloudWith(found);
    const again = await rereadAt({ cloud, stood: before, types }, asked);
    expect([again.reading.resources, again.whole, calls]).toEqual([[found], undefined, ['part']]);
  });
});
