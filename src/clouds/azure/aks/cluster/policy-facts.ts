import type { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;
type Profile = NonNullable<Config['networkProfile']>;

const engines = ['cilium', 'calico', 'azure'];

/** What of AKS enforces network policies; undefined where nothing does. The data plane of Cilium enforces them by itself. */
export function enforces({ networkPolicy, networkDataplane }: Profile): string | undefined {
  if (networkDataplane?.toLowerCase() === 'cilium') return 'cilium';
  return engines.find((it) => it === networkPolicy?.toLowerCase());
}

/** Whether the network plugin of a cluster is this one. */
export const isOfPlugin = ({ networkPlugin }: Profile, plugin: string): boolean =>
  networkPlugin?.toLowerCase() === plugin;

/** The names of the pools with Windows nodes. */
export const windowsPools = ({ agentPoolProfiles }: Config): readonly string[] =>
  (agentPoolProfiles ?? []).filter(({ osType }) => osType?.toLowerCase() === 'windows').map(({ name }) => name);
