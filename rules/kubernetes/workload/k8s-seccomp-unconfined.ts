import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { patchSeccomp } from '#clouds/kubernetes/workload/profile-actions';
import { seccompAnnotations, seccompSetters } from '#clouds/kubernetes/workload/profile-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-seccomp-unconfined',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'No workload turns seccomp off',
  severity: 'medium',
  control: 'workloads-confined',
  why: 'Without a profile every system call of the kernel is open to an intruder, and so is each of its flaws.',
  fix: 'Set the profile RuntimeDefault for the pod, and remove what containers set.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tutorials/security/seccomp/',
  ],
  peers: [
    'kubescape:C-0055',
    'kubescape:C-0210',
    'prowler:core_seccomp_profile_docker_default',
    'psa:seccompProfile_baseline',
    'trivy:AVD-KSV-0030',
    'trivy:AVD-KSV-0104',
  ],
  params: z.object({
    pssVersion: minorVersion(),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const minor = minorBy(params.pssVersion, () => fact(podSecurityMinor, it));
    return byVersion(minor, [19, 0], (version) => {
      const { words, evidence } = version < 19 ? seccompAnnotations(pod) : seccompSetters(pod);
      if (words.length === 0) return pass();
      return fail(toldOf(pod, `Seccomp is off or unknown: ${words.join(', ')}.`), evidence);
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchSeccomp),
  },
});
