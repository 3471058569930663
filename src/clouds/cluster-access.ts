/** How the Kubernetes API of a cluster is called. */
export interface ClusterAccess {
  /** The address of the cluster in its cloud. */
  readonly cluster: string;
  /** An https URL. */
  readonly endpoint: string;
  /** The certificate authority of the endpoint, PEM; without it the public ones. */
  readonly ca?: string;
  /** A bearer token that is good now. */
  token(): Promise<string>;
  readonly environment?: string;
}
