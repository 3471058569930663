import { describe, expect, it } from 'vitest';
import { placesOf } from '#engine/risk/risk-places';
import type { Owner } from '#model';
import { component, home, image, target, version } from './risk-shop.ts';

const inside = (id: string, environment?: string) =>
  target({ target: `k8s:${id}`, ...(environment !== undefined && { environment }) });
const outside = target({ environment: 'prod', told: [component(version(), 'clusters/c-1')] });
const cluster = { id: 'clusters/c-1', name: 'shop' };

describe('the place of what a target told', () => {
  it('is the target alone where no cluster is named', () => {
    expect(placesOf([target()], []).of(target())).toStrictEqual({ target: home });
  });
  it('is the cluster of that name in the target, and nowhere else', () => {
    const { of } = placesOf([outside], []);
    expect(of(outside, 'shop')).toStrictEqual({ target: home, environment: 'prod', cluster });
    expect(of(outside, 'other')).toStrictEqual({ target: home, environment: 'prod', cluster: { name: 'other' } });
    const other = target({ target: 'aws:2:eu' });
    expect(of(other, 'shop')).toStrictEqual({ target: 'aws:2:eu', cluster: { name: 'shop' } });
    expect(of(other)).toStrictEqual({ target: 'aws:2:eu' });
  });
  it('is the cluster that a target is the inside of, with the environment of its home', () => {
    const { of } = placesOf([outside], []);
    expect(of(inside('clusters/c-1'))).toStrictEqual({ target: 'k8s:clusters/c-1', environment: 'prod', cluster });
    expect(of(inside('clusters/c-1', 'test'))).toMatchObject({ environment: 'test' });
    expect(of(inside('clusters/c-1'), 'called so')).toMatchObject({ cluster: { ...cluster, name: 'called so' } });
  });
  it('is called by the end of its address where nobody told its name', () => {
    const { of } = placesOf([], []);
    expect(of(inside('clusters/c-2'))).toStrictEqual({
      ...{ target: 'k8s:clusters/c-2', cluster: { id: 'clusters/c-2', name: 'c-2' } },
    });
    expect(of(inside('c-2')).cluster).toStrictEqual({ id: 'c-2', name: 'c-2' });
  });
  it('knows clusters by their control planes only', () => {
    const told = [
      component(version({ part: 'pool system' }), 'pool-1'),
      component(version({ of: 'vpc-cni' }), 'addon-1'),
      component(image(), 'image-1'),
    ];
    const places = placesOf([target({ told })], []);
    expect(places.of(target(), 'shop').cluster).toStrictEqual({ name: 'shop' });
    expect(places.unentered).toStrictEqual([]);
  });
});

describe('who answers for a place', () => {
  const ownerOf = (match: Owner['match'], more: Partial<Owner> = {}) =>
    placesOf([outside], [{ match, owner: 'team', ...more }]).of(outside, 'shop').owner;
  it.each([
    [{}, 'team'],
    [{ cluster: 'sh*' }, 'team'],
    [{ cluster: 'web*' }, undefined],
    [{ target: 'aws:1:*' }, 'team'],
    [{ target: 'aws:2:*' }, undefined],
    [{ environment: 'prod' }, 'team'],
    [{ environment: 'test' }, undefined],
    [{ cluster: 'shop', target: 'aws:2:*', environment: 'prod' }, undefined],
    [{ cluster: 'shop', target: 'aws:1:*', environment: 'test' }, undefined],
    [{ cluster: 'shop', target: 'aws:1:*', environment: 'prod' }, 'team'],
  ])('%j is %s', (match, owner) => {
    expect(ownerOf(match)).toBe(owner);
  });
  it('is nobody by a pattern of what is not known', () => {
    const owners = [
      { match: { cluster: '*' }, owner: 'a' },
      { match: { environment: '*' }, owner: 'b' },
    ];
    expect(placesOf([], owners).of(target())).toStrictEqual({ target: home });
  });
  it('is the first of several, with the channel that is theirs', () => {
    const owners = [
      { match: { cluster: 'web' }, owner: 'a', channel: 'A' },
      { match: { cluster: 'shop' }, owner: 'b', channel: 'B' },
      { match: {}, owner: 'c' },
    ];
    const { of } = placesOf([outside], owners);
    expect(of(outside, 'shop')).toMatchObject({ owner: 'b', channel: 'B' });
    expect(of(target())).toStrictEqual({ target: home, owner: 'c' });
  });
});

describe('a cluster whose inside is in no target', () => {
  it('is told by its home', () => {
    expect(placesOf([outside], []).unentered).toStrictEqual([{ target: home, environment: 'prod', cluster }]);
    expect(placesOf([outside, inside('clusters/c-2')], []).unentered).toHaveLength(1);
  });
  it('is none where that was entered', () => {
    expect(placesOf([outside, inside('clusters/c-1')], []).unentered).toStrictEqual([]);
  });
});
