import { describe, expect, test } from 'vitest';
import type { Table } from '#store/table';
import { groundOf, processOn, type Between } from './stack-shop.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Lets a process move findings, and fail before its run is written. */
const failingRun = (): Between => ({
  table: (one: Table): Table => ({
    ...one,
    put: (item) => (item.partition === 'runs' ? Promise.reject(new Error('The table is away.')) : one.put(item)),
  }),
  files: (it) => it,
  order: (send) => send(),
});

/** A shop of which a sweep saw the door shut that is open, moved the finding, and failed. It is read as it was before, ever after. */
async function halfMoved() {
  const ground = groundOf({ a: { open: true } });
  await processOn(ground).sweep();
  ground.clock.time += minute;
  ground.doors.set('a', {});
  await expect(processOn(ground, { between: failingRun() }).sweep()).rejects.toThrow('The table is away.');
  ground.doors.set('a', { open: true });
  const shop = processOn(ground);
  expect(await shop.standing()).toEqual(['a resolved nobody']);
  return { ground, shop };
}

describe('what somebody moved who failed before the run was written', () => {
  test.each([1, 3, 12])('is set right by the next sweep, %i hours later', async (hours) => {
    const { ground, shop } = await halfMoved();
    ground.clock.time += hours * hour;
    await shop.sweep();
    expect(await shop.standing()).toEqual(['a open nobody']);
  });

  test('leaves doubt until everything was judged two hours later, and no longer', async () => {
    const { ground, shop } = await halfMoved();
    const isPart: boolean[] = [];
    for (const minutes of [30, 60, 60, 10, 10]) {
      ground.clock.time += minutes * minute;
      await shop.sweep();
      isPart.push((await shop.memory.runs(1))[0]?.wholeAt !== undefined);
    }
    expect(isPart).toEqual([false, false, false, true, true]);
  });
});
