import type { JsonObject } from '../json.ts';

/** Groups that a cluster serves only where something installed them. */
export type OptionalGroup =
  | 'cilium.io/v2'
  | 'projectcalico.org/v3'
  | 'crd.projectcalico.org/v1'
  | 'policy.networking.k8s.io/v1alpha1'
  | 'policy.networking.k8s.io/v1alpha2'
  | 'networking.k8s.aws/v1alpha1'
  | 'kyverno.io/v1'
  | 'policies.kyverno.io/v1'
  | 'policy.sigstore.dev/v1beta1'
  | 'templates.gatekeeper.sh/v1'
  | 'config.gatekeeper.sh/v1alpha1'
  | 'secrets-store.csi.x-k8s.io/v1';

/** What one simulated cluster holds: objects as JSON with `apiVersion`, `kind` and `metadata`. */
export interface KubernetesEstate {
  /** Such as `v1.33.2-eks-1a2b3c4`. */
  readonly gitVersion: string;
  readonly objects: readonly JsonObject[];
  readonly groups: readonly OptionalGroup[];
}
