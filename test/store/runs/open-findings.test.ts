import { expect, test } from 'vitest';
import { memoryOn } from '#store/memory';
import { openFindings } from '#store/runs/open-findings';
import { groundOf, processOn, eventOf } from '../../app/stack/stack-shop.ts';
import { places } from '../../engine/shop.ts';

const ids = (findings: Awaited<ReturnType<typeof openFindings>>) => findings.map(({ resource }) => resource.id).sort();

test('what a run found open is told by the states of its targets: nothing that is closed, nothing of others', async () => {
  const ground = groundOf({ a: { open: true }, b: { open: true }, c: {} });
  const shop = processOn(ground);
  await shop.sweep();
  ground.clock.time += 60_000;
  ground.doors.set('b', {});
  await shop.hear(eventOf(ground, 'b'));
  await shop.pump();
  const { files } = ground.ports;
  const [last, first] = await memoryOn(ground.ports).runs(2);
  expect(ids(await openFindings(files, first!.id, () => true))).toEqual(['a', 'b']);
  expect(ids(await openFindings(files, last!.id, (target) => target === places.one))).toEqual(['a']);
  expect(await openFindings(files, last!.id, () => false)).toEqual([]);
});

test('a run or a state that is lost is named, and never taken for one that found nothing', async () => {
  const ground = groundOf({ a: { open: true } });
  const shop = processOn(ground);
  await shop.sweep();
  const [run] = await shop.memory.runs(1);
  const without = (below: string) => ({
    ...ground.ports.files,
    get: (path: string) => (path.startsWith(below) ? Promise.resolve(undefined) : ground.ports.files.get(path)),
  });
  for (const below of ['runs/', 'state/']) {
    await expect(openFindings(without(below), run!.id, () => true)).rejects.toThrow(`the store has lost ${below}`);
  }
});
