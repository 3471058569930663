import { adminNetworkPolicy } from '#clouds/kubernetes/admin-network-policy/resource';
import { applicationNetworkPolicy } from '#clouds/kubernetes/application-network-policy/resource';
import { baselineAdminNetworkPolicy } from '#clouds/kubernetes/baseline-admin-network-policy/resource';
import { calicoGlobalNetworkPolicy } from '#clouds/kubernetes/calico-global-network-policy/resource';
import { calicoNetworkPolicy, type CalicoPolicy } from '#clouds/kubernetes/calico-network-policy/resource';
import { ciliumClusterwideNetworkPolicy } from '#clouds/kubernetes/cilium-clusterwide-network-policy/resource';
import { ciliumNetworkPolicy, type CiliumRule } from '#clouds/kubernetes/cilium-network-policy/resource';
import { clusterNetworkPolicy, type ClusterNetworkPolicy } from '#clouds/kubernetes/cluster-network-policy/resource';
import { eksClusterNetworkPolicy } from '#clouds/kubernetes/eks-cluster-network-policy/resource';
import { networkPolicy, type NetworkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { object, type Place } from './objects.ts';

type PlainSpec = NonNullable<NetworkPolicy['spec']>;
type TieredSpec = NonNullable<ClusterNetworkPolicy['spec']>;
type CalicoSpec = NonNullable<CalicoPolicy['spec']>;

const everywhere = { namespace: null };

/** The network policy web. */
export const policyWith = (spec: PlainSpec, place: Place = {}) =>
  object(networkPolicy, { group: 'networking.k8s.io', plural: 'networkpolicies' }, 'web', { spec }, place);

/** The application network policy web of EKS. */
export const applicationPolicyWith = (spec: PlainSpec, place: Place = {}) =>
  object(
    applicationNetworkPolicy,
    { group: 'networking.k8s.aws', version: 'v1alpha1', plural: 'applicationnetworkpolicies' },
    'web',
    { spec },
    place,
  );

/** A cluster-wide policy with explicit actions, of each of the kinds. */
export const tieredPolicies = {
  clusterNetworkPolicy: (spec: TieredSpec) =>
    object(clusterNetworkPolicy, tiered('clusternetworkpolicies', 'v1alpha2'), 'wide', { spec }, everywhere),
  adminNetworkPolicy: (spec: TieredSpec) =>
    object(adminNetworkPolicy, tiered('adminnetworkpolicies', 'v1alpha1'), 'wide', { spec }, everywhere),
  baselineAdminNetworkPolicy: (spec: TieredSpec) =>
    object(
      baselineAdminNetworkPolicy,
      tiered('baselineadminnetworkpolicies', 'v1alpha1'),
      'wide',
      { spec },
      everywhere,
    ),
  eksClusterNetworkPolicy: (spec: TieredSpec) =>
    object(
      eksClusterNetworkPolicy,
      { group: 'networking.k8s.aws', version: 'v1alpha1', plural: 'clusternetworkpolicies' },
      'wide',
      { spec },
      everywhere,
    ),
};

const tiered = (plural: string, version: string) => ({ group: 'policy.networking.k8s.io', version, plural });

/** A Cilium policy of the namespace, with one rule in `spec` or several in `specs`. */
export const ciliumWith = (policy: { spec?: CiliumRule; specs?: readonly CiliumRule[] }, place: Place = {}) =>
  object(
    ciliumNetworkPolicy,
    { group: 'cilium.io', version: 'v2', plural: 'ciliumnetworkpolicies' },
    'web',
    policy,
    place,
  );

/** A Cilium policy of the whole cluster. */
export const ciliumClusterwideWith = (spec: CiliumRule) =>
  object(
    ciliumClusterwideNetworkPolicy,
    { group: 'cilium.io', version: 'v2', plural: 'ciliumclusterwidenetworkpolicies' },
    'wide',
    { spec },
    everywhere,
  );

/** A Calico policy of the namespace. */
export const calicoWith = (spec: CalicoSpec, place: Place = {}) =>
  object(
    calicoNetworkPolicy,
    { group: 'projectcalico.org', version: 'v3', plural: 'networkpolicies' },
    'web',
    { spec },
    place,
  );

/** A Calico policy of the whole cluster. */
export const calicoGlobalWith = (spec: CalicoSpec) =>
  object(
    calicoGlobalNetworkPolicy,
    { group: 'projectcalico.org', version: 'v3', plural: 'globalnetworkpolicies' },
    'wide',
    { spec },
    everywhere,
  );
