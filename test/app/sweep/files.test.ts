import { describe, expect, test } from 'vitest';
import { sweepFiles } from '#app/sweep/files';
import { scanIdOf } from '#app/sweep/run';
import { sweepOf } from '#app/sweep/sweep';
import { ShoalwatchError, type Target } from '#model';
import { regionOf, run, sweepHouse } from './house.ts';
import { shelf, type Shelf } from './shelf.ts';

const like = (words: RegExp): unknown => expect.stringMatching(words);

const root = `sweeps/${scanIdOf(run)}`;
const target: Target = { id: regionOf(0), provider: 'aws', scopes: ['aws-region'] };
const filesOn = (files: Shelf) => sweepFiles(files, run);

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
    ['is cut off', '[[{"target":{"id":"aws', /round-0\.json in the bucket is not a round of a sweep: /],
    ['is empty', '', /is not a round of a sweep/],
    ['is of another shape', '{"targets":[]}', /is not a round of a sweep: .*expected array/],
    ['names no target', '[[{"target":{"provider":"aws","scopes":[]}}]]', /0\.0\.target\.id/],
    ['names a provider that is none', '[[{"target":{"id":"x","provider":"moon","scopes":[]}}]]', /0\.target\.provider/],
    ['counts backwards', '[[{"target":{"id":"x","provider":"aws","scopes":[]},"again":-1}]]', /0\.again/],
  ];
  test.each(wrong)('that %s is an error that names it', async (_, body, words) => {
    const files = shelf();
    files.bodies.set(`${root}/aws/round-0.json`, body);
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
      regions: 260,
      dealt: (_, files) => files.bodies.set(pathOf(files, 'round-0.json'), '[{'),
    });
    expect(executed.failures.at(-1)).toMatch(/^aws plan: .*round-0\.json in the bucket is not a round/);
    expect(sweep.missing.clouds).toHaveLength(1);
  });

  const partsOf = (puts: readonly string[]): readonly string[] => puts.filter((path) => path.includes('/batch-'));

  test('that is of another batch holds no reading of this one', async () => {
    const { files, sweep } = await sweepHouse({ regions: 260 });
    const [one = '', other = ''] = partsOf(files.puts).toSorted();
    files.bodies.set(other, files.bodies.get(one) ?? '');
    const again = await sweepOf(files, run, ['aws']);
    expect([sweep.readings.length, again.readings.length]).toEqual([260, 250]);
    expect(again.missing.targets).toHaveLength(10);
    expect(again.missing.targets[0]).toMatchObject({ why: like(/found and never read/) });
  });

  test('that vanished leaves its targets missing, and so does one that is wrong, which is named', async () => {
    const { files } = await sweepHouse({ regions: 2 });
    const [path = ''] = partsOf(files.puts);
    const body = files.bodies.get(path) ?? '';
    files.bodies.set(path, body.slice(0, 40));
    const wrong = (await sweepOf(files, run, ['aws'])).missing;
    expect(wrong.targets).toHaveLength(2);
    expect(wrong.targets[0]?.why).toMatch(/batch-0-0\/part-0\.json in the bucket is not a part of what was read/);
    files.bodies.delete(path);
    const { missing } = await sweepOf(files, run, ['aws']);
    expect(missing.targets).toHaveLength(2);
    expect(missing.targets[1]?.why).toMatch(/found and never read/);
  });

  test('that a store cannot give is nobody missing: it throws', async () => {
    const { files } = await sweepHouse({ regions: 1 });
    const broken: Shelf = { ...files, get: () => Promise.reject(new ShoalwatchError('store', 'throttled')) };
    await expect(sweepOf(broken, run, ['aws'])).rejects.toThrow('throttled');
  });

  test('that is wrong stays, and what is read again stands beside it', async () => {
    const { sweep, files } = await sweepHouse({
      regions: 260,
      dealt: (round, files) => {
        if (round === 0) files.bodies.set(`${root}/aws/batch-0-1/part-0.json`, '[{"reading":');
      },
    });
    expect(partsOf(files.puts).filter((path) => path.includes('/batch-0-1/'))).toEqual([
      `${root}/aws/batch-0-1/part-1.json`,
    ]);
    expect(sweep.missing).toEqual({ targets: [], clouds: [] });
    expect(sweep.readings).toHaveLength(260);
  });
});

describe('what is written of a sweep', () => {
  test('stays as it was written first, and whoever comes second is told', async () => {
    const files = filesOn(shelf());
    await files.keepRound('aws', 0, [[{ target }]]);
    expect(await files.keepRound('aws', 0, [])).toEqual([[{ target }]]);
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
    await filesOn(on).keepRound('aws', 0, [[{ target }]]);
    const other = sweepFiles(on, { ...run, execution: 'sweep-2' });
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
