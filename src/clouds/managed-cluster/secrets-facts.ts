import { compareText } from '#lib/text';
import { defineFact, type Evidence, type Unknown } from '#model';
import { isUnread } from '#rule';
import { broadRights } from '../aws/eks/access-entry/broad-facts.ts';
import { accessEntry } from '../aws/eks/access-entry/resource.ts';
import { keyForSecrets } from '../aws/eks/cluster/encryption-facts.ts';
import { whyNoEntries } from '../aws/eks/cluster/facts.ts';
import { secretsKey } from '../azure/aks/cluster/key-facts.ts';
import { saidAt } from '../azure/aks/cluster/said-facts.ts';
import { secretsEncryption } from '../gcp/gke/cluster/encryption-facts.ts';
import { seenAt } from '../gcp/gke/cluster/seen-facts.ts';
import { apiOf, orUnread } from '../kubernetes/api/eks-enforcement-facts.ts';
import { kubernetesApi } from '../kubernetes/api/resource.ts';
import { secretReaders, type SecretReader } from '../kubernetes/rbac/secret-reader-facts.ts';
import { managedClusters } from './resource.ts';

/** Who may read the Secrets of every namespace and does not administer the cluster, and why there may be more. */
export interface ClusterSecretReaders {
  readonly readers: readonly SecretReader[];
  readonly unread: Unknown | undefined;
}

/** The readers of all Secrets of a cluster: by bindings inside, and on EKS by access policies. */
export const clusterSecretReaders = defineFact({
  name: 'managed-cluster.secret-readers',
  of: managedClusters,
  uses: [kubernetesApi, secretReaders, accessEntry, broadRights],
  work(cluster, { find, list, fact }): ClusterSecretReaders {
    const api = orUnread(find(kubernetesApi, apiOf(cluster)));
    const inside = isUnread(api) ? { readers: [], unread: api } : fact(secretReaders, api);
    if (cluster.type !== 'eks.cluster' || cluster.config.name === undefined) return inside;
    const none = whyNoEntries(cluster.config);
    if (none) return isUnread(none) ? { ...inside, unread: none } : inside;
    const entries = list(accessEntry, { cluster: cluster.config.name });
    const held = entries.items.map((entry) => ({ entry, rights: fact(broadRights, entry) }));
    const byPolicy = held.flatMap(({ entry, rights }) =>
      isUnread(rights) || rights.administers
        ? []
        : rights.grants
            .filter(({ where }) => where !== 'kube-system')
            .map(({ policy, seen }) => ({ who: entry.config.principalArn ?? entry.name, role: policy, seen: [seen] })),
    );
    return {
      readers: [...inside.readers, ...byPolicy].sort((one, other) => compareText(one.who, other.who)),
      unread:
        inside.unread ??
        entries.unread ??
        held.map(({ rights }) => (isUnread(rights) ? rights : rights.unread)).find((one) => one !== undefined),
    };
  },
});

/** What says that no key of the customer encrypts the Secrets of a cluster; undefined where one does, or there is no choice. */
export const withoutOwnKey = defineFact({
  name: 'managed-cluster.without-own-key',
  of: managedClusters,
  uses: [keyForSecrets],
  work(cluster, { fact }): Evidence | Unknown | undefined {
    if (cluster.type === 'eks.cluster') {
      const key = fact(keyForSecrets, cluster);
      if (isUnread(key)) return key;
      return key.is === 'plain' || key.is === 'not-yours' ? key.seen : undefined;
    }
    if (cluster.type === 'aks.cluster')
      return secretsKey(cluster.config) === 'customer'
        ? undefined
        : saidAt(cluster.config, 'securityProfile.azureKeyVaultKms.enabled');
    const encryption = secretsEncryption(cluster.config);
    if (isUnread(encryption)) return encryption;
    return encryption.without && seenAt(cluster.config, `databaseEncryption.${encryption.without}`);
  },
});
