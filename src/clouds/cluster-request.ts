import type { Touched } from '#model';

/** A request to the Kubernetes API of a managed cluster, as the audit log of its cloud tells it. */
export interface ClusterRequest {
  /** The cluster's cloud id. */
  readonly cluster: string;
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly plural: string;
  readonly subresource?: string;
  /** Absent for what is cluster-wide, and for what is deleted in all namespaces. */
  readonly namespace?: string;
  /** Absent where a request is about several objects, or the API server made the name up. */
  readonly name?: string;
}

/** A request in the words of `changedBy`, and what it may have altered: nothing where no rule reads it. */
export interface ClusterChange {
  readonly call: string;
  readonly touched: readonly Touched[];
}

/** Knows the objects of a cluster, which a cloud does not. */
export type ReadClusterRequest = (request: ClusterRequest) => ClusterChange;
