import { defineFact } from '#model';
import { serviceAccount } from './resource.ts';

/** A cloud identity that an account stands for, and the other accounts that do. */
export interface CloudIdentity {
  readonly annotation: string;
  readonly identity: string;
  /** The other accounts of the cluster, in order. */
  readonly sharers: readonly string[];
}

/**
 * The annotations by which EKS, AKS and GKE give an account a cloud identity.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html,
 * https://learn.microsoft.com/azure/aks/workload-identity-overview,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 */
const annotations = [
  'eks.amazonaws.com/role-arn',
  'azure.workload.identity/client-id',
  'iam.gke.io/gcp-service-account',
];

/** Ids of Azure and addresses of Google are the same in any case, and IAM refuses roles that differ in nothing else. */
const isSame = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();

/** The cloud identities that an account names; those that its cloud gives it without a word are not seen here. */
export const cloudIdentities = defineFact({
  name: 'k8s.cloud-identities',
  of: serviceAccount,
  uses: [serviceAccount],
  work({ id, config }, { list }): readonly CloudIdentity[] {
    return annotations.flatMap((annotation) => {
      const identity = config.metadata?.annotations?.[annotation];
      if (!identity) return [];
      const same = list(serviceAccount).items.filter(
        (it) => it.id !== id && isSame(it.config.metadata?.annotations?.[annotation], identity),
      );
      return [{ annotation, identity, sharers: same.map(({ name }) => name).sort() }];
    });
  },
});
