import type { compute_v1 } from '@googleapis/compute';
import { required } from '../../../pages.ts';
import { toWire } from '../../../to-wire.ts';
import { networkName } from '../../address.ts';
import type { GcpReader } from '../../reader.ts';
import { network } from './resource.ts';

/** Reads the networks of projects; of those of others only what is in `used`, by full name. */
export function collectNetworks(at: GcpReader, projects: readonly string[], used: ReadonlySet<string>): Promise<void> {
  const api = 'compute.networks.list';
  const about = (project: string): string => `Project ${project}`;
  return at.sheet.listEach({ api, types: [network], about }, projects, (project) =>
    at.for(project).pages<compute_v1.Schema$NetworkList, compute_v1.Schema$Network>({
      api,
      get: at.session.compute,
      path: `projects/${project}/global/networks`,
      query: { maxResults: '500' },
      items: ({ items }) => items,
      add: (it) => {
        const name = required(it.name, 'name');
        const id = networkName(name, project);
        if (project !== at.project && !used.has(id)) return;
        at.sheet.add(network, { id, name, created: it.creationTimestamp ?? undefined, config: toWire(it) });
      },
    }),
  );
}
