const eks = /^arn:[a-z-]+:eks:([a-z0-9-]+):(\d+):cluster\//;
const aks = /^\/subscriptions\/([^/]+)\/resourcegroups\//;
const gke = /^\/\/container\.googleapis\.com\/projects\/([^/]+)\//;

/** The target whose read tells whether a cluster is there; undefined for what is no cluster of a cloud. */
export function clusterTargetHome(target: string): string | undefined {
  if (!target.startsWith('k8s:')) return undefined;
  const cluster = target.slice('k8s:'.length);
  const [, region, account] = eks.exec(cluster) ?? [];
  if (region !== undefined && account !== undefined) return `aws:${account}:${region}`;
  const subscription = aks.exec(cluster)?.[1];
  if (subscription !== undefined) return `azure:${subscription}`;
  const project = gke.exec(cluster)?.[1];
  return project === undefined ? undefined : `gcp:${project}`;
}
