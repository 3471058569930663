import { defineFact, type Evidence, type ResourceOf } from '#model';
import { mutatingWebhookConfiguration } from '../mutating-webhook-configuration/resource.ts';
import { namespace } from '../namespace/resource.ts';
import { livePods } from '../workload/live-facts.ts';
import { namespaceWorkloads } from '../workload/namespace-workloads.ts';
import { podTemplateOf, workloadName } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import { secretsInEnv } from '../workload/secret-facts.ts';
import { effectiveContainers } from '../workload/security-context.ts';
import { kubernetesApi } from './resource.ts';

/**
 * What brings secrets from a store outside of the cluster, by the API group of its objects. The add-ons of AKS, EKS and GKE serve
 * that of the Secrets Store CSI driver. Sealed Secrets are none: what they encrypt are manifests.
 * Sources: https://external-secrets.io/latest/api/externalsecret/, https://secrets-store-csi-driver.sigs.k8s.io/,
 * https://developer.hashicorp.com/vault/docs/deploy/kubernetes/vso, https://developer.1password.com/docs/k8s/operator/,
 * https://infisical.com/docs/integrations/platforms/kubernetes/overview, https://docs.doppler.com/docs/kubernetes-operator,
 * https://cloud.google.com/secret-manager/docs/sync-k8-secrets
 */
const byGroup: ReadonlyMap<string, string> = new Map([
  ['external-secrets.io', 'External Secrets'],
  ['onepassword.com', 'the operator of 1Password'],
  ['secret-sync.gke.io', 'the synchronisation of Secret Manager'],
  ['secrets-store.csi.x-k8s.io', 'the Secrets Store CSI driver'],
  ['secrets.doppler.com', 'the operator of Doppler'],
  ['secrets.hashicorp.com', 'the operator of Vault'],
  ['secrets.infisical.com', 'the operator of Infisical'],
]);

/** How the name ends that the charts of Vault and OpenBao give the webhook of their injector, after that of the release: https://github.com/hashicorp/vault-helm */
const injector = '-agent-injector-cfg';

/** What brings secrets into a cluster from a store, in words; undefined where nothing does that its API or its webhooks show. */
export const secretStore = defineFact({
  name: 'k8s.secret-store',
  of: kubernetesApi,
  uses: [mutatingWebhookConfiguration],
  work({ config }, { list }): string | undefined {
    const found = (config.groups ?? []).flatMap(({ name }) => byGroup.get(name) ?? []);
    if (found[0] !== undefined) return found[0];
    return list(mutatingWebhookConfiguration).items.some(({ name }) => name.endsWith(injector))
      ? 'the injector of Vault'
      : undefined;
  },
});

/** A workload that is given a Secret, and where it says so. */
export interface SecretUser {
  readonly namespace: ResourceOf<typeof namespace>;
  /** Such as `deployment web`. */
  readonly workload: string;
  readonly seen: Evidence;
}

/** The workloads that are given Secrets, in their environment or as files. Those for pulling images do not count. */
export const secretUsers = defineFact({
  name: 'k8s.secret-users',
  of: kubernetesApi,
  uses: [namespace, ...workloads, livePods],
  work: (_, look): readonly SecretUser[] =>
    look
      .list(namespace)
      .items.toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((space) =>
        namespaceWorkloads(space.name, look).items.flatMap((one) => {
          const template = podTemplateOf(one);
          if (!template) return [];
          const { at, spec } = template;
          const [first] = [
            ...effectiveContainers(spec, at)
              .flatMap(secretsInEnv)
              .map(({ evidence }) => evidence),
            ...(spec.volumes ?? []).flatMap(({ secret, projected }, index): Evidence[] => {
              const place = `${at}.volumes[${index}]`;
              if (secret) return [{ at: `${place}.secret`, actual: secret.secretName }];
              const part = (projected?.sources ?? []).findIndex((source) => source.secret);
              const held = projected?.sources?.[part]?.secret;
              return held ? [{ at: `${place}.projected.sources[${part}].secret`, actual: held.name }] : [];
            }),
          ];
          if (!first) return [];
          return [{ namespace: space, workload: workloadName(one), seen: { ...first, at: `${one.id}#${first.at}` } }];
        }),
      ),
});
