import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { evidenceOf, foundInContainers, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { plainCredentials } from '#clouds/kubernetes/workload/credential-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-plaintext-secret',
  on: workloads,
  uses: [podSecurity],
  title: 'No credential stands in plain variables or in the call of a container',
  severity: 'high',
  grades: ['medium'],
  control: 'secrets-kept-in-a-store',
  why: 'Whoever may look at workloads reads it, and it stays in manifests, their history and their backups.',
  fix: 'Rotate the credential, keep the new one in a secret store, and mount it as a file.',
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  peers: ['kubescape:C-0012', 'trivy:AVD-KSV-01010', 'trivy:AVD-KSV-0109'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const credentials = foundInContainers(pod, plainCredentials);
    if (!credentials) return pass();
    const { names, found } = credentials;
    const grade = found.some(({ sure }) => sure) ? undefined : ('medium' as const);
    const message = `Containers are given credentials in plain sight: ${names}.`;
    return fail(toldOf(pod, message), evidenceOf(found), { grade });
  },
});
