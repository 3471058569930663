import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { evidenceOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { patchWithoutAliases } from '#clouds/kubernetes/workload/host-alias-actions';
import { hostAliases } from '#clouds/kubernetes/workload/host-alias-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-host-aliases',
  on: workloads,
  uses: [podSecurity],
  title: 'Pods ask DNS where a name leads',
  severity: 'low',
  grades: ['medium'],
  control: 'workloads-unprivileged',
  why: 'Whoever writes the file of hosts sends what the application calls, with its credentials, to an address of his own.',
  fix: 'Remove hostAliases from the pod specification, and give the name an address in DNS.',
  references: ['https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
  peers: ['trivy:AVD-KSV-0007'],
  params: z.object({
    allowedHostnames: nameList(),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const aliases = hostAliases(pod, params.allowedHostnames);
    if (aliases.length === 0) return pass();
    const grade = aliases.some(({ takesApi }) => takesApi) ? ('medium' as const) : undefined;
    const message = `Its pods lead names elsewhere than DNS does: ${aliases.map(({ words }) => words).join('; ')}.`;
    return fail(toldOf(pod, message), evidenceOf(aliases), { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), (pod) => patchWithoutAliases(pod, params.allowedHostnames)),
  },
});
