import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { cloudIdentities } from '#clouds/kubernetes/service-account/identity-facts';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import { cloudKeysIn, unreadKeysOf } from '#clouds/kubernetes/workload/cloud-key-facts';
import { evidenceOf, foundInContainers, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { count, nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { defineRule, fail, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'k8s-dedicated-cloud-identity-missing',
  on: [...workloads, serviceAccount],
  uses: [podSecurity, cloudIdentities],
  title: 'Workloads call their cloud by an identity of their own',
  severity: 'low',
  control: 'workload-identity-used',
  why: 'A key that was copied works from anywhere until somebody revokes it; in a shared identity each has the rights of all.',
  fix: 'Give the service account an identity by EKS Pod Identity, or a workload identity of AKS or GKE, and remove the key.',
  references: [
    'https://learn.microsoft.com/azure/aks/workload-identity-overview',
    'https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity',
  ],
  peers: [
    'kube-bench:eks-1.8.0/5.2.1',
    'kubescape:C-0020',
    'kubescape:C-0225',
    'kubescape:C-0239',
    'prowler:core_no_secrets_envs',
  ],
  params: z.object({ maxSharedSas: count(1), exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    if (it.type === 'k8s.service-account') {
      const identities = fact(cloudIdentities, it);
      if (identities.length === 0) return notApplicable('it names no identity of a cloud');
      const shared = identities.filter(({ sharers }) => sharers.length >= Math.max(params.maxSharedSas, 1));
      if (!shared[0]) return pass();
      const { identity, sharers } = shared[0];
      const seen = shared.map((one) => ({ at: 'metadata.annotations', actual: { [one.annotation]: one.identity } }));
      return fail(`It shares the identity ${identity} with ${someOf(sharers)}.`, seen);
    }
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const keys = foundInContainers(pod, cloudKeysIn);
    if (keys)
      return fail(toldOf(pod, `Containers take keys of a cloud from secrets: ${keys.names}.`), evidenceOf(keys.found));
    const unread = unreadKeysOf(pod);
    return unread === undefined ? pass() : unknown('field-missing', unread);
  },
});
