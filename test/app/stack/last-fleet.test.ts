import { expect, test } from 'vitest';
import { lastFleet, near } from '#app/stack/last-fleet';
import { warmMemory } from '#app/stack/warm-memory';
import type { Memory } from '#model';
import { door, places, snapshot } from '../../engine/shop.ts';
import { groundOf, processOn, readingOf } from './stack-shop.ts';

const other = 'aws:1:us';
const touched = (target: string) => [{ target, type: 'door' }];

test('a change concerns its account in AWS, its own target elsewhere, and all where it is read by reference', () => {
  const here = near(touched('aws:1:eu'), [door])!;
  expect(['aws:1:eu', 'aws:1:global', 'aws:11:eu', 'k8s:arn'].filter(here)).toEqual(['aws:1:eu', 'aws:1:global']);
  const cluster = near(touched('k8s:arn:aws:eks:eu:1:cluster/a'), [door])!;
  expect(['k8s:arn:aws:eks:eu:1:cluster/a', 'k8s:arn:aws:eks:eu:1:cluster/b'].filter(cluster)).toHaveLength(1);
  expect(near(touched('aws:1:eu'), [{ ...door, byReference: true }])).toBeUndefined();
});

test('what a process wrote or has read whole is not read from the store again, and a part is a part of it', async () => {
  const ground = groundOf({ a: {} });
  const shop = processOn(ground);
  const reads: string[] = [];
  const counted: Memory = {
    ...shop.memory,
    snapshots: (run, among) => {
      reads.push(among ? 'part' : 'whole');
      return shop.memory.snapshots(run, among);
    },
  };
  const targets = [places.one, other].map((id) => snapshot([], { id }).target);
  const startedAt = new Date(ground.clock.time).toISOString();
  await shop.sweep({ targets, readings: targets.map((target) => ({ ...readingOf([], startedAt), target })) });
  const warm = warmMemory(counted);
  const ids = async (among?: (target: string) => boolean) =>
    (await lastFleet(warm, among))?.snapshots.map(({ target }) => target.id);
  expect(await ids((id) => id === other)).toEqual([other]);
  expect(await ids()).toEqual([places.one, other]);
  expect(await ids()).toEqual([places.one, other]);
  expect(await ids((id) => id === other)).toEqual([other]);
  expect(reads).toEqual(['part', 'whole']);
});
