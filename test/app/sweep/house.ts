import type { Clock, Cloud, Finding, Gap, Reading, Resource, Target } from '#model';
import { sweepOf, type Sweep } from '#app/sweep/sweep';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import { wholeHandler } from '../../functions/whole-handler.ts';
import { sweepOnce, type Executed } from '../../functions/machine.ts';
import type { Death, Process } from '../../functions/mortal.ts';
import { steppedClock } from '../../support/stepped-clock.ts';
import { shelf, type Shelf } from './shelf.ts';

/** A cloud of regions that tests make up: each holds a network, and a cluster where it is asked for. */
export interface House {
  readonly regions: number;
  /** Regions by number that hold a cluster. */
  readonly clusters?: readonly number[];
  readonly gaps?: readonly Gap[];
  readonly skipped?: string;
  readonly files?: Shelf;
  readonly clock?: Clock;
  readonly before?: readonly Finding[];
  readonly attempts?: number;
  readonly death?: Death;
  /** Before a region is read; what it throws is the read's. */
  readonly reading?: (target: Target, within: Within) => Promise<void> | void;
  readonly discovering?: () => void;
  /** Addresses that the cloud says are gone. */
  readonly gone?: ReadonlySet<string>;
  /** Between a round that one call does not read and its batches. */
  readonly dealt?: (round: number, files: Shelf) => void;
  /** The targets that alone are asked for. */
  readonly only?: readonly string[];
}

/** Where a region is read. */
export interface Within {
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  readonly process: Process;
}

export interface Housed {
  readonly executed: Executed;
  readonly sweep: Sweep;
  readonly files: Shelf;
  /** The targets in the order in which their reads began. */
  readonly begun: readonly string[];
  readonly asked: readonly string[];
}

export const run = { execution: 'sweep-1', startedAt: '2026-11-22T10:00:00.000Z' };
/** The folder of its files. */
export const folder = 'sweeps/r-20261122100000000-';

export const regionOf = (at: number): string => `aws:111122223333:r${String(at).padStart(3, '0')}`;
export const clusterOf = (at: number): string => `arn:aws:eks:r${String(at).padStart(3, '0')}:111122223333:cluster/c`;

/** Sweeps a house by the functions, each call in a process of its own. */
export async function sweepHouse(house: House): Promise<Housed> {
  const { files = shelf(), clock = steppedClock(), attempts = 1, only } = house;
  const begun: string[] = [];
  const asked: string[] = [];
  const handler = wholeHandler({
    files,
    clock,
    before: house.before ?? [],
    death: house.death,
    open: (process) => cloudOf(house, { clock, process }, begun, asked),
  });
  const executed = await sweepOnce(
    {
      clouds: ['aws'],
      handler,
      attempts,
      ...(house.dealt && { dealt: (_, round) => house.dealt?.(round, files) }),
    },
    { ...run, ...(only && { input: { only } }) },
  );
  return { executed, files, begun, asked, sweep: await sweepOf(files, { ...run, only }, ['aws']) };
}

function cloudOf(house: House, at: Omit<Within, 'signal'>, begun: string[], asked: string[]): Cloud {
  const targets = Array.from({ length: house.regions }, (_, at): Target => ({
    id: regionOf(at),
    provider: 'aws',
    scopes: ['aws-region'],
  }));
  return {
    provider: 'aws',
    discover() {
      house.discovering?.();
      const { gaps = [], skipped } = house;
      return Promise.resolve({ targets, gaps, ...(skipped !== undefined && { skipped }) });
    },
    async collect(target, signal) {
      begun.push(target.id);
      const startedAt = new Date(at.clock.now()).toISOString();
      await house.reading?.(target, { ...at, signal });
      return readingOf(house, target, startedAt);
    },
    isGone(it) {
      asked.push(it.id);
      return Promise.resolve(house.gone?.has(it.id) ?? false);
    },
  };
}

function readingOf({ clusters = [] }: House, target: Target, startedAt: string): Reading {
  const at = clusters.find((one) => regionOf(one) === target.id);
  const network: Resource = { type: vpc.name, id: `${target.id}/vpc`, name: 'vpc', target: target.id, config: {} };
  const cluster = at === undefined ? [] : [clusterIn(at)];
  return { target, startedAt, resources: [...cluster, network], complete: [eksCluster.name, vpc.name], gaps: [] };
}

const clusterIn = (at: number): Resource => ({
  ...{ type: eksCluster.name, id: clusterOf(at), name: 'c', target: regionOf(at) },
  config: { name: 'c' },
});
