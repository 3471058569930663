import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { CalicoPolicy } from '../calico-network-policy/resource.ts';

/** A Calico policy that applies in all namespaces that its namespace selector takes. */
export const calicoGlobalNetworkPolicy = defineType({
  name: 'k8s.calico-global-network-policy',
  scope: 'cluster',
  reads: [
    'list globalnetworkpolicies.projectcalico.org',
    'list globalnetworkpolicies.crd.projectcalico.org',
    'get globalnetworkpolicies.projectcalico.org',
    'get globalnetworkpolicies.crd.projectcalico.org',
  ],
  changedBy: [
    ...changesOf('globalnetworkpolicies.projectcalico.org'),
    ...changesOf('globalnetworkpolicies.crd.projectcalico.org'),
  ],
  config: wire<CalicoPolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
});
