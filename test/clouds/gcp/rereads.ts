import { afterEach } from 'vitest';
import type { Reading, Resource, Target, Touched } from '#model';
import type { GcpEstate, GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpOptions, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit, cloudAt } from './audit.ts';

/** One project with clusters. */
export const estate = generateGcpEstate({ seed: 7, clusters: 6, projects: 1 });

const running: GcpSimulator[] = [];
afterEach(stopAll);

async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((it) => it.close()));
}

export async function gcp(options: Partial<GcpOptions> = {}): Promise<GcpSimulator> {
  const sim = await startGcp({ estate, ...options });
  running.push(sim);
  return sim;
}

export const changed = (change: (it: GcpProjectEstate) => Partial<GcpProjectEstate>): GcpEstate => ({
  projects: estate.projects.map((it) => ({ ...it, ...change(it) })),
});

/** What a sweep reads of the project. */
export const swept: Reading = (await audit(await gcp())).readings[0]!;
await stopAll();

export const { target } = swept;

export const of = (reading: Reading, type: string): readonly Resource[] =>
  reading.resources.filter((it) => it.type === type);
export const one = (type: string): Resource => of(swept, type)[0]!;
export const touch = (type: string, id?: string): Touched => ({
  target: target.id,
  type,
  ...(id !== undefined && { id }),
});

/** What is read again, and the calls that it took. */
export async function again(touched: readonly Touched[], options: Partial<GcpOptions> = {}, from: Target = target) {
  const sim = await gcp(options);
  const reading = await cloudAt(sim).cloud.reread(from, touched);
  return { reading, trace: sim.trace() };
}

export const list = 'container:ListClusters';
export const effective = 'compute:networks.getEffectiveFirewalls';
