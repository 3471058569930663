import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { patchUnsetSeccomp } from '#clouds/kubernetes/workload/profile-actions';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-seccomp-profile-unset',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Every container has a seccomp profile',
  severity: 'low',
  control: 'workloads-confined',
  why: 'Where nothing is set most kubelets run containers without a profile, with every system call open.',
  fix: 'Set the profile RuntimeDefault for the pod.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tutorials/security/seccomp/',
  ],
  peers: [
    'kubescape:C-0210',
    'prowler:core_seccomp_profile_docker_default',
    'psa:seccompProfile_restricted',
    'trivy:AVD-KSV-0030',
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
    return byVersion(minor, [0, 19, 25], (version) => {
      if (version < 19) return notApplicable('the restricted standard says nothing about it before 1.19');
      if (version >= 25 && pod.windows) return notApplicable('its pods say that they run Windows');
      const bad = pod.containers.filter(({ effective }) => effective.seccompProfile === undefined);
      if (bad.length === 0) return pass();
      const message = `No seccomp profile is set for containers: ${namesOf(bad)}.`;
      return fail(toldOf(pod, message), ownContexts(bad, { seccompProfile: { type: 'RuntimeDefault' } }));
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchUnsetSeccomp),
  },
});
