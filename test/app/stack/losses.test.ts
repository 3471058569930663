import { describe, expect, test } from 'vitest';
import { places, snapshot } from '../../engine/shop.ts';
import { eventOf, groundOf, processOn, readingOf, type Ground } from './stack-shop.ts';

const { target: two } = snapshot([], { id: places.two });
const nothingOf = ({ clock }: Ground) => ({ ...readingOf([], new Date(clock.time).toISOString()), target: two });

/** A ground whose bucket loses what is asked for below a path. */
function losing(ground: Ground) {
  const { files } = ground.ports;
  const lost = new Set<string>();
  const asked: string[] = [];
  const leaky = {
    get: (path: string) => (lost.has(path) ? Promise.resolve(undefined) : files.get(path)),
    has(path: string) {
      asked.push(path);
      return lost.has(path) ? Promise.resolve(false) : files.has(path);
    },
    async put(path: string, body: string) {
      // What stands below is the same: it is named by its content.
      return lost.delete(path) || files.put(path, body);
    },
  };
  const lose = async (below: string): Promise<void> => {
    const all: string[] = [];
    const get = (path: string) => {
      all.push(path);
      return files.get(path);
    };
    const { memory } = processOn({ ...ground, ports: { ...ground.ports, files: { ...files, get } } });
    const [last] = await memory.runs(1);
    await memory.snapshots(last!.id);
    await memory.scan(last!.id);
    for (const path of all.filter((it) => it.startsWith(below))) lost.add(path);
  };
  return { ground: { ...ground, ports: { ...ground.ports, files: leaky } }, lost, lose, asked };
}

describe.each(['chunks/', 'snapshots/'])('what was lost below %s', (below) => {
  test('is written again by the sweep after somebody missed it, though nothing has changed', async () => {
    const { ground, lost, lose, asked } = losing(groundOf({ a: {} }));
    const shop = processOn(ground);
    await shop.sweep();
    await lose(below);
    expect(lost.size).toBe(1);
    ground.clock.time += 60_000;
    await shop.sweep();
    await expect(shop.hear(eventOf(ground, 'a'))).rejects.toThrow('the store has lost');
    ground.clock.time += 60_000;
    await shop.sweep();
    expect(lost.size).toBe(0);
    expect(await shop.hear(eventOf(ground, 'a'))).toBe('ordered');
    // Once mended nobody looks again.
    asked.length = 0;
    ground.clock.time += 60_000;
    await shop.sweep();
    expect(asked.filter((it) => it.startsWith(below))).toEqual([]);
  });

  test('ends no sweep for good that could not find out everything: done again it is judged', async () => {
    const { ground, lose } = losing(groundOf({ a: { open: true } }));
    const shop = processOn(ground);
    await shop.sweep();
    await lose(below);
    ground.clock.time += 60_000;
    const missing = { targets: [], clouds: [{ cloud: 'aws' as const, why: 'It was never found out.' }] };
    const unread = () => shop.sweep({ execution: 'again', targets: [two], readings: [nothingOf(ground)], missing });
    await expect(unread()).rejects.toThrow('the store has lost');
    expect(await unread()).toMatchObject({ targets: 1, changes: 0, incomplete: true });
    expect(await shop.standing()).toEqual(['a open nobody']);
  });
});
