import { expect, test } from 'vitest';
import { advance, type Advance } from '#app/sweep/advance';
import { sweepFiles } from '#app/sweep/files';
import type { Target } from '#model';
import { steppedClock } from '../../support/stepped-clock.ts';
import { regionOf, run } from './house.ts';
import { shelf } from './shelf.ts';

/** A cloud of regions whose reads take so long, all together; what was begun of it. */
function stand(regions: number, seconds: number) {
  const targets = Array.from({ length: regions }, (_, at): Target => ({
    ...{ id: regionOf(at), provider: 'aws', scopes: ['aws-region'] },
  }));
  const clock = steppedClock();
  const files = sweepFiles(shelf(), run);
  const begun: string[] = [];
  const discover = () => Promise.resolve({ targets, gaps: [] });
  const on = (): Advance => ({
    ...{ plan: { name: 'aws', files, cloud: { discover } }, clock, began: clock.now() },
    async collect(batch, items) {
      begun.push(`round ${batch.round}`);
      await clock.sleep(seconds * 1000);
      const read = items.map(({ target }) => ({
        reading: { target, startedAt: run.startedAt, resources: [], complete: [], gaps: [] },
        digest: target.id,
      }));
      await files.keepPart(batch, 0, JSON.stringify(read));
      return { read: items.length, failed: [], cut: [], left: 0 };
    },
    askGone: () => Promise.resolve(void begun.push('gone')),
  });
  return { on, begun };
}

test('a call reads what one batch holds, and asks for what is gone', async () => {
  const { on, begun } = stand(3, 59);
  expect(await advance(on(), 0)).toEqual({ then: 'end', round: 1, next: 1, batches: [], left: 0 });
  expect(begun).toEqual(['round 0', 'gone']);
});

test('a call that has worked for a minute leaves what comes next to another one', async () => {
  const { on, begun } = stand(3, 61);
  expect(await advance(on(), 0)).toEqual({ then: 'again', round: 1, next: 1, batches: [], left: 0 });
  expect(begun).toEqual(['round 0']);
  expect((await advance(on(), 1)).then).toBe('end');
  expect(begun).toEqual(['round 0', 'gone']);
});

test('a call leaves to others what is more than a batch, and what took another call down', async () => {
  const many = stand(251, 1);
  expect(await advance(many.on(), 0)).toEqual({ then: 'collect', round: 0, next: 1, batches: [0, 1], left: 251 });
  const { on, begun } = stand(3, 1);
  const died = { ...on(), collect: () => Promise.reject(new Error('out of memory')) };
  await expect(advance(died, 0)).rejects.toThrow('out of memory');
  expect(await advance(on(), 0)).toEqual({ then: 'collect', round: 0, next: 1, batches: [0], left: 3 });
  expect(begun).toEqual([]);
});
