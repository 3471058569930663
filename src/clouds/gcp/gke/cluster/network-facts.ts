import { ownNetwork } from './networks.ts';
import type { gkeCluster } from './resource.ts';

/** The network that a cluster is made in. */
export interface NetworkOfCluster {
  /** Its full name. */
  readonly address: string;
  readonly name: string;
  /** Where the cluster names it. */
  readonly at: string;
}

/** The network that a cluster says it is made in; the newer field goes before the older one. Undefined where it names none. */
export function networkOf(config: typeof gkeCluster.config): NetworkOfCluster | undefined {
  const [address] = ownNetwork(config);
  if (address === undefined) return undefined;
  const at = config.networkConfig?.network ? 'networkConfig.network' : 'network';
  return { address, name: address.replace(/^.*\//, ''), at };
}
