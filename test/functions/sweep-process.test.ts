import { expect, test } from 'vitest';
import { sweepFiles } from '#app/sweep/files';
import type { Cloud, Target } from '#model';
import { shelf } from '../app/sweep/shelf.ts';
import { steppedClock } from '../support/stepped-clock.ts';
import { wholeHandler } from './whole-handler.ts';

const target = (at: number): Target => ({ id: `aws:1:r${at}`, provider: 'aws', scopes: ['aws-region'] });
const run = { execution: 'one', startedAt: '2026-11-22T10:00:00.000Z' };

/** One process that is called again and again, and how often it opened the cloud. */
function processWith(collect: (at: Target) => Promise<void>, failing: { opens: boolean } = { opens: false }) {
  const clock = steppedClock();
  let opened = 0;
  const open = (): Cloud => {
    opened += 1;
    if (failing.opens) throw new Error('no config');
    return {
      provider: 'aws',
      discover: () => Promise.resolve({ targets: [target(0), target(1)], gaps: [] }),
      async collect(it) {
        await collect(it);
        return { target: it, startedAt: run.startedAt, resources: [], complete: [], gaps: [] };
      },
    };
  };
  const files = shelf();
  const handler = wholeHandler({ files, clock, before: [], open })();
  const collectAt = async (at: number, of = run) => {
    await sweepFiles(files, of).keepRound('aws', at, [[{ target: target(at) }]]);
    return handler({ do: 'collect', run: of, round: at, batch: 0 });
  };
  return { collectAt, opened: () => opened };
}

test('a process opens a cloud once for the calls of one sweep, and anew for another one', async () => {
  const { collectAt, opened } = processWith(() => Promise.resolve());
  await collectAt(0);
  await collectAt(1);
  expect(opened()).toBe(1);
  await collectAt(1, { ...run, execution: 'two' });
  expect(opened()).toBe(2);
});

test('a process whose reads were cut off opens the cloud anew: what they share was stopped with them', async () => {
  let hangs = true;
  const { collectAt, opened } = processWith(() => (hangs ? new Promise(() => undefined) : Promise.resolve()));
  expect(await collectAt(0)).toEqual({ read: 0, failed: [], cut: [target(0).id], left: 0 });
  hangs = false;
  expect(await collectAt(0)).toEqual({ read: 1, failed: [], cut: [], left: 0 });
  expect(opened()).toBe(2);
});

test('a process that could not open a cloud tries it again', async () => {
  const failing = { opens: true };
  const { collectAt, opened } = processWith(() => Promise.resolve(), failing);
  await expect(collectAt(0)).rejects.toThrow('no config');
  failing.opens = false;
  expect(await collectAt(0)).toMatchObject({ read: 1 });
  expect(opened()).toBe(2);
});
