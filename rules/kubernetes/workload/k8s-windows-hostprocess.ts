import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchOfContainers, planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { hostProcessSetters } from '#clouds/kubernetes/workload/profile-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-windows-hostprocess',
  on: workloads,
  uses: [podSecurity],
  title: 'No Windows container runs as a process of its host',
  severity: 'high',
  control: 'workloads-apart-from-the-host',
  why: 'A HostProcess container has the files, network and accounts of its node.',
  fix: 'Remove hostProcess from windowsOptions, at the pod level and in containers.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  peers: [
    'kubescape:C-0202',
    'prowler:core_minimize_admission_windows_hostprocess_containers',
    'psa:windowsHostProcess',
    'trivy:AVD-KSV-0103',
  ],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { words, evidence } = hostProcessSetters(pod);
    return words.length === 0 ? pass() : fail(toldOf(pod, `HostProcess is set by ${words.join(', ')}.`), evidence);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), (pod) => {
        const { atPod, containers } = hostProcessSetters(pod);
        return patchOfContainers(containers, () => ({ securityContext: off }), {
          ...(atPod && { securityContext: off }),
          ...(pod.spec.hostNetwork === true && { hostNetwork: false }),
        });
      }),
  },
});

const off = { windowsOptions: { hostProcess: false } };
