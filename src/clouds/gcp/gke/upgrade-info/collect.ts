import type { ClusterPlace } from '../cluster/collect.ts';
import { printed } from '../cluster/printed.ts';
import type { GcpReader } from '../../reader.ts';
import { gkeUpgradeInfo, upgradeInfoOf } from './resource.ts';

/** The gate gives up sooner; this only lets go of a call that nobody waits for. */
const options = { timeout: 60_000, retry: null };

/** Reads until when the minors of a project's clusters are supported. */
export function collectUpgradeInfos({ call, session, sheet }: GcpReader, clusters: readonly ClusterPlace[]) {
  const api = 'container.clusters.fetchClusterUpgradeInfo';
  const address = ({ id }: ClusterPlace): string => upgradeInfoOf(id);
  return sheet.each({ api, types: [gkeUpgradeInfo], address }, clusters, async (cluster) => {
    const name = cluster.id.replace('//container.googleapis.com/', '');
    const [answer] = await call(api, () => session.clusters.fetchClusterUpgradeInfo({ name }, options));
    const config = printed('ClusterUpgradeInfo', answer);
    sheet.add(gkeUpgradeInfo, { id: address(cluster), name: cluster.name, config });
  });
}
