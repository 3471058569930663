import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namesOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { boundEvidence, workloadBounds } from '#clouds/kubernetes/workload/limit-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, failMissing, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-memory-limit-missing',
  on: workloads,
  uses: [podSecurity, workloadBounds],
  title: 'Every container has a memory limit',
  severity: 'medium',
  control: 'resources-bounded',
  why: 'A container that takes all the memory of its node makes the kernel end others, among them the kubelet.',
  fix: 'Set resources.limits.memory for each container, or a limit range for the namespace.',
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  peers: ['kubescape:C-0009', 'kubescape:C-0271', 'prowler:core_memory_limits_set', 'trivy:AVD-KSV-0018'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { memory } = fact(workloadBounds, it);
    if (isUnread(memory)) return memory;
    const { unbound, seen, by } = memory;
    if (unbound.length === 0) return by === undefined ? pass() : passBecause(by);
    const message = toldOf(pod, `No memory limit holds for containers: ${namesOf(unbound)}.`);
    return seen ? fail(message, boundEvidence(unbound)) : failMissing(message, boundEvidence(unbound));
  },
});
