import type { GcpEstate, GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpOptions } from '../../sim/gcp/server.ts';
import { rereading } from '../rereading.ts';
import { audit, cloudAt } from './audit.ts';

/** One project with clusters. */
export const estate = generateGcpEstate({ seed: 7, clusters: 6, projects: 1 });

export const changed = (change: (it: GcpProjectEstate) => Partial<GcpProjectEstate>): GcpEstate => ({
  projects: estate.projects.map((it) => ({ ...it, ...change(it) })),
});

export const {
  started: gcp,
  swept,
  target,
  one,
  touch,
  again,
} = await rereading({
  start: (options: Partial<GcpOptions>) => startGcp({ estate, ...options }),
  audit,
  cloudAt,
});

export const list = 'container:ListClusters';
export const effective = 'compute:networks.getEffectiveFirewalls';
