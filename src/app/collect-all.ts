import type { Cloud, Provider, Reading, Target } from '#model';

/** What a person is told while the clouds are read. */
export interface Progress {
  skipped(provider: Provider, why: string): void;
  started(target: Target): void;
  done(reading: Reading): void;
}

/** What is read, and by whom. The cluster APIs come last: the clouds say which clusters there are. */
export interface CollectInput {
  readonly clouds: readonly Cloud[];
  readonly clusters?: (readings: readonly Reading[]) => Promise<Cloud> | Cloud;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** Targets that are read at once. */
  readonly atOnce?: number;
}

/** Reads every target of every cloud. One that fails is a reading with a gap; an interrupt keeps what was read. */
export async function collectAll(input: CollectInput): Promise<Reading[]> {
  const perCloud = await Promise.all(input.clouds.map((cloud) => collectCloud(cloud, input)));
  const readings = perCloud.flat();
  if (!input.clusters || input.signal?.aborted) return readings;
  return [...readings, ...(await collectCloud(await input.clusters(readings), input))];
}

async function collectCloud(cloud: Cloud, { progress, signal, atOnce = 4 }: CollectInput): Promise<Reading[]> {
  const { targets, gaps, skipped } = await cloud.discover();
  if (skipped !== undefined) progress.skipped(cloud.provider, skipped);
  const readings: Reading[] = [];
  const waiting = [...targets];
  const work = async (): Promise<void> => {
    for (let target = waiting.shift(); target && !signal?.aborted; target = waiting.shift()) {
      progress.started(target);
      const reading = await collectOne(cloud, target, signal);
      if (!reading) return;
      const found = gaps.filter((gap) => gap.target === target.id);
      const whole = found.length === 0 ? reading : { ...reading, gaps: [...reading.gaps, ...found] };
      readings.push(whole);
      progress.done(whole);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return readings;
}

async function collectOne(cloud: Cloud, target: Target, signal: AbortSignal | undefined): Promise<Reading | undefined> {
  try {
    return await cloud.collect(target, signal);
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  }
}
