import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-host-pid',
  on: workloads,
  uses: [podSecurity],
  title: 'Pods have a process namespace of their own',
  severity: 'high',
  control: 'workloads-apart-from-the-host',
  why: 'A container that sees the processes of its node can read their memory and secrets, and stop them.',
  fix: 'Remove hostPID from the pod specification.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kube-bench:eks-1.8.0/4.2.2',
    'kubescape:C-0038',
    'kubescape:C-0194',
    'prowler:core_minimize_hostPID_containers',
    'psa:hostNamespaces',
    'trivy:AVD-KSV-0010',
  ],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.spec.hostPID !== true) return pass();
    const message = 'Its pods share the process namespace of their node: hostPID is true.';
    return fail(toldOf(pod, message), { at: `${pod.at}.hostPID`, actual: true, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), () => ({ hostPID: false })),
  },
});
