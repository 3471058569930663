import { setTimeout as wait } from 'node:timers/promises';
import { awsCloud } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import type { Clock, Cloud, Reading, Target } from '#model';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import type { Swept, SweepTask } from './sweep.ts';

const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {});
  },
};

/** Targets that are read at once, as in a scan. */
const atOnce = 4;

process.once('message', (task: SweepTask) => {
  void sweep(task).then((swept) => process.send?.(swept));
});

/** A sweep hands each reading on as soon as it is whole; a scan keeps them and judges them all. */
async function sweep({ url, accounts, scans }: SweepTask): Promise<Swept> {
  const startedAt = new Date(clock.now()).toISOString();
  const started = performance.now();
  const calls: Record<string, number> = {};
  const gate = gateOf({ clock, note: ({ api }) => (calls[api] = (calls[api] ?? 0) + 1) });
  const kept: Reading[] = [];
  const inventory: Record<string, number> = {};
  let gaps = 0;
  let targets = 0;
  const done = (reading: Reading): void => {
    for (const { type } of reading.resources) inventory[type] = (inventory[type] ?? 0) + 1;
    gaps += reading.gaps.length;
    targets += 1;
    if (scans) kept.push(reading);
  };
  const waiting = accounts.map((account) => {
    const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
    return awsCloud({ gate, clock, clientConfig: { endpoint: url, region: 'us-east-1', credentials } });
  });
  const queue: { readonly cloud: Cloud; readonly target: Target }[] = [];
  const next = async (): Promise<(typeof queue)[number] | undefined> => {
    for (let own = queue.shift(); ; own = queue.shift()) {
      if (own) return own;
      const cloud = waiting.shift();
      if (!cloud) return undefined;
      const discovery = await cloud.discover();
      gaps += discovery.gaps.length;
      queue.push(...discovery.targets.map((target) => ({ cloud, target })));
    }
  };
  const work = async (): Promise<void> => {
    for (let one = await next(); one; one = await next()) done(await one.cloud.collect(one.target));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (scans) await judge(kept, startedAt);
  const seconds = (performance.now() - started) / 1000;
  return { calls, inventory, gaps, targets, seconds, peakMB: process.resourceUsage().maxRSS / 1024 };
}

/** The rules are loaded only where they are asked: their memory is no part of a sweep. */
async function judge(readings: readonly Reading[], startedAt: string): Promise<void> {
  const { scan } = await import('#app/scan');
  const { rules } = await import('#rules/catalog.gen');
  const { defaultPolicy } = await import('#model');
  const { typesOf } = await import('#engine/ruleset');
  const { snapshotsOf } = await import('#engine/snapshot-id');
  await scan({ snapshots: snapshotsOf(readings, typesOf(rules)), rules, policy: defaultPolicy, clock, startedAt });
}
