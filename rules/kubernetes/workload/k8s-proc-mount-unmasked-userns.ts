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
  id: 'k8s-proc-mount-unmasked-userns',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Containers see /proc masked though their pods have users of their own',
  severity: 'low',
  control: 'workloads-confined',
  why: 'A user namespace softens what unmasking /proc gives away, and the restricted standard forbids it all the same.',
  fix: 'Remove procMount from the security context of every container.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: ['psa:procMount_restricted'],
  params: z.object({
    pssVersion: minorVersion(),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.hostUsers) return notApplicable('its pods share the users of their node');
    const minor = minorBy(params.pssVersion, () => fact(podSecurityMinor, it));
    return byVersion(minor, [0, 35], (version) => {
      if (version < 35) return notApplicable('before 1.35 the baseline forbids it: k8s-proc-mount-unmasked');
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
