import type { compute_v1 } from '@googleapis/compute';
import { required } from '../../../pages.ts';
import { toWire } from '../../../to-wire.ts';
import { fullName } from '../../address.ts';
import type { GcpReader } from '../../reader.ts';
import { firewall } from './resource.ts';

/** Reads the VPC firewall rules of projects; of those of others only the ones on networks in `used`, by full name. */
export function collectFirewalls(at: GcpReader, projects: readonly string[], used: ReadonlySet<string>): Promise<void> {
  const api = 'compute.firewalls.list';
  const about = (project: string): string => `Project ${project}`;
  return at.sheet.listEach({ api, types: [firewall], about }, projects, (project) =>
    at.for(project).pages<compute_v1.Schema$FirewallList, compute_v1.Schema$Firewall>({
      api,
      get: at.session.compute,
      path: `projects/${project}/global/firewalls`,
      query: { maxResults: '500' },
      items: ({ items }) => items,
      add: (it) => {
        const name = required(it.name, 'name');
        const id = `//compute.googleapis.com/projects/${project}/global/firewalls/${name}`;
        if (project !== at.project && !used.has(fullName('compute', it.network ?? '') ?? '')) return;
        at.sheet.add(firewall, { id, name, created: it.creationTimestamp ?? undefined, config: toWire(it) });
      },
    }),
  );
}
