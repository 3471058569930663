import type { TargetInView } from '#notify/views';
import type { Named as TargetLabel } from '../../config/target-names.ts';

/** A target as people know it: its account, and what the config file calls it. */
export function targetInView(id: string, known: TargetLabel | undefined): TargetInView {
  const { name, environment } = known ?? {};
  const named = { name, environment };
  const [, cluster] = /^k8s:(.*)$/.exec(id) ?? [];
  if (cluster !== undefined) return { id, provider: 'kubernetes', ...placeOfCluster(cluster), ...named };
  const [provider = '', account, region] = id.split(':');
  return { id, provider: providerOf(provider), account, region: region === 'global' ? undefined : region, ...named };
}

const providerOf = (text: string): TargetInView['provider'] =>
  text === 'azure' || text === 'gcp' || text === 'kubernetes' ? text : 'aws';

/** The account and region of a cluster, as its address says. */
function placeOfCluster(cluster: string): Pick<TargetInView, 'account' | 'region'> {
  const [, region, account] = /^arn:[a-z-]+:eks:([a-z0-9-]*):(\d*):/.exec(cluster) ?? [];
  if (account !== undefined) return { account, region };
  const [, subscription] = /^\/subscriptions\/([^/]+)\//.exec(cluster) ?? [];
  if (subscription !== undefined) return { account: subscription };
  const [, project, place] =
    /^\/\/container\.googleapis\.com\/projects\/([^/]+)\/(?:locations|zones)\/([^/]+)\//.exec(cluster) ?? [];
  return { account: project, region: place };
}
