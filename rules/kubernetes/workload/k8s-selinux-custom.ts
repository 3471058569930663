import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchOfContainers, planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { seLinuxSetters } from '#clouds/kubernetes/workload/profile-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-selinux-custom',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Pods set no SELinux options of their own',
  severity: 'low',
  control: 'workloads-confined',
  why: 'Another type, user or role lifts the walls that SELinux keeps between containers and the node.',
  fix: 'Remove user and role from seLinuxOptions, and name a type for containers or none.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: ['psa:seLinuxOptions', 'trivy:AVD-KSV-0025'],
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
    return byVersion(minor, [31, 0], (version) => {
      const { words, evidence } = seLinuxSetters(pod, version);
      if (words.length === 0) return pass();
      return fail(toldOf(pod, `SELinux options are set by ${words.join(', ')}.`), evidence);
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), (pod) => {
        const { atPod, containers } = seLinuxSetters(pod, 0);
        return patchOfContainers(containers, () => ({ securityContext: none }), atPod ? { securityContext: none } : {});
      }),
  },
});

const none = { seLinuxOptions: null };
