import type { ClusterPlace } from '../cluster/collect.ts';
import { printed } from '../cluster/printed.ts';
import { lastPart } from '../../address.ts';
import type { GcpReader } from '../../reader.ts';
import { gkeServerConfig, serverConfigOf } from './resource.ts';

/** The gate gives up sooner; this only lets go of a call that nobody waits for. */
const options = { timeout: 60_000, retry: null };

/** Reads what GKE offers in the regions and zones that hold clusters. */
export function collectServerConfigs({ call, session, sheet }: GcpReader, clusters: readonly ClusterPlace[]) {
  const api = 'container.projects.locations.getServerConfig';
  const addresses = [...new Set(clusters.map(({ id }) => serverConfigOf(id)))];
  const address = (id: string): string => id;
  return sheet.each({ api, types: [gkeServerConfig], address }, addresses, async (id) => {
    const name = id.replace('//container.googleapis.com/', '').replace(/\/serverConfig$/, '');
    const [answer] = await call(api, () => session.clusters.getServerConfig({ name }, options));
    sheet.add(gkeServerConfig, { id, name: lastPart(name), config: printed('ServerConfig', answer) });
  });
}
