import { describe, expect, test } from 'vitest';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import type { Finding, Gap } from '#model';
import { clusterOf, folder, regionOf, run, sweepHouse, type House } from './house.ts';
import { shelf } from './shelf.ts';

const like = (words: RegExp): unknown => expect.stringMatching(words);

const gap = (target: string): Gap => ({
  ...{ target, api: 'ec2:DescribeRegions', reason: 'denied', permission: 'ec2:DescribeRegions' },
  ...{ types: ['eks.cluster'], detail: 'Not allowed.' },
});

describe('a sweep', () => {
  test('reads everything once, and the clusters after that', async () => {
    const { executed, sweep, begun, files } = await sweepHouse({ regions: 23, clusters: [3, 20] });
    expect(executed).toEqual({ rounds: { aws: 2 }, failures: [] });
    expect(begun.toSorted()).toEqual(Array.from({ length: 23 }, (_, at) => regionOf(at)));
    expect(sweep.targets.map(({ id }) => id).slice(-2)).toEqual([`k8s:${clusterOf(3)}`, `k8s:${clusterOf(20)}`]);
    expect(sweep.readings).toHaveLength(25);
    expect(sweep.readings.at(-1)).toMatchObject({
      target: { id: `k8s:${clusterOf(20)}`, provider: 'kubernetes', scopes: ['cluster'] },
      gaps: [{ reason: 'unreachable', detail: 'The cluster has no public address.' }],
    });
    expect(sweep.missing).toEqual({ targets: [], clouds: [] });
    // One call reads what one batch holds: two rounds, each in a file, and the one that is empty.
    expect(files.puts.map((path) => path.slice(path.indexOf('/', 10) + 1).replace(/[0-9a-f]{32}/, '*'))).toEqual([
      ...['aws/discovery.json', 'aws/round-0.json', 'notes/*-begun.json', 'aws/batch-0-0/part-0.json'],
      ...['aws/round-1.json', 'notes/*-begun.json', 'aws/batch-1-0/part-0.json'],
      ...['aws/round-2.json', 'aws/gone.json'],
    ]);
  });

  test('of more than one call reads is dealt out to many', async () => {
    const rounds: number[] = [];
    const { executed, sweep, begun, files } = await sweepHouse({
      regions: 260,
      clusters: [3, 255],
      dealt: (round) => void rounds.push(round),
    });
    expect(executed).toEqual({ rounds: { aws: 2 }, failures: [] });
    expect(rounds).toEqual([0]);
    expect(begun.toSorted()).toEqual(Array.from({ length: 260 }, (_, at) => regionOf(at)));
    expect(sweep.readings).toHaveLength(262);
    expect(files.puts.filter((path) => path.includes('/batch-'))).toHaveLength(3);
  });

  test('without a target has one round, and is whole', async () => {
    const { executed, sweep } = await sweepHouse({ regions: 0 });
    expect(executed).toEqual({ rounds: { aws: 0 }, failures: [] });
    expect(sweep).toMatchObject({ targets: [], readings: [], missing: { targets: [], clouds: [] } });
  });

  test('carries what discovery could not find out into the readings of its targets', async () => {
    const { sweep } = await sweepHouse({ regions: 2, gaps: [gap(regionOf(1))] });
    expect(sweep.readings.map(({ gaps }) => gaps)).toEqual([[], [gap(regionOf(1))]]);
  });

  test('that nobody can enter says why, and is missing', async () => {
    const { sweep } = await sweepHouse({ regions: 0, skipped: 'No AWS credentials were found.' });
    expect(sweep.missing.clouds).toEqual([{ cloud: 'aws', why: 'No AWS credentials were found.' }]);
  });

  test('whose discovery throws is missing, and so is one that never began', async () => {
    const { executed, sweep, files } = await sweepHouse({
      regions: 3,
      discovering: () => {
        throw new Error('out of memory');
      },
    });
    expect(executed.failures).toEqual(['aws plan: out of memory']);
    expect(files.puts).toEqual([]);
    expect(sweep.missing.clouds).toMatchObject([{ cloud: 'aws', why: like(/never found out/) }]);
  });

  test('discovers once, whoever dies after it', async () => {
    let discoveries = 0;
    const death = { at: 2, arrived: false };
    const { executed } = await sweepHouse({ regions: 2, death, attempts: 2, discovering: () => (discoveries += 1) });
    expect([discoveries, executed.failures]).toEqual([1, []]);
  });
});

describe('a target', () => {
  test('whose read throws is a reading with a gap that names it, and ends no other', async () => {
    const { executed, sweep } = await sweepHouse({
      regions: 3,
      reading: ({ id }) => {
        if (id === regionOf(1)) throw new TypeError('clusters is not iterable');
      },
    });
    expect(executed).toEqual({ rounds: { aws: 1 }, failures: [] });
    const [, failed] = sweep.readings;
    expect(sweep.readings.map(({ resources }) => resources.length)).toEqual([1, 0, 1]);
    expect(failed).toMatchObject({
      complete: [],
      gaps: [{ target: regionOf(1), api: 'collect', reason: 'malformed' }],
    });
    expect(failed?.gaps[0]?.detail).toBe('The read ended with an error: clusters is not iterable');
    expect(failed?.gaps[0]?.types).toContain(vpc.name);
    expect(failed?.gaps[0]?.types).not.toContain('k8s.pod');
  });

  test('that never ends is tried twice, then it is a timeout, and the others are read', async () => {
    const { sweep, begun } = await sweepHouse({
      regions: 6,
      reading: ({ id }) => (id === regionOf(2) ? new Promise(() => undefined) : undefined),
    });
    expect(begun.filter((id) => id === regionOf(2))).toHaveLength(2);
    expect(begun).toHaveLength(7);
    const late = sweep.readings.find(({ target }) => target.id === regionOf(2));
    expect(late).toMatchObject({ resources: [], complete: [] });
    expect(late?.gaps).toMatchObject([{ reason: 'timeout', detail: 'It could not be read within 4 minutes, twice.' }]);
    expect(sweep.readings).toHaveLength(6);
    expect(sweep.missing.targets).toEqual([]);
  });

  test('that ends when its signal says so is cut off like one that does not listen', async () => {
    const { sweep } = await sweepHouse({
      regions: 1,
      reading: (_, { signal, clock }) => clock.sleep(10 ** 9, signal),
    });
    expect(sweep.readings).toMatchObject([{ gaps: [{ reason: 'timeout' }] }]);
  });

  test('that was only slow once is read by the second try', async () => {
    let tries = 0;
    const { sweep } = await sweepHouse({
      regions: 1,
      reading: (_, { signal, clock }) => clock.sleep((tries += 1) === 1 ? 250_000 : 1000, signal),
    });
    expect(sweep.readings).toMatchObject([{ gaps: [], resources: [{ type: vpc.name }] }]);
  });

  test('that has a reading is not read again', async () => {
    const files = shelf();
    await sweepHouse({ regions: 4, files });
    const again = await sweepHouse({ regions: 4, files });
    expect(again.begun).toEqual([]);
    expect(again.sweep.readings).toHaveLength(4);
  });
});

describe('a batch', () => {
  test('that stops at its time leaves the rest to the next rounds', async () => {
    const { executed, sweep, begun } = await sweepHouse({
      regions: 10,
      reading: (_, { signal, clock }) => clock.sleep(100_000, signal),
    });
    // Four at once, in two turns: nothing is begun after three minutes, and another call reads the rest.
    expect(executed.rounds).toEqual({ aws: 2 });
    expect(begun).toHaveLength(10);
    expect(sweep.readings.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(sweep.readings).toHaveLength(10);
  });

  test('with a target that takes the function down loses only that one', async () => {
    const { executed, sweep, files } = await sweepHouse({
      regions: 10,
      attempts: 2,
      reading: ({ id }, { process }) => {
        if (id === regionOf(4)) process.die('of its memory');
      },
    });
    // The plan that read by itself died with it; the one that came after it had the rest read by others.
    expect(executed.failures.every((it) => it.startsWith('aws collect'))).toBe(true);
    const failed = sweep.readings.filter(({ gaps }) => gaps.length > 0);
    expect(failed).toMatchObject([
      {
        target: { id: regionOf(4) },
        gaps: [{ reason: 'timeout', detail: like(/never came to its end/) }],
      },
    ]);
    expect(sweep.readings).toHaveLength(10);
    expect(sweep.missing).toEqual({ targets: [], clouds: [] });
    expect(files.puts.filter((path) => path.includes('/batch-')).length).toBeLessThan(15);
  });

  test('that can never be worked on ends after a few rounds, and its targets are missing', async () => {
    const { executed, sweep, begun } = await sweepHouse({
      regions: 260,
      clusters: [0],
      reading: ({ id }, { process }) => {
        if (id >= regionOf(250)) process.die('of its memory');
      },
      dealt: (_, files) => {
        // Somebody takes away what says that these were begun.
        for (const path of files.bodies.keys()) if (path.includes('/notes/')) files.bodies.delete(path);
      },
    });
    expect(executed.failures).toHaveLength(4);
    expect(begun.filter((id) => id === regionOf(250))).toHaveLength(4);
    expect(sweep.missing.clouds).toEqual([]);
    expect(sweep.missing.targets).toHaveLength(10);
    expect(sweep.missing.targets[0]).toMatchObject({ target: { id: regionOf(250) }, why: like(/never read/) });
    expect(sweep.readings.at(-1)?.target.id).toBe(`k8s:${clusterOf(0)}`);
  });
});

describe('a call that leads a sweep', () => {
  test('begins nothing new when much of its time is over', async () => {
    const before = [finding('lost', regionOf(0))];
    const reading: House['reading'] = (_, { clock }) => clock.sleep(61_000);
    const { executed, sweep, asked } = await sweepHouse({ regions: 4, clusters: [0], before, reading });
    expect(executed).toEqual({ rounds: { aws: 2 }, failures: [] });
    expect([asked, sweep.readings.length]).toEqual([['lost'], 5]);
  });
});

const finding = (id: string, target: string, status: Finding['status'] = 'open'): Finding => ({
  ...{ id: `f-${id}`, rule: 'vpc-flow-logs-off', severity: 'low', status, message: 'It is off.', evidence: [] },
  ...{ resource: { type: vpc.name, id, name: id, target }, firstSeen: run.startedAt, snapshots: [] },
});

describe('what is gone', () => {
  test('is what the cloud confirms of the open findings that no reading holds', async () => {
    const { sweep, asked } = await sweepHouse({
      regions: 2,
      before: [
        finding('lost', regionOf(0)),
        finding('hidden', regionOf(0)),
        finding(`${regionOf(1)}/vpc`, regionOf(1)),
        finding('closed', regionOf(1), 'resolved'),
        finding('elsewhere', 'aws:999:r00'),
      ],
      gone: new Set(['lost', 'elsewhere']),
    });
    expect(asked).toEqual(['lost', 'hidden']);
    expect([...sweep.gone]).toEqual(['lost']);
  });

  test('is asked for once: the same step again answers what it answered', async () => {
    const files = shelf();
    const before = [finding('lost', regionOf(0))];
    await sweepHouse({ regions: 1, files, before, gone: new Set(['lost']) });
    const again = await sweepHouse({ regions: 1, files, before });
    expect([again.asked, [...again.sweep.gone]]).toEqual([[], ['lost']]);
  });

  test('of a cloud that is missing counts for nothing', async () => {
    const { sweep, files } = await sweepHouse({
      regions: 1,
      before: [finding('lost', regionOf(0))],
      gone: new Set(['lost']),
    });
    expect([...sweep.gone]).toEqual(['lost']);
    expect(files.puts.every((path) => path.startsWith(folder))).toBe(true);
  });
});
