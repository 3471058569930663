import { expect, test } from 'vitest';
import { busy } from '#app/stack/alone';
import { memoryOn } from '#store/memory';
import type { Files } from '#store/files';
import type { Table } from '#store/table';
import { aDoor } from '../../engine/shop.ts';
import { eventOf, groundOf, processOn, readingOf, type Between, type Ground, type Process } from './stack-shop.ts';

class Died extends Error {}

/** What lets a process write so many times and no more; afterwards nothing of it is heard. */
function mortal(last: number): Between & { writes(): number; isDead(): boolean } {
  let writes = 0;
  let dead = false;
  const alive = <T>(work: () => Promise<T>): Promise<T> => (dead ? Promise.reject(new Died()) : work());
  const writing = <T>(work: () => Promise<T>): Promise<T> => {
    if (!dead) dead = (writes += 1) === last;
    return alive(work);
  };
  return {
    table: (one: Table): Table => ({
      get: (key) => alive(() => one.get(key)),
      put: (item) => writing(() => one.put(item)),
      query: (...asked) => alive(() => one.query(...asked)),
      due: (...asked) => alive(() => one.due(...asked)),
    }),
    files: (one: Files): Files => ({
      get: (path) => alive(() => one.get(path)),
      has: (path) => alive(() => one.has(path)),
      put: (path, body) => writing(() => one.put(path, body)),
    }),
    order: (send) => writing(send),
    writes: () => writes,
    isDead: () => dead,
  };
}

interface Story {
  readonly ground: Ground;
  readonly writes: number;
  readonly died: boolean;
}

/** Sweeps and changes, each step made again by another process where the first one died with it. */
async function play(last: number): Promise<Story> {
  const ground = groundOf({ a: {}, b: { open: true }, c: {} });
  const between = mortal(last);
  let process: Process = processOn(ground, { between });
  const step = async (work: (it: Process) => Promise<unknown>): Promise<void> => {
    for (;;) {
      try {
        if ((await work(process)) !== busy) return;
      } catch (error) {
        if (!between.isDead()) throw error;
        process = processOn(ground);
      }
    }
  };
  const sweep = async (execution: string, more: Parameters<Process['sweep']>[0] = {}): Promise<void> => {
    const readings = [
      readingOf(
        [...ground.doors].map(([id, it]) => aDoor(id, it)),
        iso(ground),
      ),
    ];
    ground.clock.time += 1000;
    await step((it) => it.sweep({ execution, readings, ...more }));
  };
  await sweep('first');
  ground.clock.time += 1000;
  const before = iso(ground);
  ground.clock.time += 1000;
  const asked = eventOf(ground, 'a', true);
  await step((it) => it.hear(asked));
  const opened = eventOf(ground, 'c');
  ground.doors.set('c', { open: true });
  await step((it) => it.hear(opened));
  await step((it) => it.pump(ground.clock.time));
  const old = [readingOf([aDoor('a', {}), aDoor('b', { open: true }), aDoor('c', {})], before)];
  await sweep('second', { readings: old });
  ground.doors.set('a', { open: true });
  await step((it) => it.pump());
  const closed = eventOf(ground, 'b', undefined, { actor: 'ben' });
  ground.doors.delete('b');
  await step((it) => it.hear(closed));
  await step((it) => it.pump());
  const shut = eventOf(ground, 'a', false, { actor: 'eve' });
  ground.doors.set('a', {});
  await step((it) => it.hear(shut));
  await step((it) => it.pump());
  return { ground, writes: between.writes(), died: between.isDead() };
}

const iso = ({ clock }: Ground): string => new Date(clock.time).toISOString();

/** What stands in the end, without moments, ids of runs and numbers of reads. */
async function endOf({ ports }: Ground): Promise<readonly string[]> {
  const memory = memoryOn({ ...ports, alone: false });
  const findings = await memory.findings();
  const names = new Map(findings.map(({ id, resource }) => [id, resource.id]));
  const lines: string[] = [];
  for (const { id, resource, status, change } of findings) {
    const history = (await memory.history(id)).map(
      ({ kind, cause, finding }) => `${kind} by ${cause} of ${finding.change?.actor ?? 'nobody'}`,
    );
    lines.push(`${resource.id} ${status} ${change?.actor ?? 'nobody'}: ${history.join(', ')}`);
  }
  for (const { change, state, announced, opened, closed } of await memory.changes(9)) {
    const lists = [announced, opened, closed].map((ids) => ids.map((id) => names.get(id)).join(' '));
    lines.push(`${change.eventId} ${state}: ${lists.join(' | ')}`);
  }
  const [last] = await memory.runs(1);
  const scan = await memory.scan(last?.id ?? '');
  lines.push(...(scan?.judgements ?? []).map(({ resource, verdict }) => `${resource.id} ${verdict}`));
  return lines.sort();
}

test('whichever write a process dies at, the same stands in the end once what it was about is made again', async () => {
  const whole = await play(Infinity);
  const expected = await endOf(whole.ground);
  expect(expected.filter((line) => line.includes(':'))).toEqual([
    'a resolved eve: announced by change of ana, opened by change of ana, resolved by change of eve',
    'b gone ben: opened by read of nobody, gone by change of ben',
    'c open ana: opened by change of ana',
    'e-a-false settled:  |  | a',
    'e-a-true settled: a | a | ',
    'e-b-any settled:  |  | b',
    'e-c-any settled:  | c | ',
  ]);
  expect(whole.writes).toBeGreaterThan(60);
  for (let point = 1; point <= whole.writes; point += 1) {
    const ended = await play(point);
    expect([point, ended.died, await endOf(ended.ground)]).toEqual([point, true, expected]);
    expect(ended.ground.queue).toEqual([]);
    ended.ground.ports.close();
  }
});
