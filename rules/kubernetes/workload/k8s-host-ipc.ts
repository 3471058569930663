import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-host-ipc',
  on: workloads,
  uses: [podSecurity],
  title: 'Pods have an IPC namespace of their own',
  severity: 'medium',
  control: 'workloads-apart-from-the-host',
  why: 'A container that shares the memory segments of its node can read and change what other processes keep there.',
  fix: 'Remove hostIPC from the pod specification.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kube-bench:eks-1.8.0/4.2.3',
    'kubescape:C-0038',
    'kubescape:C-0195',
    'prowler:core_minimize_hostIPC_containers',
    'psa:hostNamespaces',
    'trivy:AVD-KSV-0008',
  ],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.spec.hostIPC !== true) return pass();
    const message = 'Its pods share the IPC namespace of their node: hostIPC is true.';
    return fail(toldOf(pod, message), { at: `${pod.at}.hostIPC`, actual: true, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), () => ({ hostIPC: false })),
  },
});
