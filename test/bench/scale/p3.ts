import { round, within, type Figure, type Options } from '../figures.ts';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { estateOf, sweepAws, type Swept } from './sweep.ts';

const sizes = {
  quick: [1, 10, 100],
  usual: [1, 10, 100, 1000],
  full: [1, 10, 100, 1000, 10_000],
} as const;

const bounds = { seconds: 150, exponent: 1.02, peakMB: 256 };

/** Sweeps over AWS estates of growing size, by the number of clusters. */
export async function sweepsOf({ size, say }: Options): Promise<ReadonlyMap<number, Swept>> {
  const sweeps = new Map<number, Swept>();
  for (const clusters of sizes[size]) {
    say(`sweeping ${clusters} clusters`);
    const accounts = Object.keys(generateAwsEstate(estateOf(clusters)).accounts);
    sweeps.set(clusters, await sweepAws(clusters, accounts));
  }
  return sweeps;
}

const callsOf = ({ calls }: Swept): number => Object.values(calls).reduce((sum, count) => sum + count, 0);

/** How long a sweep takes. */
export function p3(sweeps: ReadonlyMap<number, Swept>): Figure {
  const [clusters, largest] = lastOf(sweeps);
  const seconds = round(largest.seconds);
  return {
    id: 'P3',
    counts: { clusters, calls: callsOf(largest), seconds },
    table: [
      ['clusters', 'calls', 'seconds', 'calls a second'],
      ...[...sweeps].map(([size, it]) => [size, callsOf(it), round(it.seconds), Math.round(callsOf(it) / it.seconds)]),
    ],
    notes: clusters < 10_000 ? [] : [`${bounds.seconds} s for 10,000 clusters: ${within(seconds, bounds.seconds)}`],
    missed: [],
  };
}

/** How time grows with the number of clusters: the slope of a line through the logarithms, from ten clusters on. */
export function p5(sweeps: ReadonlyMap<number, Swept>): Figure {
  const points = [...sweeps].filter(([size]) => size >= 10).map(([size, it]) => [Math.log(size), Math.log(it.seconds)]);
  const exponent = round(slopeOf(points), 3);
  return {
    id: 'P5',
    counts: { exponent },
    table: [
      ['from 10 clusters to', 'exponent', 'bound'],
      [lastOf(sweeps)[0], exponent, bounds.exponent],
    ],
    missed: exponent > bounds.exponent ? [`${exponent} > ${bounds.exponent}`] : [],
  };
}

/** The most memory that a sweep takes: each reading is handed on as soon as it is whole. */
export function p6(sweeps: ReadonlyMap<number, Swept>): Figure {
  const [clusters, largest] = lastOf(sweeps);
  const peakMB = Math.round(largest.peakMB);
  return {
    id: 'P6',
    counts: { clusters, peakMB },
    table: [['clusters', 'peak MB'], ...[...sweeps].map(([size, it]) => [size, Math.round(it.peakMB)])],
    notes: ['the resident set of the sweeping process, Node and SDKs included; readings are handed on one by one'],
    missed: peakMB > bounds.peakMB ? [`${peakMB} MB > ${bounds.peakMB} MB`] : [],
  };
}

function lastOf(sweeps: ReadonlyMap<number, Swept>): readonly [number, Swept] {
  const last = [...sweeps].at(-1);
  if (!last) throw new Error('nothing was swept');
  return last;
}

function slopeOf(points: readonly (readonly number[])[]): number {
  const mean = (at: number): number => points.reduce((sum, point) => sum + (point[at] ?? 0), 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [a = 0, b = 0]) => sum + (a - x) * (b - y), 0);
  return covariance / points.reduce((sum, [a = 0]) => sum + (a - x) ** 2, 0);
}
