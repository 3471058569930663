/** The platforms that are audited. */
export type Provider = 'aws' | 'azure' | 'gcp' | 'kubernetes';

/** The kind of target that holds the objects of a resource type. */
export type Scope = 'aws-global' | 'aws-region' | 'azure-subscription' | 'gcp-project' | 'cluster';

/**
 * The unit of work: one AWS account in one region or its global half, one Azure subscription, one GCP project,
 * one cluster's Kubernetes API. Ids: `aws:<account>:<region|global>`, `azure:<subscription>`, `gcp:<project>`,
 * `k8s:<cluster id>`, and `<provider>:files:<folder>` for files that do not name their place.
 */
export interface Target {
  readonly id: string;
  readonly provider: Provider;
  readonly scopes: readonly Scope[];
  /** The label that shoalwatch.yaml gives it. */
  readonly environment?: string;
  /** Set when the target was read from files: what is in other folders is of other moments. */
  readonly folder?: string;
}
