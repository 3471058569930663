import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namesOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { boundEvidence, workloadRequests } from '#clouds/kubernetes/workload/limit-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, failMissing, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-resource-requests-missing',
  on: workloads,
  uses: [podSecurity, workloadRequests],
  title: 'Every container asks for the CPU and memory that it needs',
  severity: 'low',
  control: 'resources-bounded',
  why: 'A pod that asks for nothing is put on any node, starved there by others, and is the first to be ended.',
  fix: 'Set resources.requests.cpu and resources.requests.memory for each container, or a limit range for the namespace.',
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  peers: [
    'kubescape:C-0268',
    'kubescape:C-0269',
    'prowler:core_cpu_requests_set',
    'prowler:core_memory_requests_set',
    'trivy:AVD-KSV-0015',
    'trivy:AVD-KSV-0016',
  ],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { cpu, memory } = fact(workloadRequests, it);
    if (isUnread(cpu)) return cpu;
    if (isUnread(memory)) return memory;
    const bad = [...new Set([...cpu.unbound, ...memory.unbound])];
    const by = cpu.by ?? memory.by;
    if (bad.length === 0) return by === undefined ? pass() : passBecause(by);
    const names = namesOf(bad, (one) => [
      ...(cpu.unbound.includes(one) ? ['no CPU'] : []),
      ...(memory.unbound.includes(one) ? ['no memory'] : []),
    ]);
    const message = toldOf(pod, `Containers ask for too little to be placed by: ${names}.`);
    return cpu.seen || memory.seen ? fail(message, boundEvidence(bad)) : failMissing(message, boundEvidence(bad));
  },
});
