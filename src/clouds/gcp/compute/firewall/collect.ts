import type { compute_v1 } from '@googleapis/compute';
import { required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
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
        if (project !== at.project && !used.has(fullName('compute', it.network ?? '') ?? '')) return;
        add(at.sheet, project, it);
      },
    }),
  );
}

/** Reads some rules of the project by their full names. */
export async function readFirewalls({ call, project, session, sheet }: GcpReader, ids: readonly string[]) {
  const api = 'compute.firewalls.get';
  const read = (address: string): Promise<void> =>
    sheet.one({ api, types: [firewall], address }, async () => {
      const path = address.replace('//compute.googleapis.com/', '');
      const answer = await call(api, (signal) => session.compute<compute_v1.Schema$Firewall>(path, {}, signal));
      add(sheet, project, answer);
    });
  await Promise.all(ids.map(read));
}

function add(sheet: Sheet, project: string, it: compute_v1.Schema$Firewall): void {
  const name = required(it.name, 'name');
  const id = `//compute.googleapis.com/projects/${project}/global/firewalls/${name}`;
  sheet.add(firewall, { id, name, created: it.creationTimestamp ?? undefined, config: toWire(it) });
}
