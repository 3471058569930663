import { z } from 'zod';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { secretStore, secretUsers } from '#clouds/kubernetes/api/secret-store-facts';
import { isExemptNamespace, keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { defineRule, failMissing, fieldMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-external-secret-store-missing',
  on: kubernetesApi,
  uses: [secretStore, secretUsers],
  title: 'A cluster whose workloads use Secrets brings them from a store',
  severity: 'low',
  control: 'secrets-kept-in-a-store',
  why: 'A Secret without a store is kept in manifests or by hand: nobody rotates it, and nobody sees who took it.',
  fix: 'Bring secrets from a store: by the Secrets Store CSI driver, External Secrets, or the operator of your store.',
  references: [
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#use-third-party-secret-store-providers',
    'https://secrets-store-csi-driver.sigs.k8s.io/',
  ],
  peers: ['kube-bench:eks-1.8.0/4.4.2', 'kubescape:C-0208', 'kubescape:C-0234'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),

  evaluate(api, { fact, params }) {
    const store = fact(secretStore, api);
    if (store !== undefined) return passBecause(`It has ${store}.`);
    if (!api.config.groups) return fieldMissing('groups');
    const users = fact(secretUsers, api).filter(
      ({ namespace }) => !isExemptNamespace(namespace, params.exemptNamespaces),
    );
    if (users.length === 0) return notApplicable('none of its workloads uses a Secret');
    const names = users.map(({ namespace, workload }) => `${workload} of ${namespace.name}`);
    const message = `Nothing brings secrets from a store, and Secrets are given to ${someOf(names)}.`;
    return failMissing(
      message,
      users.slice(0, 10).map(({ seen }) => seen),
    );
  },
});
