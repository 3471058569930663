import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { patchMasked } from '#clouds/kubernetes/workload/proc-actions';
import { procMountOf, unmaskedIn } from '#clouds/kubernetes/workload/proc-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-proc-mount-unmasked',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Containers see the masked form of the process file system',
  severity: 'medium',
  control: 'workloads-confined',
  why: 'Unmasked, /proc shows and changes what belongs to the kernel of the node.',
  fix: 'Remove procMount, or give the pods users of their own.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: ['psa:procMount', 'trivy:AVD-KSV-0027'],
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
    return byVersion(minor, [0, 35], (version) => {
      if (version >= 35 && !pod.hostUsers) return notApplicable('its pods have users of their own');
      const bad = unmaskedIn(pod);
      if (bad.length === 0) return pass();
      const message = `Containers unmask /proc: ${namesOf(bad, procMountOf)}.`;
      return fail(toldOf(pod, message), ownContexts(bad, { procMount: 'Default' }));
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchMasked),
  },
});
