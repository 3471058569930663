import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namesOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { boundEvidence, workloadBounds } from '#clouds/kubernetes/workload/limit-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, failMissing, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-cpu-limit-missing',
  on: workloads,
  uses: [podSecurity, workloadBounds],
  title: 'Every container has a CPU limit where policy asks for it',
  severity: 'low',
  control: 'resources-bounded',
  why: 'A container without one takes all the processor time that others on its node do not claim.',
  fix: 'Set resources.limits.cpu for each container, or a limit range for the namespace.',
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  peers: ['kubescape:C-0270', 'prowler:core_cpu_limits_set', 'trivy:AVD-KSV-0011'],
  params: z.object({
    requireCpuLimits: flag(false),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    if (!params.requireCpuLimits) return notApplicable('policy asks for no CPU limits: requireCpuLimits is false');
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { cpu } = fact(workloadBounds, it);
    if (isUnread(cpu)) return cpu;
    const { unbound, seen, by } = cpu;
    if (unbound.length === 0) return by === undefined ? pass() : passBecause(by);
    const message = toldOf(pod, `No CPU limit holds for containers: ${namesOf(unbound)}.`);
    return seen ? fail(message, boundEvidence(unbound)) : failMissing(message, boundEvidence(unbound));
  },
});
