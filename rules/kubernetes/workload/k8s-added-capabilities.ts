import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { patchAdded } from '#clouds/kubernetes/workload/capability-actions';
import { addedBeyond, gradeOfAdded } from '#clouds/kubernetes/workload/capability-facts';
import { baselineCapabilities, criticalCapabilities } from '#clouds/kubernetes/workload/capability-facts';
import { ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-added-capabilities',
  on: workloads,
  uses: [podSecurity],
  title: 'Containers add no capabilities beyond the baseline',
  severity: 'high',
  grades: ['critical', 'low'],
  control: 'workloads-unprivileged',
  why: 'Each added capability is a piece of root; some of them are enough to take over the node.',
  fix: 'Remove the capability, or add the single one of the baseline that the container needs.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kubescape:C-0046',
    'kubescape:C-0200',
    'kubescape:C-0219',
    'prowler:core_minimize_containers_added_capabilities',
    'psa:capabilities_baseline',
    'trivy:AVD-KSV-0005',
    'trivy:AVD-KSV-0022',
    'trivy:AVD-KSV-0120',
  ],
  params: z.object({
    baselineAllowed: nameList(baselineCapabilities),
    criticalCapabilities: nameList(criticalCapabilities),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { containers, words, kernel } = addedBeyond(pod, params.baselineAllowed);
    if (containers.length === 0) return pass();
    const grade = gradeOfAdded(kernel, params.baselineAllowed, params.criticalCapabilities);
    const message = toldOf(pod, `Containers add capabilities beyond the baseline: ${words}.`);
    return fail(message, ownContexts(containers, { capabilities: { add: params.baselineAllowed } }), { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), (pod) => patchAdded(pod, params.baselineAllowed)),
  },
});
