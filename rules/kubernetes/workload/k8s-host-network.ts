import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { hostProcessSetters } from '#clouds/kubernetes/workload/profile-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-host-network',
  on: workloads,
  uses: [podSecurity],
  title: 'Pods have a network of their own',
  severity: 'high',
  control: 'workloads-apart-from-the-host',
  why: 'Such a pod escapes network policies, hears the traffic of its node and reaches the metadata of the cloud.',
  fix: 'Remove hostNetwork from the pod specification.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kube-bench:eks-1.8.0/4.2.4',
    'kubescape:C-0041',
    'kubescape:C-0196',
    'prowler:core_minimize_hostNetwork_containers',
    'psa:hostNamespaces',
    'trivy:AVD-KSV-0009',
  ],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',
  partOf: 'k8s-windows-hostprocess',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.spec.hostNetwork !== true) return pass();
    const message = 'Its pods share the network of their node: hostNetwork is true.';
    return fail(toldOf(pod, message), { at: `${pod.at}.hostNetwork`, actual: true, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), (pod) =>
        hostProcessSetters(pod).words.length > 0
          ? cannotPlan('HostProcess containers need the network of their node: end that first')
          : { hostNetwork: false },
      ),
  },
});
