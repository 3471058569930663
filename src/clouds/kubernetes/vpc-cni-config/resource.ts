import type { V1ConfigMap } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** What rules read in the ConfigMap; nothing else of its data is kept. */
export const toldToCni: readonly string[] = ['enable-network-policy-controller'];

/**
 * The ConfigMap by which the VPC CNI and Auto Mode of EKS are told what to do. It is the only one that is read: it is
 * asked for by its name, and others stay unseen.
 */
export const vpcCniConfig = defineType({
  name: 'k8s.vpc-cni-config',
  scope: 'cluster',
  reads: ['get configmaps/amazon-vpc-cni'],
  changedBy: changesOf('configmaps'),
  config: wire<V1ConfigMap>(),
  volatile: ['metadata.resourceVersion'],
  home: clusterTargetOf,
});
