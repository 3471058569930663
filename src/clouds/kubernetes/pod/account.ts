import type { V1PodSpec } from '@kubernetes/client-node';
import type { Wire } from '#model';

/**
 * The service account that a pod runs as. Manifests may still say `serviceAccount`, which the API server takes where
 * `serviceAccountName` is empty.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export const accountOf = (spec: Wire<V1PodSpec> | undefined): string =>
  spec?.serviceAccountName || spec?.serviceAccount || 'default';
