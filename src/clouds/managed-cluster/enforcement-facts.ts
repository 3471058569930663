import { defineFact, type Look, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { eksCompute, enforcementOf } from '../aws/eks/addon/enforcement-facts.ts';
import { vpcCni } from '../aws/eks/addon/facts.ts';
import { eksCluster } from '../aws/eks/cluster/resource.ts';
import { enforces, isOfPlugin } from '../azure/aks/cluster/policy-facts.ts';
import { aksCluster } from '../azure/aks/cluster/resource.ts';
import { saidAt } from '../azure/aks/cluster/said-facts.ts';
import { isAutopilot } from '../gcp/gke/cluster/pool-facts.ts';
import { gkeCluster } from '../gcp/gke/cluster/resource.ts';
import { nameOf, seenAt } from '../gcp/gke/cluster/seen-facts.ts';
import { autoModeEnforcement, eksEnforcement } from '../kubernetes/api/eks-enforcement-facts.ts';
import { clusterBehind, clusterUnknown } from '../kubernetes/api/facts.ts';
import { kubernetesApi } from '../kubernetes/api/resource.ts';
import { daemonSet } from '../kubernetes/daemon-set/resource.ts';

/** What enforces network policies in a cluster, on any of its nodes; without a name nothing does. */
export interface PolicyEnforcement {
  readonly by: string | undefined;
  /** What says that nothing does. */
  readonly seen: readonly Evidence[];
}

type Answer = PolicyEnforcement | Unknown;

const asked = [daemonSet, eksCluster, eksCompute, vpcCni, eksEnforcement, autoModeEnforcement] as const;
const others = [aksCluster, gkeCluster] as const;

/** What enforces the network policies of Kubernetes in the cluster of an API, by its cloud and by what runs inside. */
export const policyEnforcement = defineFact({
  name: 'managed-cluster.policy-enforcement',
  of: kubernetesApi,
  uses: [...asked, ...others],
  work(api, look): Answer {
    const { provider, id } = clusterBehind(api);
    if (provider === 'eks') {
      const cluster = look.find(eksCluster, id);
      return isUnread(cluster) ? cluster : cluster === 'absent' ? clusterUnknown : onEks(api, cluster, look);
    }
    if (provider === 'aks') {
      const cluster = look.find(aksCluster, id);
      return isUnread(cluster) ? cluster : cluster === 'absent' ? clusterUnknown : onAks(cluster, look);
    }
    const cluster = provider === 'gke' ? look.find(gkeCluster, id) : 'absent';
    return isUnread(cluster) ? cluster : cluster === 'absent' ? clusterUnknown : onGke(cluster, look);
  },
});

type Asks = Look<(typeof asked)[number]>;

function onEks(api: ResourceOf<typeof kubernetesApi>, cluster: ResourceOf<typeof eksCluster>, { fact }: Asks): Answer {
  const found = enforcementOf(fact(eksCompute, cluster), fact(eksEnforcement, api), {
    cni: () => fact(vpcCni, cluster),
    onAuto: () => fact(autoModeEnforcement, api),
  });
  if (isUnread(found)) return found;
  const by = found.by.length > 0 ? found.by.join(' and ') : undefined;
  return { by, seen: found.seen.map((one) => (one.at.includes('#') ? one : within(cluster.id, one))) };
}

/** Where the cluster has a network of its own, an engine may have a name that is not known here. */
function onAks({ id, config }: ResourceOf<typeof aksCluster>, look: Asks): Answer {
  const profile = config.networkProfile;
  if (!profile) return fieldMissing(`${id}#networkProfile`);
  const engine = enforces(profile);
  if (engine !== undefined) return { by: engine, seen: [] };
  if (isOfPlugin(profile, 'none')) return engineIn(look) ?? ownNetwork;
  const seen = within(id, saidAt(config, 'networkProfile.networkPolicy', 'cilium'));
  return engineIn(look) ?? { by: undefined, seen: [seen] };
}

function onGke({ id, config }: ResourceOf<typeof gkeCluster>, look: Asks): Answer {
  const dataplane = nameOf(config.networkConfig?.datapathProvider, 'networkConfig.datapathProvider');
  if (isUnread(dataplane)) return dataplane;
  if (dataplane === 'ADVANCED_DATAPATH' || isAutopilot(config)) return { by: 'Dataplane V2', seen: [] };
  const isOff = config.addonsConfig?.networkPolicyConfig?.disabled === true;
  const isOn = config.networkPolicy?.enabled === true;
  if (isOn && !isOff) return { by: 'Calico of GKE', seen: [] };
  const at = isOn ? 'addonsConfig.networkPolicyConfig.disabled' : 'networkPolicy.enabled';
  return engineIn(look) ?? { by: undefined, seen: [within(id, seenAt(config, at))] };
}

/** The DaemonSets of engines that a customer installs, by the name that each gives its own, ready or not. */
const engines = ['calico-node', 'canal', 'cilium', 'antrea-agent', 'kube-router', 'weave-net', 'azure-npm'];

function engineIn({ list }: Asks): Answer | undefined {
  const { items, unread } = list(daemonSet);
  const engine = items.find(({ config }) => engines.includes(config.metadata?.name ?? ''));
  return engine ? { by: `the DaemonSet ${engine.name}`, seen: [] } : unread;
}

const ownNetwork = unknown(
  'outside',
  'The cluster has a network of its own, and whether that enforces network policies is told nowhere.',
);

const within = (id: string, { at, ...seen }: Evidence): Evidence => ({ at: `${id}#${at}`, ...seen });
