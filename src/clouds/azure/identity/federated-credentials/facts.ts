import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing } from '#rule';
import { aksCluster } from '../../aks/cluster/resource.ts';
import { federatedCredentials } from './resource.ts';

/** What one federated credential of an identity lets in. */
export interface FederatedTrust {
  readonly name: string;
  /** The path of the credential. */
  readonly at: string;
  readonly issuer: string;
  /** Empty where an expression stands in its place. */
  readonly subject: string;
  readonly audiences: readonly string[];
  /** The service account that the subject names; undefined where it names none. */
  readonly account: { readonly namespace: string; readonly name: string } | undefined;
  /** The cluster whose issuer it is; absent where no cluster of those that are read has it. */
  readonly cluster: ResourceOf<typeof aksCluster> | 'absent' | Unknown;
  /** Whether the issuer is one of AKS. */
  readonly isOfAks: boolean;
  /** Whether it takes the tokens that are made for it, and no others. */
  readonly isUsual: boolean;
}

/**
 * Whom the federated credentials of an identity trust. Issuers are compared exactly, as Entra does.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 */
export const federatedTrusts = defineFact({
  name: 'azure.federated-trusts',
  of: federatedCredentials,
  uses: [aksCluster],
  work({ config }, { listAll }): readonly (FederatedTrust | Unknown)[] {
    return config.value.map(({ name = '', issuer, subject, audiences = [] }, i) => {
      const at = `value[${i}]`;
      if (issuer === undefined) return fieldMissing(`${at}.issuer`);
      const { items, unread } = listAll(aksCluster, { issuer });
      const [cluster = unread ?? 'absent'] = items;
      const isOfAks = items.length > 0 || ofAks.test(issuer);
      // A credential of a pipeline may have an expression in place of a subject; AKS takes none.
      if (subject === undefined && isOfAks) return fieldMissing(`${at}.subject`);
      return {
        ...{ name, at, issuer, subject: subject ?? '', audiences, cluster, isOfAks },
        account: accountNamed(subject ?? ''),
        isUsual: audiences.length > 0 && audiences.every((it) => exchanges.includes(it)),
      };
    });
  },
});

/**
 * The issuers of clusters, save for those of a cloud of its own, which are known by their clusters alone. Clusters that
 * were made before 2023 may have one that names no region.
 * Sources: https://learn.microsoft.com/azure/aks/use-oidc-issuer, https://github.com/sigstore/fulcio/issues/970
 */
const ofAks = /^https:\/\/(?:[a-z0-9]+\.oic|oidc)\.prod-aks\.azure\.com\//i;

/** What tokens that Entra exchanges are made for in the public cloud: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential */
export const tokenExchange = 'api://AzureADTokenExchange';

/** The same in each cloud. */
const exchanges: readonly string[] = [tokenExchange, `${tokenExchange}USGov`, `${tokenExchange}China`];

/** Subjects are compared exactly: a star in one stands for itself, and no service account is called so. */
function accountNamed(subject: string): FederatedTrust['account'] {
  const [, namespace, name] =
    /^system:serviceaccount:([a-z0-9](?:[-a-z0-9]*[a-z0-9])?):([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)$/.exec(subject) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
