import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { evidenceOf, foundInContainers, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { secretsInEnv } from '#clouds/kubernetes/workload/secret-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-secret-in-env',
  on: workloads,
  uses: [podSecurity],
  title: 'Containers read secrets from files, not from their environment',
  severity: 'low',
  control: 'secrets-kept-in-a-store',
  why: 'An environment is handed to every child process, printed by crash reports, and keeps a secret that was rotated.',
  fix: 'Mount the secret as a volume, and let the application read the file.',
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  peers: ['kube-bench:eks-1.8.0/4.4.1', 'kubescape:C-0207', 'prowler:core_no_secrets_envs'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const secrets = foundInContainers(pod, secretsInEnv);
    if (!secrets) return pass();
    const message = `Containers are given secrets in their environment: ${secrets.names}.`;
    return fail(toldOf(pod, message), evidenceOf(secrets.found));
  },
});
