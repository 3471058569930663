import type { V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** A policy by which the policy controller of Sigstore verifies the signatures of images. */
interface ClusterImagePolicy {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    /** `warn` lets everything in; without a word it is `enforce`. */
    readonly mode?: string;
    readonly images?: readonly { readonly glob?: string }[];
    readonly authorities?: readonly { readonly static?: { readonly action?: string } }[];
  };
}

/** A policy of Sigstore for the images of a cluster. */
export const sigstoreImagePolicy = defineType({
  name: 'k8s.sigstore-image-policy',
  scope: 'cluster',
  reads: ['list clusterimagepolicies.policy.sigstore.dev'],
  changedBy: changesOf('clusterimagepolicies.policy.sigstore.dev'),
  config: wire<ClusterImagePolicy>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
