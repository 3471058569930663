import { describe, expect, test } from 'vitest';
import { sweepFiles } from '#app/sweep/files';
import { scanIdOf } from '#app/sweep/run';
import { sweepOf } from '#app/sweep/sweep';
import { ShoalwatchError, type Target } from '#model';
import { regionOf, run, sweepHouse } from './house.ts';
import { shelf, type Shelf } from './shelf.ts';

const like = (words: RegExp): unknown => expect.stringMatching(words);

const target: Target = { id: regionOf(0), provider: 'aws', scopes: ['aws-region'] };
const filesOn = (files: Shelf) => sweepFiles({ files, plain: files }, run);

/** The path of the one file whose name ends so. */
const pathOf = ({ bodies }: Shelf, end: string): string => {
  const [path = '', ...others] = [...bodies.keys()].filter((it) => it.endsWith(end));
  expect(others).toEqual([]);
  return path;
};

describe('the id of a scan', () => {
  test('is ordered as the starts are, and another execution at the same time has another', () => {
    const id = (execution: string, startedAt: string): string => scanIdOf({ execution, startedAt });
    expect(id('a', '2026-11-22T10:00:00.123Z')).toMatch(/^r-20261122100000123-[0-9a-z]{6}$/);
    expect(id('a', '2026-11-22T11:00:00.123+01:00')).toBe(id('a', '2026-11-22T10:00:00.123Z'));
    expect(id('a', '2026-11-22T10:00:00Z')).toMatch(/^r-20261122100000000-/);
    expect(id('a', '2026-11-22T10:00:00Z')).not.toBe(id('b', '2026-11-22T10:00:00Z'));
  });

  test('needs an instant', () => {
    expect(() => scanIdOf({ execution: 'a', startedAt: 'yesterday' })).toThrow(/started at "yesterday", which is no/);
  });
});

describe('a file of a sweep', () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['is cut off', '[{"target":{"id":"aws', /round-0\.json in the bucket is not a round of a sweep: /],
    ['is empty', '', /is not a round of a sweep/],
    ['is of another shape', '{"targets":[]}', /is not a round of a sweep: .*expected array/],
    ['names no target', '[{"target":{"provider":"aws","scopes":[]}}]', /0\.target\.id/],
    ['names a provider that is none', '[{"target":{"id":"x","provider":"moon","scopes":[]}}]', /0\.target\.provider/],
    ['counts backwards', '[{"target":{"id":"x","provider":"aws","scopes":[]},"again":-1}]', /0\.again/],
  ];
  test.each(wrong)('that %s is an error that names it', async (_, body, words) => {
    const files = shelf();
    files.bodies.set(filesOn(files).roundPath('aws', 0), body);
    const error: unknown = await filesOn(files)
      .round('aws', 0)
      .catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ShoalwatchError);
    expect(error).toMatchObject({ code: 'input', message: like(words) });
    const { missing } = await sweepOf(files, run, ['aws']);
    expect(missing.clouds).toMatchObject([{ cloud: 'aws', why: like(words) }]);
  });

  test('that is wrong ends the plan of its cloud, and the sweep is incomplete', async () => {
    const { executed, sweep } = await sweepHouse({
      regions: 3,
      dealt: (_, files) => files.bodies.set(pathOf(files, 'round-0.json'), '[{'),
    });
    expect(executed.failures).toHaveLength(1);
    expect(executed.failures[0]).toMatch(/^aws plan: .*round-0\.json in the bucket is not a round/);
    expect(sweep.missing.clouds).toHaveLength(1);
  });

  test('that is of another target is no reading of this one', async () => {
    const { files, sweep } = await sweepHouse({ regions: 2 });
    const [one = '', other = ''] = files.puts.filter((path) => path.includes('/readings/'));
    files.bodies.set(one, files.bodies.get(other) ?? '');
    const again = await sweepOf(files, run, ['aws']);
    expect([sweep.readings.length, again.readings.length]).toEqual([2, 1]);
    expect(again.missing.targets).toMatchObject([{ why: like(/is not a reading of its target/) }]);
  });

  test('that vanished leaves its target missing', async () => {
    const { files } = await sweepHouse({ regions: 2 });
    files.bodies.delete(files.puts.find((path) => path.includes('/readings/')) ?? '');
    const { missing } = await sweepOf(files, run, ['aws']);
    expect(missing.targets).toHaveLength(1);
    expect(missing.targets[0]?.why).toMatch(/found and never read/);
  });

  test('that a store cannot give is nobody missing: it throws', async () => {
    const { files } = await sweepHouse({ regions: 1 });
    const broken: Shelf = { ...files, get: () => Promise.reject(new ShoalwatchError('store', 'throttled')) };
    await expect(sweepOf(broken, run, ['aws'])).rejects.toThrow('throttled');
  });

  test('of a cluster whose home cannot be read any more leaves a gap that says so', async () => {
    const { sweep } = await sweepHouse({
      regions: 1,
      clusters: [0],
      dealt: (round, files) => {
        const reading = files.puts.find((path) => path.includes('/readings/'));
        if (round === 1 && reading) files.bodies.set(reading, '{"target":');
      },
    });
    const inside = sweep.readings.find(({ target: { provider } }) => provider === 'kubernetes');
    expect(inside?.gaps).toMatchObject([{ reason: 'malformed', detail: like(/is not a reading/) }]);
  });
});

describe('what is written of a sweep', () => {
  test('stays as it was written first, and whoever comes second is told', async () => {
    const files = filesOn(shelf());
    await files.keepRound('aws', 0, [{ target }]);
    expect(await files.keepRound('aws', 0, [])).toEqual([{ target }]);
    expect(await files.keepGone('aws', ['a'])).toEqual(['a']);
    expect(await files.keepGone('aws', ['b'])).toEqual(['a']);
    expect(await files.keepDiscovery('aws', { targets: [target], gaps: [] })).toEqual({ targets: [target], gaps: [] });
    expect(await files.keepDiscovery('aws', { targets: [], gaps: [] })).toEqual({ targets: [target], gaps: [] });
    expect([await files.note('a', 'cut'), await files.note('a', 'cut'), await files.note('a', 'begun')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('is apart from other sweeps and other clouds', async () => {
    const on = shelf();
    await filesOn(on).keepRound('aws', 0, [{ target }]);
    const other = sweepFiles({ files: on, plain: on }, { ...run, execution: 'sweep-2' });
    expect([await other.round('aws', 0), await filesOn(on).round('gcp', 0)]).toEqual([undefined, undefined]);
  });
});

describe('a round', () => {
  test('that was dealt out answers the same again, whatever was read since', async () => {
    const { files, executed } = await sweepHouse({ regions: 3, clusters: [0] });
    const bodies = new Map(files.bodies);
    const again = await sweepHouse({ regions: 99, files });
    expect(again.executed).toEqual(executed);
    expect(files.bodies).toEqual(bodies);
  });
});
