import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

it('a sweep that could enter no cloud says so, and not that all was covered', async () => {
  const watch = desk.start('watch --providers aws --port 0');
  await watch.said('the sweep read nothing: no cloud could be entered, and what stood stays');
  watch.child.kill('SIGINT');
  const { code, out, last } = await watch.ended;
  expect([code, last]).toEqual([0, 'exit 0: stopped after 0 sweeps and 0 changes']);
  expect(out).not.toContain('coverage');
});
